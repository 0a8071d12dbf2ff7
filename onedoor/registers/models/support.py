"""服务台账 — people who receive a service: one table a purpose, shut until a district opens it, nothing that joins them.

A row is there for as long as its basis holds: consent, or an article that obliges the office. Each has a person of its own
(never looked up, never shared), so that no key leads from one table to another.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Purpose(models.TextChoices):
    """The purposes of `audit.purposes` that have such a table."""

    ELDERS = "P05", _("独居老人走访")
    DISABILITY = "P06", _("残疾人服务")
    HELP = "P07", _("社区帮扶")


class SupportSwitch(models.Model):
    """服务台账开关 — a district keeps such a table: since when, who said so, on which basis, assessed where."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(_("服务台账"), max_length=3, choices=Purpose)
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("区县"))
    basis = models.CharField(_("依据"), max_length=200)
    assessment = models.CharField(_("影响评估编号"), max_length=60)
    notice = models.TextField(_("告知内容"), max_length=600)
    on_at = models.DateTimeField(_("开启时间"))
    on_post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("开启岗位"))
    on_staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, related_name="+", verbose_name=_("开启人")
    )
    off_at = models.DateTimeField(_("关闭时间"), null=True, blank=True)
    off_post = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("关闭岗位")
    )

    class Meta:
        verbose_name = _("服务台账开关")
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "region"], condition=Q(off_at=None), name="support_on_once"
            ),
            models.CheckConstraint(
                condition=~Q(basis="") & ~Q(assessment="") & ~Q(notice=""), name="support_on_a_basis"
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.region}"


class Enrolment(models.Model):
    """What each of the tables keeps: the person under seal, the need, the basis, and until when."""

    class Basis(models.TextChoices):
        CONSENT = "consent", _("本人同意")
        LAW = "law", _("法定职责")

    class How(models.TextChoices):
        SIGNED = "signed", _("书面签字")
        SPOKEN = "spoken", _("口头同意，有见证人")
        GUARDIAN = "guardian", _("监护人同意")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    grid = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("网格"))
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+", verbose_name=_("本人"))
    basis = models.CharField(_("依据"), max_length=8, choices=Basis)
    article = models.CharField(_("法律条文"), max_length=80, blank=True)
    consent_on = models.DateField(_("同意日期"), null=True, blank=True)
    consent_how = models.CharField(_("怎样同意的"), max_length=8, choices=How, blank=True)
    review_on = models.DateField(_("复核日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    enrolled_at = models.DateTimeField(_("登记时间"))
    by_post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("登记岗位"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(basis="consent", consent_on__isnull=False, article="") & ~Q(consent_how="")
                | Q(basis="law", consent_on__isnull=True, consent_how="") & ~Q(article=""),
                name="%(class)s_on_a_basis",
            ),
        ]

    def __str__(self):
        return str(self.pk)


class ElderVisit(Enrolment):
    """独居老人走访 — who asked to be looked in on, and how (P05)."""

    class Need(models.TextChoices):
        CALL_IN = "call_in", _("定期上门看望")
        RING_UP = "ring_up", _("定期打电话问候")
        MEALS = "meals", _("送餐")
        ERRANDS = "errands", _("代买代办")

    need = models.CharField(_("需要的服务"), max_length=8, choices=Need)

    class Meta(Enrolment.Meta):
        verbose_name = _("独居老人走访")


class DisabilitySupport(Enrolment):
    """残疾人服务 — who asked for which help at home or with papers (P06). What for, not why."""

    class Need(models.TextChoices):
        ACCESS = "access", _("无障碍改造")
        AIDS = "aids", _("辅助器具")
        AT_HOME = "at_home", _("上门办事")
        ESCORT = "escort", _("陪同出行")

    need = models.CharField(_("需要的服务"), max_length=8, choices=Need)

    class Meta(Enrolment.Meta):
        verbose_name = _("残疾人服务")


class CommunityHelp(Enrolment):
    """社区帮扶 — who asked for which help; the reason for asking is not kept (P07)."""

    class Need(models.TextChoices):
        WORK = "work", _("找工作")
        PAPERS = "papers", _("办手续")
        THINGS = "things", _("生活物资")
        LEARNING = "learning", _("学习辅导")

    need = models.CharField(_("需要的服务"), max_length=8, choices=Need)

    class Meta(Enrolment.Meta):
        verbose_name = _("社区帮扶")
