"""The key of what is written in words about one case's safety."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vault(models.Model):
    """安全密钥 — one a case, sealed under the house's keys; words of this room are sealed under it and nothing else."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="+")
    key_sealed = models.BinaryField()

    class Meta:
        verbose_name = _("安全密钥")

    def __str__(self):
        return f"vault {self.case_id}"
