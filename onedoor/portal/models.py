"""How much comes from one network: so that a flood is slowed down, while everything said is still registered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sending(models.Model):
    """网上来件计数 — one request sent from one network. Of the address only a keyed digest is kept, for a day."""

    network = models.CharField(_("来源网络摘要"), max_length=64)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("网上来件计数")
        indexes = [models.Index(fields=["network", "at"], name="sending_network")]

    def __str__(self):
        return f"{self.network[:8]} {self.at}"
