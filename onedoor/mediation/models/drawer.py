"""What only one side may read: a drawer each, under a key of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Drawer(models.Model):
    """抽屉 — one side's own: notes of separate sessions, papers handed in in confidence, messages to the mediator.

    Its key lies sealed under the house's keys; what is in it is sealed under this key and nothing else
    (safeguards C.6; 人民调解法 第十五条第四项). Read by whoever mediates, and by the side itself as far as it wrote it.
    """

    side = models.OneToOneField("mediation.Side", models.PROTECT, primary_key=True, related_name="drawer")
    key_sealed = models.BinaryField()

    class Meta:
        verbose_name = _("抽屉")

    def __str__(self):
        return f"drawer {self.side_id}"


class Note(models.Model):
    """抽屉里的一件 — words in one side's drawer: what was said apart, or what the side wrote to the mediator."""

    class Kind(models.TextChoices):
        APART = "apart", _("单独谈话记录")
        MESSAGE = "message", _("当事人的留言")
        ANSWER = "answer", _("调解员的回复")
        # What the side had told elsewhere, before it was sent here.
        REFERRED = "referred", _("转来时的原话")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    drawer = models.ForeignKey(Drawer, models.PROTECT, related_name="notes")
    kind = models.CharField(_("种类"), max_length=8, choices=Kind)
    text_sealed = models.BinaryField(_("内容"), default=b"")
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, null=True, blank=True, related_name="+")
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    session = models.ForeignKey(
        "mediation.Session", models.PROTECT, null=True, blank=True, related_name="notes"
    )

    class Meta:
        verbose_name = _("抽屉里的一件")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.drawer_id} {self.get_kind_display()}"


class DrawerHanding(models.Model):
    """交抽屉 — what lies in a drawer goes to whoever mediates next: one gives, another takes, and the side was told."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    drawer = models.ForeignKey(Drawer, models.PROTECT, related_name="handings")
    giver = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("交出人"))
    taker = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("接手人"))
    told_on = models.DateField(_("告诉这一方的日期"))
    offered_at = models.DateTimeField(_("交出时间"))
    taken_at = models.DateTimeField(_("接手时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("交抽屉")
        ordering = ["offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["drawer", "taker"], name="one_handing_a_taker", condition=models.Q(taken_at=None)
            ),
            models.CheckConstraint(condition=~models.Q(giver=models.F("taker")), name="handing_takes_two"),
        ]

    def __str__(self):
        return f"{self.drawer_id} {self.taker_id}"
