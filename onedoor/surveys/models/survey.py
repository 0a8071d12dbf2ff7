"""A survey, its versions, and what travels with a version."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7

# Days for which answers stay after the end.
FEWEST_KEPT, MOST_KEPT, USUAL_KEPT = 30, 1095, 180


class SurveyQuerySet(models.QuerySet):
    """Adjectives of surveys."""

    def published(self):
        return self.filter(Exists(Version.objects.filter(survey=OuterRef("pk"), published_at__isnull=False)))

    def open(self):
        """Published, not ended; the last day counts."""
        return self.published().filter(ended_at=None, ends_on__gte=timezone.localdate())

    def under(self, prefixes):
        """Those that ask somebody on this ground."""
        ground = Q(pk=None)
        for prefix in prefixes:
            ground |= Q(region__path__startswith=prefix)
        return self.filter(ground)

    def whole(self):
        return self.select_related("owner", "region", "post_type")


class Survey(models.Model):
    """问卷 — what is asked, for what purpose, by which unit, on which basis, of whom, until when. Without these it is not sent out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("表单编号"), max_length=64, unique=True)
    title = models.CharField(_("问卷名称"), max_length=80)
    purpose = models.CharField(_("目的"), max_length=200)
    owner = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("负责单位"))
    basis = models.CharField(_("依据"), max_length=200)
    region = models.ForeignKey(
        "places.Region", models.PROTECT, related_name="+", verbose_name=_("由哪里的网格填")
    )
    post_type = models.ForeignKey(
        "posts.PostType",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("由什么岗位填"),
    )
    times = models.PositiveSmallIntegerField(
        _("每个岗位一年填几次"), default=1, validators=[MinValueValidator(1), MaxValueValidator(2000)]
    )
    ends_on = models.DateField(_("截止日期"))
    keep_days = models.PositiveSmallIntegerField(
        _("截止后保留天数"),
        default=USUAL_KEPT,
        validators=[MinValueValidator(FEWEST_KEPT), MaxValueValidator(MOST_KEPT)],
    )
    again = models.CharField(_("为什么还要再问"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("上传时间"), default=timezone.now)
    made_by = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("上传岗位"))
    ended_at = models.DateTimeField(_("提前结束时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("结束岗位")
    )
    ended_why = models.CharField(_("提前结束的原因"), max_length=200, blank=True)
    erased_at = models.DateTimeField(_("答卷清除时间"), null=True, blank=True)
    erased = models.PositiveIntegerField(_("清除的答卷"), default=0)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("问卷")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | Q(ended_at__isnull=False) & ~Q(ended_why=""),
                name="survey_ended_with_reason",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or self.ends_on < timezone.localdate()

    @property
    def is_ended_early(self) -> bool:
        return self.ended_at is not None

    @property
    def asked(self) -> str:
        """Who may answer, in words."""
        who = self.post_type or gettext("一线岗位")
        return gettext("%(region)s的%(who)s") % {"region": self.region, "who": who}


class Version(models.Model):
    """问卷版本 — one XLSForm as it was brought, the XForm made from it, and its questions. Phones get the newest one published."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版次"))
    name = models.CharField(_("版本号"), max_length=40)
    title = models.CharField(_("问卷名称"), max_length=80)
    xform = models.TextField(editable=False)
    md5 = models.CharField(max_length=32, editable=False)
    source = models.BinaryField(editable=False)
    file_name = models.CharField(_("文件"), max_length=120)
    questions = models.JSONField(_("题目"), default=list)
    notes = models.JSONField(_("提醒"), default=list)
    is_run = models.BooleanField(_("已用采集程序的引擎检查"), default=False)
    made_at = models.DateTimeField(_("上传时间"), default=timezone.now)
    made_by = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("上传岗位"))
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("问卷版本")
        ordering = ["survey", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="survey_version_number_once"),
            models.UniqueConstraint(fields=["survey", "name"], name="survey_version_name_once"),
        ]

    def __str__(self):
        return f"{self.survey} {self.name}"


class Medium(models.Model):
    """问卷附带的文件 — a picture or a table of choices that the form shows; phones fetch it with the form."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="media")
    name = models.CharField(_("文件名"), max_length=100)
    file = models.FileField(upload_to="surveys/forms")
    md5 = models.CharField(max_length=32, editable=False)

    class Meta:
        verbose_name = _("问卷附带的文件")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="survey_medium_name_once")]

    def __str__(self):
        return self.name
