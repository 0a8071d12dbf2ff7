"""What a request is about: a list in three levels whose codes outlive every renaming."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onedoor.cases.models import Case


class Kind(models.TextChoices):
    """诉求类型 — what the resident wants done, whatever it is about."""

    CONSULT = "consult", _("咨询")
    HELP = "help", _("求助")
    COMPLAINT = "complaint", _("投诉")
    SUGGESTION = "suggestion", _("建议")
    REPORT = "report", _("举报")
    DISPUTE = "dispute", _("纠纷")
    HAZARD = "hazard", _("隐患")
    ERRAND = "errand", _("代办")


class CategoryQuerySet(models.QuerySet):
    """Adjectives of categories."""

    def valid(self, day):
        """In force on `day`."""
        began = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(began, Q(valid_until=None) | Q(valid_until__gte=day))

    def leaves(self):
        """With nothing below them: what a request may be filed under."""
        return self.filter(children=None)


class Category(models.Model):
    """事项分类 — a node of the list. `code` is what everything refers to; names come and go (`former_names`).

    `path` is the chain of codes down to it, each followed by a slash, so a branch is a prefix.
    """

    code = models.CharField(_("分类代码"), max_length=24, unique=True)
    name = models.CharField(_("分类名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    former_names = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name=_("曾用名")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级分类")
    )
    level = models.PositiveSmallIntegerField(_("层级"))
    path = models.CharField(max_length=80, unique=True, editable=False)
    source = models.CharField(_("清单来源"), max_length=40, blank=True)
    kind_hint = models.CharField(_("常见诉求类型"), max_length=10, choices=Kind, blank=True)
    # One of the seventeen classes that superior platforms count disputes by, or 99; named by the list itself.
    dispute_class = models.CharField(_("纠纷类别代码"), max_length=2, blank=True)
    keywords = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name=_("常用说法")
    )
    secrecy = models.CharField(
        _("默认密级"), max_length=12, choices=Case.Secrecy.offered(), default=Case.Secrecy.NORMAL
    )
    refer_only = models.BooleanField(_("只转送有权机关"), default=False)
    promise_days = models.PositiveSmallIntegerField(
        _("承诺工作日"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    unit_hint = models.CharField(_("通常承办单位"), max_length=80, blank=True)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_until = models.DateField(_("停用日期"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("改用分类")
    )
    changed_at = models.DateTimeField(_("改动时间"), db_default=Now(), editable=False)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("事项分类")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(1, 3)), name="category_three_levels"),
            models.CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level__gt=1, parent__isnull=False),
                name="category_root_alone_has_no_parent",
            ),
            # Sixty calendar days of law are never fewer than thirty-one working days: a promise stays within them.
            models.CheckConstraint(
                condition=Q(promise_days=None) | Q(promise_days__range=(1, 30)),
                name="category_promise_is_short",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=models.F("valid_from")),
                name="category_ends_after_it_began",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language; a list without English names keeps its Chinese ones."""
        chinese = (get_language() or "zh").startswith("zh")
        return self.name if chinese or not self.name_en else self.name_en
