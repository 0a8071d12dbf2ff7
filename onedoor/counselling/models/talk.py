"""A talk and what belongs to it. Whatever was said stands here sealed under the key of this talk alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.counselling.lifecycle import LIFECYCLE, Status
from onedoor.kit.keys import uuid7


class Talk(models.Model):
    """谈话 — somebody is listened to. No person, no party: who they are stands in the safe contact, sealed like the rest."""

    class Wish(models.TextChoices):
        ANY = "any", _("都可以")
        WOMAN = "woman", _("希望是女咨询师")
        MAN = "man", _("希望是男咨询师")

    class Age(models.TextChoices):
        ADULT = "adult", _("成年")
        TEEN = "teen", _("满14岁不满18岁")
        CHILD = "child", _("不满14岁")

    lifecycle = LIFECYCLE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="talk")
    counsellor = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("咨询师"))
    status = models.CharField(_("谈话状态"), max_length=8, choices=Status, default=Status.OPENED)
    age = models.CharField(_("年龄段"), max_length=5, choices=Age, default=Age.ADULT)
    wish = models.CharField(_("咨询师"), max_length=5, choices=Wish, default=Wish.ANY)
    needs_interpreter = models.BooleanField(_("需要翻译或手语"), default=False)
    brings_somebody = models.BooleanField(_("有人陪同"), default=False)
    wishes_sealed = models.BinaryField(_("其他希望"), default=b"")
    own_words_sealed = models.BinaryField(_("本人的话"), default=b"")
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    kept_until = models.DateField(_("保存到"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回同意的时间"), null=True, blank=True)
    # Who must not see nor hear of it: then no code and PIN opens it, and no number is kept.
    guardian_blocked = models.BooleanField(_("监护人回避"), default=False)

    class Meta:
        verbose_name = _("谈话")

    def __str__(self):
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class TalkKey(models.Model):
    """谈话密钥 — the key of one talk, sealed under the house's. With this row gone nobody reads the talk again."""

    talk = models.OneToOneField(Talk, models.PROTECT, primary_key=True, related_name="key")
    key_sealed = models.BinaryField(_("密钥"))

    class Meta:
        verbose_name = _("谈话密钥")

    def __str__(self):
        return str(self.pk)


class SafeContact(models.Model):
    """安全联系 — how they may be reached without harm: under what name, at which number, when. Never by letter."""

    talk = models.OneToOneField(Talk, models.PROTECT, primary_key=True, related_name="contact")
    name_sealed = models.BinaryField(_("怎样称呼"), default=b"")
    number_sealed = models.BinaryField(_("哪个号码"), default=b"")
    times_sealed = models.BinaryField(_("什么时候"), default=b"")
    as_whom_sealed = models.BinaryField(_("接通后说是谁"), default=b"")
    may_leave_message = models.BooleanField(_("可以留言"), default=False)

    class Meta:
        verbose_name = _("安全联系")

    def __str__(self):
        return str(self.pk)


class Consent(models.Model):
    """知情同意 — to which words, told by whom and when; and who agreed."""

    class Giver(models.TextChoices):
        SELF = "self", _("本人")
        GUARDIAN = "guardian", _("本人和监护人")
        HARMED = "harmed", _("本人，监护人涉嫌侵害")

    talk = models.OneToOneField(Talk, models.PROTECT, primary_key=True, related_name="consent")
    version = models.CharField(_("告知书版本"), max_length=10)
    giver = models.CharField(_("谁同意的"), max_length=8, choices=Giver)
    guardian_sealed = models.BinaryField(_("监护人"), default=b"")
    told_by = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("知情同意")

    def __str__(self):
        return str(self.pk)


class Session(models.Model):
    """谈话记录 — what was said on a day. Counted by month for the centre, and nothing else of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    talk = models.ForeignKey(Talk, models.PROTECT, related_name="sessions")
    day = models.DateField(_("日期"))
    note_sealed = models.BinaryField(_("记录"))
    by = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("谈话记录")
        ordering = ["day", "id"]

    def __str__(self):
        return str(self.pk)


class FollowUp(models.Model):
    """回访约定 — when to ask again, and what came of it; reminded of on the counsellor's own page alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    talk = models.ForeignKey(Talk, models.PROTECT, related_name="follow_ups")
    day = models.DateField(_("哪天"))
    words_sealed = models.BinaryField(_("问什么"), default=b"")
    result_sealed = models.BinaryField(_("回访情况"), default=b"")
    done_at = models.DateTimeField(_("回访时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("回访约定")
        ordering = ["day", "id"]

    def __str__(self):
        return str(self.pk)
