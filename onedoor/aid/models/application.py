"""An application for legal aid, and the standard by which hardship is measured."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case as First
from django.db.models import F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from onedoor.aid.law import (
    RULES,
    SENIOR_GROUNDS,
    Ending,
    Exempt,
    Ground,
    Group,
    Kind,
    Urgency,
    Via,
    papers_for,
)
from onedoor.aid.lifecycle import LIFECYCLE, OVER, Status
from onedoor.kit.keys import uuid7


class Standard(models.Model):
    """经济困难标准 — yuan a month and head, set by the province (第三十四条); a row from the day on which it holds."""

    since = models.DateField(_("起"), unique=True)
    monthly = models.PositiveIntegerField(_("每人每月收入（元）"))
    basis = models.CharField(_("依据"), max_length=120)

    class Meta:
        verbose_name = _("经济困难标准")
        ordering = ["-since"]

    def __str__(self):
        return f"{self.since} {self.monthly}"


# Help that cannot wait and is not decided yet.
WAITS = ~Q(urgency="") & Q(status__in=[Status.APPLIED, Status.WANTING])


class ApplicationQuerySet(models.QuerySet):
    """Adjectives of applications."""

    def open(self):
        return self.exclude(status__in=OVER)

    def by_clock(self, *then):
        """What is urgent first, then by what is due."""
        urgent = First(When(WAITS, then=Value(0)), default=Value(1))
        return self.order_by(urgent, *then, F("case__due_at").asc(nulls_last=True), "pk")

    def for_rows(self):
        return self.select_related("case__region", "post__org", "post__type")


class Application(models.Model):
    """法律援助申请 — what about, what the applicant says of their means, which papers were seen, and what was decided.

    Who applies and against whom is party to the case, sealed. `papers` were seen, `wanted` were asked for, all at once.
    """

    lifecycle = LIFECYCLE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="aid")
    kind = models.CharField(_("援助事项"), max_length=12, choices=Kind)
    facts = models.TextField(_("事情的经过和要求"))
    household = models.PositiveSmallIntegerField(_("家庭人口"), null=True, blank=True)
    income = models.PositiveIntegerField(_("全家每月收入（元）"), null=True, blank=True)
    property_told = models.CharField(_("房屋、车辆、存款"), max_length=300, blank=True)
    exempt = models.CharField(_("免予核查的情形"), max_length=12, choices=Exempt, blank=True)
    by_agent = models.BooleanField(_("由他人代为申请"), default=False)
    urgency = models.CharField(_("紧急情形"), max_length=12, choices=Urgency, blank=True)
    groups = ArrayField(
        models.CharField(max_length=10, choices=Group), default=list, blank=True, verbose_name=_("受援群体")
    )
    via = models.CharField(_("怎样提出"), max_length=10, choices=Via, blank=True)
    organ = models.CharField(_("办案机关、监管场所"), max_length=60, blank=True)
    notice_no = models.CharField(_("通知书文号"), max_length=60, blank=True)
    ground = models.CharField(_("通知的情形"), max_length=10, choices=Ground, blank=True)
    papers = ArrayField(models.CharField(max_length=12), default=list, verbose_name=_("已收材料"))
    wanted = ArrayField(models.CharField(max_length=12), default=list, blank=True, verbose_name=_("待补材料"))
    status = models.CharField(_("援助状态"), max_length=10, choices=Status, default=Status.APPLIED)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("受理岗位"))
    reason = models.TextField(_("决定理由"), blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    ended_for = models.CharField(_("终止情形"), max_length=10, choices=Ending, blank=True)
    result = models.TextField(_("承办结果"), blank=True)
    stars = models.PositiveSmallIntegerField(_("受援人评价"), null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("法律援助申请")
        constraints = [
            models.CheckConstraint(condition=Q(stars=None) | Q(stars__range=(1, 5)), name="aid_stars"),
        ]

    def __str__(self):
        return f"{self.case_id} {self.get_status_display()}"

    @property
    def rule(self):
        return RULES[Kind(self.kind)]

    @property
    def needs_senior(self) -> bool:
        """Whether only a lawyer of three years' practice may take it (第二十六条)."""
        return self.ground in SENIOR_GROUNDS

    @property
    def missing(self) -> list[str]:
        """Every paper that is not there yet: told all at once (第四十三条)."""
        return [one for one in papers_for(self.kind, self.exempt, self.by_agent) if one not in self.papers]
