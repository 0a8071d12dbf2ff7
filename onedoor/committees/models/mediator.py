"""Those who mediate."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class MediatorQuerySet(models.QuerySet):
    """Adjectives of mediators."""

    def active(self):
        return self.filter(until=None)

    def for_rows(self):
        return self.select_related("staff", "post__org")


class Mediator(models.Model):
    """调解员 — somebody who may mediate: the chair they sit in, what they are versed in, which languages they speak.

    `is_woman` is said for the one rule that asks for it (人民调解法 第八条) and used for nothing else.
    """

    staff = models.OneToOneField(
        "posts.Staff", models.PROTECT, related_name="mediator", verbose_name=_("工作人员")
    )
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    is_woman = models.BooleanField(_("女性成员"), default=False)
    is_full_time = models.BooleanField(_("专职"), default=False)
    types = ArrayField(models.CharField(max_length=4), default=list, blank=True, verbose_name=_("擅长的类型"))
    languages = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("会说的语言、方言")
    )
    words = models.CharField(_("简介"), max_length=300, blank=True)
    since = models.DateField(_("聘任日期"))
    until = models.DateField(_("卸任日期"), null=True, blank=True)

    objects = MediatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("调解员")
        ordering = ["pk"]

    def __str__(self):
        return str(self.staff)


class Tie(models.Model):
    """利害关系 — what a mediator declared of themselves: with these people, or this organisation, they do not mediate."""

    class Kind(models.TextChoices):
        SELF = "self", _("本人")
        KIN = "kin", _("亲属")
        WORK = "work", _("同事、上下级")
        NEAR = "near", _("邻居、同学、朋友")
        INTEREST = "interest", _("经济利害")
        OTHER = "other", _("其他")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="ties")
    kind = models.CharField(_("关系"), max_length=8, choices=Kind)
    person = models.ForeignKey(
        "persons.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人")
    )
    organisation = models.CharField(_("单位"), max_length=100, blank=True)
    declared_at = models.DateTimeField(_("申报时间"))
    ended_at = models.DateTimeField(_("解除时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("利害关系")

    def __str__(self):
        return f"{self.mediator_id} {self.get_kind_display()}"
