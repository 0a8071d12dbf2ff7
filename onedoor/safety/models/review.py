"""The switch of a district: off until two named people have read the form and said so."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Review(models.Model):
    """审阅 — one practitioner, by name, has read the form and its rule and agrees to its use in this district."""

    class Calling(models.TextChoices):
        LAWYER = "lawyer", _("律师、法律援助人员")
        WOMEN = "women", _("妇联、反家暴工作人员")
        MEDIATION = "mediation", _("调解实务人员")
        POLICE = "police", _("公安民警")
        DOCTOR = "doctor", _("医生、心理咨询师")
        # The demo district switches it on by itself, and says so on every page.
        INVENTED = "invented", _("演示用，没有人真正审阅过")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("区县"))
    edition = models.CharField(_("版本"), max_length=10)
    name = models.CharField(_("审阅人姓名"), max_length=40)
    calling = models.CharField(_("身份"), max_length=9, choices=Calling)
    unit = models.CharField(_("所在单位"), max_length=60, blank=True)
    read_on = models.DateField(_("审阅日期"))
    made_post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("登记时间"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("审阅")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "edition", "name"],
                name="safety_reviewed_once",
                condition=models.Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.region_id} {self.name}"
