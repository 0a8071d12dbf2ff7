"""A matter, and who checked its result in which round."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.matters.lifecycle import LIFECYCLE, Status
from onedoor.matters.models.category import Kind


class MatterQuerySet(models.QuerySet):
    """Adjectives of matters."""

    def open(self):
        return self.filter(case__closed_at=None)

    def for_rows(self):
        """With what one line of a list shows, in one query."""
        return self.select_related("case__region__parent", "category", "lead", "desk").defer("words")


class Matter(models.Model):
    """事项 — one request on its way through the centre. Clocks, parties, papers and timeline are in its case.

    `desk` is the centre at whose desk it lies (it climbs and comes down), `lead` the unit that handles it.
    The honest endings are kept apart: `resolved_at` done, `verified_at` checked, `answered_at` told,
    `is_solved` and `stars` the resident's own word, `outcome` whether it could be solved at all.
    `claimants` is how many people brought it together, named or not; empty: one.
    """

    class Source(models.TextChoices):
        WINDOW = "window", _("大厅窗口")
        PORTAL = "portal", _("居民自助")
        GRID = "grid", _("网格上报")
        HOTLINE = "hotline", _("热线转来")
        PETITION = "petition", _("信访转来")
        PARTNER = "partner", _("部门转来")
        REVIEW = "review", _("申请复查")

    class Outcome(models.TextChoices):
        DONE = "done", _("已办理")
        CANNOT = "cannot", _("无法解决")

    lifecycle = LIFECYCLE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="matter")
    kind = models.CharField(_("诉求类型"), max_length=10, choices=Kind, default=Kind.HELP)
    category = models.ForeignKey(
        "matters.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("事项分类"),
    )
    source = models.CharField(_("来源"), max_length=10, choices=Source)
    source_name = models.CharField(_("来源名称"), max_length=40, blank=True)
    source_ref = models.CharField(_("来源编号"), max_length=60, blank=True)
    reported_at = models.DateTimeField(_("反映时间"))
    body = models.TextField(_("诉求内容"))
    address = models.CharField(_("地址"), max_length=200, blank=True)
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    placed_by = models.CharField(_("定位方式"), max_length=10, blank=True)
    is_placed = models.BooleanField(_("已定位到网格"), default=True)
    words = SearchVectorField(null=True, editable=False)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.REGISTERED)
    desk = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("承接中心"))
    lead = models.ForeignKey(
        "posts.Org", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("主办单位")
    )
    outcome = models.CharField(_("办理结论"), max_length=8, choices=Outcome, blank=True)
    result = models.TextField(_("办理结果"), blank=True)
    cannot_basis = models.CharField(_("不能解决的依据"), max_length=300, blank=True)
    turn_to = models.CharField(_("可以转向的途径"), max_length=300, blank=True)
    resolved_at = models.DateTimeField(_("办理完成"), null=True, blank=True)
    verified_at = models.DateTimeField(_("核查通过"), null=True, blank=True)
    reply = models.TextField(_("书面答复"), blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    is_solved = models.BooleanField(_("是否解决"), null=True, blank=True)
    stars = models.PositiveSmallIntegerField(
        _("满意度"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    round = models.PositiveSmallIntegerField(_("办理轮次"), default=1)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    review_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reviews")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    claimants = models.PositiveIntegerField(_("反映人数"), null=True, blank=True)
    claimants_is_about = models.BooleanField(_("人数为约数"), default=False)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("事项")
        indexes = [
            models.Index(
                fields=["status", "case"],
                name="matter_waiting",
                condition=~Q(status__in=["closed", "declined", "transferred", "merged"]),
            ),
            models.Index(
                fields=["desk", "status"],
                name="matter_desk",
                condition=~Q(status__in=["closed", "declined", "transferred", "merged"]),
            ),
            GinIndex(fields=["words"], name="matter_words"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_name", "source_ref"],
                name="one_matter_a_source_ref",
                condition=~Q(source_ref=""),
            ),
            models.CheckConstraint(
                name="stars_one_to_five", condition=Q(stars=None) | Q(stars__range=(1, 5))
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.get_status_display()}"

    # Django's own translate every choice to find one; a list shows fifty.
    def get_status_display(self) -> str:
        return str(Status(self.status).label)

    def get_kind_display(self) -> str:
        return str(Kind(self.kind).label)


class Verification(models.Model):
    """核查 — who checked the result in which round, and what they found."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="verifications")
    round = models.PositiveSmallIntegerField(_("办理轮次"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    has_passed = models.BooleanField(_("核查通过"))
    at = models.DateTimeField(_("时间"))
    words = models.CharField(_("核查意见"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("核查")
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.matter_id} {self.round}"
