"""The lawyers of the roster, and which application was given to whom."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.aid.law import SENIOR_YEARS
from onedoor.kit.keys import secret, uuid7


class Topic(models.TextChoices):
    """咨询主题 — what advice is asked about, and what a lawyer is versed in."""

    FAMILY = "family", _("婚姻家庭继承")
    LABOUR = "labour", _("劳动争议")
    INJURY = "injury", _("人身损害、交通事故")
    DEBT = "debt", _("借贷、合同")
    HOUSING = "housing", _("房屋、物业")
    LAND = "land", _("土地承包、征收")
    CRIME = "crime", _("刑事")
    STATE = "state", _("行政、国家赔偿")
    OTHER = "other", _("其他法律问题")


class LawyerQuerySet(models.QuerySet):
    """Adjectives of lawyers."""

    def free(self):
        """In turn: who was asked longest ago comes first."""
        return self.filter(is_active=True, is_full=False).order_by("last_turn", "pk")

    def for_rows(self):
        return self.select_related("staff", "post__org")

    def senior(self, today: date):
        """With the years of practice that the gravest cases take (第二十六条)."""
        return self.filter(licensed_on__lte=_years_before(today))


def _years_before(today: date) -> date:
    """The same day, so many years ago; 29 February is the day before."""
    day = min(today.day, 28) if today.month == 2 else today.day
    return today.replace(year=today.year - SENIOR_YEARS, day=day)


class Lawyer(models.Model):
    """援助律师 — somebody on the roster: the chair they sit in, what they are versed in, whether they can take more.

    Whoever knows `secret` reads their court days, and no more (the calendar feed)."""

    staff = models.OneToOneField(
        "posts.Staff", models.PROTECT, related_name="lawyer", verbose_name=_("工作人员")
    )
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    topics = ArrayField(
        models.CharField(max_length=10, choices=Topic), default=list, blank=True, verbose_name=_("擅长领域")
    )
    languages = models.CharField(_("会说的语言"), max_length=60, blank=True)
    is_full = models.BooleanField(_("暂不接新案"), default=False)
    is_active = models.BooleanField(_("在册"), default=True)
    firm = models.CharField(_("执业机构"), max_length=80, blank=True)
    licensed_on = models.DateField(_("执业起始日"), null=True, blank=True)
    secret = models.CharField(max_length=16, unique=True, default=secret, editable=False)
    last_turn = models.DateTimeField(_("上次轮到"))

    objects = LawyerQuerySet.as_manager()

    class Meta:
        verbose_name = _("援助律师")
        ordering = ["staff__name", "pk"]

    def __str__(self):
        return f"{self.staff.name}（{self.post.org}）"

    def is_senior(self, today: date) -> bool:
        return self.licensed_on is not None and self.licensed_on <= _years_before(today)


class Recusal(models.Model):
    """回避 — a lawyer said that they stand too near to the other side of this: from then on they are not offered for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="recusals")
    lawyer = models.ForeignKey(Lawyer, models.PROTECT, related_name="recusals")
    at = models.DateTimeField(_("提出时间"))

    class Meta:
        verbose_name = _("回避")
        constraints = [models.UniqueConstraint(fields=["case", "lawyer"], name="one_recusal_a_case")]

    def __str__(self):
        return f"{self.case_id} {self.lawyer_id}"


class Assignment(models.Model):
    """指派 — an application was given to a lawyer, until it was given to another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey("aid.Application", models.PROTECT, related_name="assignments")
    lawyer = models.ForeignKey(Lawyer, models.PROTECT, related_name="assignments")
    at = models.DateTimeField(_("指派时间"))
    until = models.DateTimeField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("指派")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(until=None), name="one_lawyer_an_application"
            )
        ]

    def __str__(self):
        return f"{self.application_id} {self.lawyer_id}"
