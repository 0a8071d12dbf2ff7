"""What was seen at a place, and what was found there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.joint.models.plan import ChecklistItem, Place
from onedoor.kit.keys import uuid7


class Visit(models.Model):
    """巡查结果 — one look at a place: who, when, and an answer to each item. Never changed; a later one takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="visits")
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, related_name="+", verbose_name=_("工作人员")
    )
    words = models.TextField(_("现场情况"), blank=True)

    class Meta:
        verbose_name = _("巡查结果")
        ordering = ["at"]

    def __str__(self):
        return f"{self.place_id} {self.at}"


class Answer(models.Model):
    """检查结果 — what was seen about one item: `yes` or `no`, a figure, or words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="answers")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="answers")
    yes = models.BooleanField(_("是或否"), null=True, blank=True)
    figure = models.DecimalField(_("数字"), max_digits=12, decimal_places=2, null=True, blank=True)
    text = models.CharField(_("文字"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("检查结果")
        constraints = [models.UniqueConstraint(fields=["visit", "item"], name="one_answer_an_item")]

    def __str__(self):
        return f"{self.visit_id} {self.item_id}"

    @property
    def is_unexpected(self) -> bool:
        """Not as it should be."""
        return self.item.expected != "" and self.yes is not None and self.yes != (self.item.expected == "yes")


class Find(models.Model):
    """巡查发现 — what was found at a place; `taken_up` is the case of the matter it became."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="finds")
    item = models.ForeignKey(
        ChecklistItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="finds",
        verbose_name=_("检查项"),
    )
    words = models.TextField(_("发现的问题"))
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, related_name="+", verbose_name=_("工作人员")
    )
    taken_up = models.OneToOneField(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="find", verbose_name=_("事项案卷")
    )

    class Meta:
        verbose_name = _("巡查发现")
        ordering = ["at"]

    def __str__(self):
        return f"{self.place_id} {self.at}"
