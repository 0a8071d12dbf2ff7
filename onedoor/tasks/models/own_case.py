"""Tasks that hang on a case of their own: a round through a ground, and what a resident asked somebody to do for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.tasks.models.task import Task


class Round(models.Model):
    """宣传巡查 — one thing for every grid of a ground, with one clock for all; its case and timeline are its own."""

    class Kind(models.TextChoices):
        PUBLICITY = Task.Kind.PUBLICITY.value, Task.Kind.PUBLICITY.label
        ROUND = Task.Kind.ROUND.value, Task.Kind.ROUND.label

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="round", verbose_name=_("案卷"))
    kind = models.CharField(_("种类"), max_length=10, choices=Kind, default=Kind.PUBLICITY)
    name = models.CharField(_("名称"), max_length=40)
    words = models.CharField(_("要做什么"), max_length=500)
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("范围"))
    host = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("发起单位"))
    # Grids of the ground with nobody in their chair: said on the page, so that the bar is not mistaken for the whole.
    vacant = models.PositiveSmallIntegerField(_("无人在岗的网格"), default=0)

    class Meta:
        verbose_name = _("宣传巡查")

    def __str__(self):
        return self.name


class Errand(models.Model):
    """民生代办 — what a resident asked to have done for them, and in which way they said so. Who they are is a party of
    the case; that it is done they see with its code, and may have said in words of their own or with their signature."""

    class Agreed(models.TextChoices):
        HERE = "here", _("当面同意")
        PHONE = "phone", _("电话里同意")
        WRITTEN = "written", _("书面委托")

    class Ended(models.TextChoices):
        SAID = "said", _("本人口头确认")
        SIGNED = "signed", _("本人签名")
        AWAY = "away", _("本人不在场")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.OneToOneField(Task, models.PROTECT, related_name="errand", verbose_name=_("网格任务"))
    is_own_case = models.BooleanField(_("单独立案"), default=True)
    agreed = models.CharField(_("本人怎样同意"), max_length=8, choices=Agreed)
    ended = models.CharField(_("本人怎样确认"), max_length=8, choices=Ended, blank=True)
    said = models.CharField(_("本人的话"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("民生代办")

    def __str__(self):
        return f"{self.task_id} {self.agreed}"
