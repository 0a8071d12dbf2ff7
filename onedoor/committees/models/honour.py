"""What mediators were honoured with, the panels of honoured mediators, and the days on which somebody is away."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.committees.models.committee import Committee
from onedoor.committees.models.mediator import Mediator


class Honour(models.Model):
    """荣誉 — what a mediator was honoured with, by whom and when: shown to the sides who choose, weighed by nothing."""

    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="honours")
    name = models.CharField(_("荣誉名称"), max_length=60)
    given_by = models.CharField(_("授予单位"), max_length=60)
    given_on = models.DateField(_("授予日期"))

    class Meta:
        verbose_name = _("荣誉")
        ordering = ["given_on", "pk"]

    def __str__(self):
        return self.name


class Panel(models.Model):
    """金牌调解团 — a team of honoured mediators at a place, whom anybody may ask for."""

    name = models.CharField(_("名称"), max_length=60, unique=True)
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="panels", verbose_name=_("所属调解组织")
    )
    mediators = models.ManyToManyField(Mediator, related_name="panels", verbose_name=_("成员"))
    words = models.CharField(_("说明"), max_length=300, blank=True)
    since = models.DateField(_("成立日期"))
    until = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("金牌调解团")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Absence(models.Model):
    """不在岗 — days on which a mediator is given nothing new. Why they are away is nobody's business."""

    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="absences")
    begin = models.DateField(_("从"))
    end = models.DateField(_("到"))

    class Meta:
        verbose_name = _("不在岗")
        ordering = ["begin", "pk"]
        constraints = [models.CheckConstraint(condition=Q(end__gte=F("begin")), name="absence_in_order")]

    def __str__(self):
        return f"{self.mediator_id} {self.begin}"
