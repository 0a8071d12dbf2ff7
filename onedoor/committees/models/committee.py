"""The committees that mediate, and who sits in each."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CommitteeQuerySet(models.QuerySet):
    """Adjectives of committees."""

    def active(self):
        return self.filter(closed_on=None)

    def for_rows(self):
        return self.select_related("org", "region")


class Committee(models.Model):
    """调解组织 — a committee of mediators at a unit: what it is versed in, its ground, its term, its number series.

    `types` are class or type codes of `types.TYPES`; none means everything. `series` stands in its papers' numbers.
    """

    class Kind(models.TextChoices):
        LABOUR = "labour", _("劳动人事争议调解委员会")
        MEDICAL = "medical", _("医疗纠纷调解委员会")
        LAND = "land", _("农村土地承包经营纠纷调解委员会")
        WATER = "water", _("水事纠纷调解委员会")
        TRAFFIC = "traffic", _("道路交通事故损害赔偿调解委员会")
        FAMILY = "family", _("婚姻家庭纠纷调解委员会")
        FINANCE = "finance", _("金融纠纷调解委员会")
        PEOPLE = "people", _("人民调解委员会")
        CENTRE = "centre", _("区矛盾纠纷调处中心")

    name = models.CharField(_("名称"), max_length=60, unique=True)
    kind = models.CharField(_("种类"), max_length=8, choices=Kind)
    org = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("所在单位"))
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("管辖范围"))
    types = ArrayField(
        models.CharField(max_length=4), default=list, blank=True, verbose_name=_("受理的纠纷类型")
    )
    series = models.CharField(_("文号简称"), max_length=12, unique=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    opened_on = models.DateField(_("设立日期"))
    term_until = models.DateField(_("本届任期至"), null=True, blank=True)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("调解组织")
        ordering = ["kind", "pk"]

    def __str__(self):
        return self.name


class Series(models.Model):
    """文号序列 — the last number of a committee's papers in a year: gapless, counted when a mediation is accepted."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["committee", "year"], name="one_series_a_year")]

    def __str__(self):
        return f"{self.committee_id} {self.year} {self.last}"


class Voided(models.Model):
    """作废的文号 — a number whose mediation went to another committee: it stays counted, with why nothing bears it."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    number = models.CharField(_("文号"), max_length=40, unique=True)
    reason = models.CharField(_("作废的理由"), max_length=300)
    at = models.DateTimeField(_("作废时间"))

    class Meta:
        verbose_name = _("作废的文号")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.number


class Member(models.Model):
    """调委会成员 — a mediator's seat in a committee (人民调解法 第八条：三至九人，应当有妇女成员；第九条：任期三年)."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("主任")
        VICE = "vice", _("副主任")
        MEMBER = "member", _("委员")

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="members")
    mediator = models.ForeignKey("committees.Mediator", models.PROTECT, related_name="seats")
    role = models.CharField(_("职务"), max_length=6, choices=Role, default=Role.MEMBER)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("调委会成员")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "mediator"], name="one_seat_in_a_committee", condition=Q(until=None)
            ),
            models.UniqueConstraint(
                fields=["committee"], name="one_chair_a_committee", condition=Q(role="chair", until=None)
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="seat_in_order"),
        ]

    def __str__(self):
        return f"{self.committee_id} {self.get_role_display()}"
