"""A mediation: what about, how it came in, which committee has it, where it stands."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.committees.types import TYPES
from onedoor.kit.keys import uuid7
from onedoor.mediation.lifecycle import BEFORE, LIFECYCLE, Status


class WayIn(models.TextChoices):
    """调解来源 — how a dispute came to be mediated; each way has its reference, and is told the outcome."""

    WINDOW = "window", _("窗口申请")
    ONLINE = "online", _("网上申请")
    REQUEST = "request", _("诉求事项转来")
    GRID = "grid", _("网格排查")
    COUNCIL = "council", _("议事会转来")
    POLICE = "police", _("公调对接")
    PROCURATORATE = "procuratorate", _("检调对接")
    COURT_BEFORE = "court_before", _("诉调对接（立案前委派）")
    COURT_AFTER = "court_after", _("诉调对接（立案后委托）")
    PETITION = "petition", _("访调对接")
    OFFER = "offer", _("主动调解")


# These give a number of their own, and wait for an answer to it.
WITH_REFERENCE = (
    WayIn.POLICE,
    WayIn.PROCURATORATE,
    WayIn.COURT_BEFORE,
    WayIn.COURT_AFTER,
    WayIn.PETITION,
)


class MediationQuerySet(models.QuerySet):
    """Adjectives of mediations."""

    def open(self):
        return self.filter(status__in=BEFORE)

    def concluded(self):
        return self.exclude(ended_at=None)

    def by_clock(self):
        return self.order_by(F("case__due_at").asc(nulls_last=True), "pk")

    def for_rows(self):
        return self.select_related("case__region", "committee")


class Mediation(models.Model):
    """调解 — one dispute in a case of its own: what is said in it is not for whoever handles the matter it came from.

    `facts` and `claims` are what both sides may read. What only one side may read lies in that side's drawer, sealed.
    `source` is the case that it was referred from, if any; the outcome goes back there.
    """

    class Scale(models.TextChoices):
        """事件规模 — the exchange list's three."""

        SINGLE = "01", _("个体性")
        GROUP = "02", _("一般群体性")
        MAJOR = "03", _("重大群体性")

    lifecycle = LIFECYCLE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="mediation")
    type = models.CharField(_("纠纷类型"), max_length=4)
    facts = models.TextField(_("纠纷事实"))
    claims = models.TextField(_("请求事项"), blank=True)
    place = models.CharField(_("发生地点"), max_length=120, blank=True)
    happened_on = models.DateField(_("发生日期"), null=True, blank=True)
    people = models.PositiveSmallIntegerField(_("涉及人数"), default=2)
    scale = models.CharField(_("规模"), max_length=2, choices=Scale, default=Scale.SINGLE)
    way_in = models.CharField(_("调解来源"), max_length=14, choices=WayIn, default=WayIn.WINDOW)
    from_org = models.CharField(_("移送单位"), max_length=60, blank=True)
    reference = models.CharField(_("移送文号"), max_length=60, blank=True)
    source = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="mediations")
    committee = models.ForeignKey(
        "committees.Committee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mediations",
        verbose_name=_("调解组织"),
    )
    number = models.CharField(_("调解文号"), max_length=40, blank=True)
    status = models.CharField(_("调解状态"), max_length=10, choices=Status, default=Status.ASKED)
    round = models.PositiveSmallIntegerField(_("第几轮"), default=1)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("登记岗位"))
    asked_at = models.DateTimeField(_("提出时间"))
    accepted_at = models.DateTimeField(_("受理时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    reason = models.TextField(_("理由"), blank=True)

    objects = MediationQuerySet.as_manager()

    class Meta:
        verbose_name = _("调解")
        constraints = [
            models.UniqueConstraint(fields=["number"], name="mediation_number", condition=~Q(number="")),
        ]
        indexes = [models.Index(fields=["committee", "status"], name="mediation_desk")]

    def __str__(self):
        return f"{self.case_id} {self.get_status_display()}"

    @property
    def kind_of_dispute(self):
        """The line of the list of types."""
        return TYPES[self.type]
