"""人员身份 — a natural person's identity, sealed. Nothing about what the person did lives here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class ListingPersons(Exception):
    """Somebody wrote code that reads more than one person. Persons cannot be listed: reach them from their case."""


class AtMostOne(models.QuerySet):
    """A query that may find one person or nobody; counting, adding and changing stay possible."""

    def _fetch_all(self):
        super()._fetch_all()
        if len(self._result_cache) > 1:
            raise ListingPersons("persons cannot be listed")

    def iterator(self, *args, **kwargs):
        raise ListingPersons("persons cannot be listed")


class Person(models.Model):
    """自然人 — name, phone, identity number and address sealed; only masks in the open.

    The two indexes are keyed fingerprints for exact look-up. `identity_index` is empty when nobody saw the card
    (a number typed into a web form proves nothing). The masks spare lists from opening anything.
    """

    class Source(models.TextChoices):
        DESK = "desk", _("窗口登记")
        PORTAL = "portal", _("本人网上填写")
        BATCH = "batch", _("批量导入")
        API = "api", _("接口")
        DEMO = "demo", _("演示数据（虚构）")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name_sealed = models.BinaryField(_("姓名"))
    phone_sealed = models.BinaryField(_("电话"), default=b"")
    identity_sealed = models.BinaryField(_("证件号码"), default=b"")
    address_sealed = models.BinaryField(_("住址"), default=b"")
    name_mask = models.CharField(_("遮盖后的姓名"), max_length=20)
    phone_mask = models.CharField(_("遮盖后的电话"), max_length=20, blank=True)
    identity_mask = models.CharField(_("遮盖后的证件号码"), max_length=20, blank=True)
    identity_index = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    phone_index = models.BinaryField(max_length=32, null=True, db_index=True, editable=False)
    source = models.CharField(_("来源"), max_length=6, choices=Source, default=Source.DESK)
    created_at = models.DateTimeField(_("登记时间"))
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("已并入")
    )

    objects = AtMostOne.as_manager()

    class Meta:
        verbose_name = _("自然人")

    def __str__(self):
        return self.name_mask

    @property
    def masked_name(self) -> str:
        return self.name_mask

    @property
    def masked_phone(self) -> str:
        return self.phone_mask

    @property
    def masked_identity(self) -> str:
        return self.identity_mask

    @property
    def has_address(self) -> bool:
        return bool(self.address_sealed)
