"""Slips: a code that somebody holds before there is a case."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Slip(models.Model):
    """小票 — a code and its PIN, handed out at the door. Whatever is opened with it takes its code: one code, one slip.

    It knows nobody. The PIN follows from `seed` and the house's key (`cases.slips.pin_of`) and is stored nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("编号"), max_length=20, unique=True)
    seed = models.UUIDField(default=uuid4, editable=False)
    at = models.DateTimeField(_("发出时间"))
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, blank=True, related_name="slip")

    class Meta:
        verbose_name = _("小票")

    def __str__(self):
        return self.code
