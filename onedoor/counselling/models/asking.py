"""What takes two people: one asks with a reason, another says yes, and it lasts no longer than was said."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.counselling.models.talk import Talk
from onedoor.kit.keys import uuid7


class AskingQuerySet(models.QuerySet):
    def standing(self):
        """Agreed to, and not over."""
        return self.filter(until__gt=timezone.now())


class Asking(models.Model):
    """两人申请 — to read the notes of one talk, to keep or to delay something, to hand it on; another person says yes."""

    class Kind(models.TextChoices):
        LOOK = "look", _("看记录")
        HOLD = "hold", _("暂缓销毁")
        DELAY = "delay", _("推迟告知")
        HAND = "hand", _("换人")

    class Ground(models.TextChoices):
        COURT = "court", _("正在进行的诉讼、复议或者调查要用")
        KEEP = "keep", _("个人信息保护法第四十七条：法律规定的保存期没有满")
        LIFE = "life", _("个人信息保护法第十八条：紧急情况下保护生命健康")
        DUTY = "duty", _("个人信息保护法第三十五条：告知会妨碍国家机关履行法定职责")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    talk = models.ForeignKey(Talk, models.PROTECT, related_name="askings")
    kind = models.CharField(_("申请什么"), max_length=5, choices=Kind, default=Kind.LOOK)
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("申请人"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    reason_sealed = models.BinaryField(_("理由"))
    second = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("另一人"))
    at = models.DateTimeField(_("申请时间"))
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    until = models.DateTimeField(_("开到"), null=True, blank=True)
    ground = models.CharField(_("依据"), max_length=5, choices=Ground, blank=True)
    wanted_until = models.DateField(_("到哪天"), null=True, blank=True)
    look = models.ForeignKey("counselling.Look", models.PROTECT, null=True, blank=True, related_name="delays")
    taker = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("接手人")
    )
    told_on = models.DateField(_("告诉本人的日期"), null=True, blank=True)
    # What one supervisor asks for in one go, of all the talks of one counsellor, is answered in one go.
    batch = models.UUIDField(default=uuid7, db_index=True, editable=False)

    objects = AskingQuerySet.as_manager()

    class Meta:
        verbose_name = _("两人申请")
        constraints = [
            models.CheckConstraint(condition=~models.Q(staff=models.F("second")), name="asking_takes_two")
        ]

    def __str__(self):
        return str(self.pk)


class CodeTry(models.Model):
    """申请记次 — that a supervisor asked with one more code: by whom and when; which, only to count the same one once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("申请人"))
    digest = models.CharField(_("摘要"), max_length=64)
    at = models.DateTimeField(_("时间"), db_index=True)

    class Meta:
        verbose_name = _("申请记次")

    def __str__(self):
        return str(self.pk)
