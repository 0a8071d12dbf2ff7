"""What the law made somebody report, and what the person concerned said about what is written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Report(models.Model):
    """法定报告 — done by a person, outside of this system: under which article, to whom, when. What the police do is theirs."""

    class Law(models.TextChoices):
        MEDIATION = "mediation", _("人民调解法第二十五条")
        VIOLENCE = "violence", _("反家庭暴力法第十四条")
        MINOR = "minor", _("未成年人保护法第十一条")

    class Where(models.TextChoices):
        POLICE = "police", _("公安机关（110）")
        CIVIL = "civil", _("民政部门")
        SCHOOL = "school", _("教育部门")
        OTHER = "other", _("其他有关部门")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    law = models.CharField(_("依据"), max_length=9, choices=Law)
    to_whom = models.CharField(_("向谁报告"), max_length=6, choices=Where)
    told_at = models.DateTimeField(_("报告时间"))
    at = models.DateTimeField(_("登记时间"))
    words_sealed = models.BinaryField(_("报告内容"))
    made_post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    made_staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("法定报告")
        ordering = ["-at", "-id"]

    def __str__(self):
        return str(self.pk)


class OwnWord(models.Model):
    """本人的话 — what the person concerned said, at the desk, having been read what is written. Who they are stands nowhere."""

    class Kind(models.TextChoices):
        READ = "read", _("本人看了、听了核对单")
        CORRECT = "correct", _("本人要求更正")
        RAISE = "raise", _("本人害怕，要求提高")
        LOWER = "lower", _("本人说可以降低")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    kind = models.CharField(_("就什么"), max_length=7, choices=Kind)
    words_sealed = models.BinaryField(_("本人的话"), default=b"")
    at = models.DateTimeField(_("时间"))
    heard_post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    heard_staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("本人的话")
        ordering = ["-at", "-id"]

    def __str__(self):
        return str(self.pk)
