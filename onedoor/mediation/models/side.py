"""Who stands on which side, who speaks for them, and what each agreed to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class SideQuerySet(models.QuerySet):
    """Adjectives of sides."""

    def current(self):
        return self.filter(party__until=None).order_by("place", "pk")

    def for_rows(self):
        return self.select_related("party__person")


class Side(models.Model):
    """一方当事人 — one party of the dispute, with a drawer of its own: nobody of another side ever reads in it.

    The person is the case's party, sealed; their own slip opens this side and what all sides share. `place` is the order
    in which they stand in papers. An organisation is named here and acts through its representative.
    """

    class Standing(models.TextChoices):
        APPLICANT = "applicant", _("申请人")
        RESPONDENT = "respondent", _("被申请人")
        THIRD = "third", _("第三人")

    class Channel(models.TextChoices):
        PHONE = "phone", _("电话")
        SMS = "sms", _("短信")
        POST = "post", _("书面送达")
        GRID = "grid", _("网格员上门")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="sides")
    party = models.OneToOneField("cases.Party", models.PROTECT, related_name="side")
    standing = models.CharField(_("身份"), max_length=10, choices=Standing)
    place = models.PositiveSmallIntegerField(_("次序"), default=1)
    organisation = models.CharField(_("单位名称"), max_length=100, blank=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    stands_for = models.PositiveSmallIntegerField(_("所代表的人数"), default=1)
    is_minor = models.BooleanField(_("未成年人"), default=False)
    is_protected = models.BooleanField(_("住址和联系方式对其他方保密"), default=False)
    channel = models.CharField(_("通知方式"), max_length=6, choices=Channel, default=Channel.PHONE)
    safe_contact_sealed = models.BinaryField(_("安全联系方式"), default=b"")
    address_confirmed = models.BooleanField(_("确认了送达地址"), default=False)

    objects = SideQuerySet.as_manager()

    class Meta:
        verbose_name = _("一方当事人")
        ordering = ["place", "pk"]

    def __str__(self):
        return f"{self.mediation_id} {self.get_standing_display()}"


class Representative(models.Model):
    """代理人 — who speaks for a side, by which right, with which paper."""

    class Kind(models.TextChoices):
        GUARDIAN = "guardian", _("法定代理人（监护人）")
        AGENT = "agent", _("委托代理人")
        LAWYER = "lawyer", _("律师")
        OFFICER = "officer", _("法定代表人、负责人")
        ELECTED = "elected", _("推选的代表")

    class Authority(models.TextChoices):
        GENERAL = "general", _("一般授权")
        SPECIAL = "special", _("特别授权（可以承认、放弃、变更请求，和解）")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    side = models.ForeignKey(Side, models.PROTECT, related_name="representatives")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    kind = models.CharField(_("代理身份"), max_length=8, choices=Kind)
    authority = models.CharField(_("代理权限"), max_length=8, choices=Authority, default=Authority.GENERAL)
    paper_seen = models.BooleanField(_("看过授权委托书或者关系证明"), default=False)
    since = models.DateTimeField(_("起"))
    until = models.DateTimeField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("代理人")

    def __str__(self):
        return f"{self.side_id} {self.get_kind_display()}"


class Consent(models.Model):
    """当事人意见 — what one side said to one question, and how. A row is never changed: a later one takes its place."""

    class About(models.TextChoices):
        MEDIATE = "mediate", _("同意调解")
        MEDIATOR = "mediator", _("接受调解员")
        OPEN = "open", _("同意公开进行")
        EXTEND = "extend", _("同意延长期限")
        ONLINE = "online", _("同意网上协商")
        RIGHTS = "rights", _("已告知权利义务")
        DONE = "done", _("没有要办的了")

    class How(models.TextChoices):
        SIGNED = "signed", _("当面签字")
        ORAL = "oral", _("口头表示，已记录")
        PHONE = "phone", _("电话表示，已记录")
        ONLINE = "online", _("凭编号和查询码在网上表示")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    side = models.ForeignKey(Side, models.PROTECT, related_name="consents")
    about = models.CharField(_("就什么"), max_length=8, choices=About)
    mediator = models.ForeignKey(
        "committees.Mediator",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("哪一位调解员"),
    )
    is_yes = models.BooleanField(_("同意"))
    how = models.CharField(_("怎样表示"), max_length=6, choices=How)
    at = models.DateTimeField(_("时间"))
    round = models.PositiveSmallIntegerField(_("第几轮"), default=1)
    post = models.ForeignKey("posts.Post", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("当事人意见")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.side_id} {self.about} {self.is_yes}"


class Assignment(models.Model):
    """指派 — who mediates, how they were found, and that recusal was looked at before it stood."""

    class Role(models.TextChoices):
        LEAD = "lead", _("主持")
        SECOND = "second", _("协助")

    class How(models.TextChoices):
        PROPOSED = "proposed", _("调解组织指派")
        CHOSEN = "chosen", _("当事人选定")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="assignments")
    mediator = models.ForeignKey("committees.Mediator", models.PROTECT, related_name="assignments")
    role = models.CharField(_("分工"), max_length=6, choices=Role, default=Role.LEAD)
    how = models.CharField(_("怎样产生"), max_length=8, choices=How)
    since = models.DateTimeField(_("起"))
    until = models.DateTimeField(_("止"), null=True, blank=True)
    reason = models.CharField(_("更换理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("指派")
        constraints = [
            models.UniqueConstraint(
                fields=["mediation"], name="one_lead_a_mediation", condition=Q(role="lead", until=None)
            ),
            models.UniqueConstraint(
                fields=["mediation", "mediator"], name="assigned_once", condition=Q(until=None)
            ),
        ]

    def __str__(self):
        return f"{self.mediation_id} {self.mediator_id}"
