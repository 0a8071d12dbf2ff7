"""The case itself: its code, place and secrecy, who is party to it and which units have a part in it."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Case(models.Model):
    """案卷 — one case, one code (一案一码), at one place, with one secrecy.

    `region_path` repeats the region's path and `due_at` the next due moment of its clocks (with the unit that
    clock counts in, and whether its date is provisional), so that a
    worklist is one index scan; `opening` and `clocks` keep them. `pin_digest` is the keyed digest of the
    PIN on the resident's slip.
    """

    class Secrecy(models.TextChoices):
        NORMAL = "normal", _("一般")
        COUNSELLING = "counselling", _("心理咨询")
        FAMILY = "family", _("家庭暴力")
        MINOR = "minor", _("未成年人")
        DISCIPLINE = "discipline", _("涉法涉诉涉纪")
        # No post can be cleared for it and no form offers it: reached by the posts named in the case, and by nobody else.
        TALK = "talk", _("谈话")

        @classmethod
        def offered(cls) -> list:
            """What a person may choose, in the language of whoever reads it."""
            return [(value, label) for value, label in cls.choices if value != cls.TALK]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("案卷编号"), max_length=20, unique=True)
    title = models.CharField(_("标题"), max_length=100)
    region = models.ForeignKey("places.Region", models.PROTECT, verbose_name=_("区域"))
    region_path = models.CharField(max_length=160, editable=False)
    secrecy = models.CharField(_("密级"), max_length=12, choices=Secrecy, default=Secrecy.NORMAL)
    opened_at = models.DateTimeField(_("立案时间"))
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    due_at = models.DateTimeField(_("到期时间"), null=True, blank=True)
    due_unit = models.CharField(max_length=8, blank=True, editable=False)
    due_provisional = models.BooleanField(default=False, editable=False)
    paused_for = models.CharField(max_length=200, blank=True, editable=False)
    pin_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("案卷")
        indexes = [
            # Only what is open has a due moment. Asking for that, and not for "open" too, lets the planner count rightly.
            models.Index(fields=["due_at", "id"], name="case_due", condition=Q(due_at__isnull=False)),
            # A village's own, read from the index alone.
            models.Index(
                *(OpClass("region_path", "varchar_pattern_ops"), "due_at", "id"),
                name="case_due_region",
                condition=Q(due_at__isnull=False),
                include=["secrecy"],
            ),
            models.Index(
                OpClass("region_path", "varchar_pattern_ops"),
                name="case_open_region",
                condition=Q(closed_at=None),
            ),
            models.Index(OpClass("region_path", "varchar_pattern_ops"), "id", name="case_region"),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"


class PartyQuerySet(models.QuerySet):
    def current(self):
        """Those who have not stepped out of the case, in the order in which they came to it."""
        return self.filter(until=None).order_by("pk")


class Party(models.Model):
    """当事人 — a person the case is about, or who brought it.

    Whoever was there at registration holds the case's own slip and has no `since`; a claimant who joined later may
    have a slip of their own, whose PIN opens what is theirs and what all share. Nobody is deleted who was ever party.
    """

    class Role(models.TextChoices):
        APPLICANT = "applicant", _("申请人")
        OTHER = "other", _("其他当事人")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    role = models.CharField(_("身份"), max_length=12, choices=Role, default=Role.APPLICANT)
    is_representative = models.BooleanField(_("推选的代表"), default=False)
    since = models.DateTimeField(_("加入时间"), null=True, blank=True)
    until = models.DateTimeField(_("退出时间"), null=True, blank=True)
    pin_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("当事人")

    def __str__(self):
        return f"{self.case_id} {self.get_role_display()}"


class Involvement(models.Model):
    """参办 — an organisation, or one of its posts, has a part in the case. Reach follows from this."""

    class Role(models.TextChoices):
        LEAD = "lead", _("主办")
        ASSIST = "assist", _("协办")
        SUPERVISE = "supervise", _("督办")
        TASK = "task", _("承担任务")
        CALLED = "called", _("应哨")
        SOURCE = "source", _("来源单位")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="involvements")
    org = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("单位"))
    post = models.ForeignKey("posts.Post", models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("参办方式"), max_length=10, choices=Role, default=Role.LEAD)
    since = models.DateTimeField(_("起"))
    signed_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("反馈时间"), null=True, blank=True)
    words = models.TextField(_("协办意见"), blank=True)
    until = models.DateTimeField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("参办")
        indexes = [models.Index(fields=["org", "case"], name="involvement_open", condition=Q(until=None))]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="one_lead_a_case", condition=Q(role="lead", until=None)
            ),
            models.UniqueConstraint(fields=["case", "org"], name="one_part_an_org", condition=Q(until=None)),
        ]

    def __str__(self):
        return f"{self.org_id} {self.get_role_display()}"


class Link(models.Model):
    """关联 — two cases belong together: merged or related by a person's act (and undone by one), one reviewing the other,
    or `case` a part of `other`."""

    class Kind(models.TextChoices):
        MERGED = "merged", _("并案")
        REVIEW = "review", _("复查")
        RELATED = "related", _("相关事项")
        PART = "part", _("子事项")
        FOUND = "found", _("巡查发现")
        MEDIATION = "mediation", _("转来调解")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("关联方式"), max_length=10, choices=Kind)
    case = models.ForeignKey(Case, models.PROTECT, related_name="links", verbose_name=_("本案"))
    other = models.ForeignKey(Case, models.PROTECT, related_name="linked_from", verbose_name=_("关联案卷"))
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("关联")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="merged_once", condition=Q(kind="merged", undone_at=None)
            )
        ]

    def __str__(self):
        return f"{self.case_id} → {self.other_id}"


class DayCount(models.Model):
    """当日序号 — the last number that a unit gave out on a day."""

    day = models.DateField()
    unit = models.CharField(max_length=3)
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "unit"], name="one_count_a_day_and_unit")]

    def __str__(self):
        return f"{self.day} {self.unit} {self.last}"


class KeyTry(models.Model):
    """查询码误输 — a wrong PIN for a case code, so that guessing ends after a few tries."""

    code = models.CharField(max_length=20)
    address = models.CharField(max_length=45)
    digits = models.PositiveSmallIntegerField(default=6)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["code", "at"], name="keytry_code"),
            models.Index(fields=["address", "at"], name="keytry_address"),
        ]

    def __str__(self):
        return f"{self.code} {self.at}"
