"""What was asked and told at the window for legal advice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.aid.models.lawyer import Lawyer, Topic
from onedoor.kit.keys import uuid7


class AdviceQuerySet(models.QuerySet):
    """Adjectives of advice."""

    def for_rows(self):
        return self.select_related("case", "lawyer__staff", "lawyer__post__org", "post__org")


class Advice(models.Model):
    """法律咨询 — a short record: the topic, a few words, what was handed out, and where one goes from here."""

    class Next(models.TextChoices):
        NONE = "none", _("已经答复，没有下一步")
        AID = "aid", _("申请法律援助")
        MEDIATION = "mediation", _("申请人民调解")
        COURT = "court", _("向人民法院起诉")
        RECEPTION = "reception", _("到接访窗口反映")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="advice")
    topic = models.CharField(_("咨询主题"), max_length=10, choices=Topic)
    facts = models.TextField(_("咨询的事"))
    told = models.TextField(_("答复要点"), blank=True)
    handed = models.CharField(_("交给来人的材料"), max_length=200, blank=True)
    next_step = models.CharField(_("下一步"), max_length=10, choices=Next, default=Next.NONE)
    next_on = models.DateField(_("下一步的日期"), null=True, blank=True)
    lawyer = models.ForeignKey(Lawyer, models.PROTECT, related_name="advice", verbose_name=_("接待律师"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("登记岗位"))
    at = models.DateTimeField(_("咨询时间"))

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("法律咨询")
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.case_id} {self.get_topic_display()}"
