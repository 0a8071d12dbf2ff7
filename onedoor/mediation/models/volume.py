"""The volume: filed once, bound, kept as long as the rule says, and destroyed by two people alone."""

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7

_KEPT = """
    IF EXISTS (SELECT 1 FROM mediation_volume v WHERE v.id = OLD.volume_id AND v.destroyed_at IS NOT NULL) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a volume is kept until two people destroy it';
"""
# Once bound, nothing but the day on which it was destroyed is written.
_CHANGED = (
    "OLD.bound_at IS NOT NULL"
    " AND to_jsonb(OLD) - 'destroyed_at' IS DISTINCT FROM to_jsonb(NEW) - 'destroyed_at'"
)


class VolumeQuerySet(models.QuerySet):
    """Adjectives of volumes."""

    def kept(self):
        return self.filter(destroyed_at=None)

    def held(self):
        return self.filter(pk__in=VolumeAsking.objects.holding().values("volume"))

    def over(self):
        """Whose time is over today, and which nobody holds."""
        held = VolumeAsking.objects.holding().values("volume")
        return self.kept().filter(kept_until__lt=timezone.localdate()).exclude(pk__in=held)

    def for_rows(self):
        return self.select_related("mediation__case", "mediation__committee")


class Volume(models.Model):
    """卷宗 — everything of one mediation, closed. Written when it is filed; bound once, by a worker; then it never changes.

    `kept_until` empty: for ever. `lacking` is what was missing when it was filed, `reason` why it was filed all the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.OneToOneField("mediation.Mediation", models.PROTECT, related_name="volume")
    filed_at = models.DateTimeField(_("立卷时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, related_name="+", verbose_name=_("立卷人")
    )
    outcome = models.CharField(_("卷宗类型"), max_length=9, default="")
    lacking = models.JSONField(_("缺少的文书"), default=list)
    reason = models.CharField(_("缺少文书的理由"), max_length=500, blank=True)
    rule = models.CharField(_("保管期限的依据"), max_length=20)
    kept_until = models.DateField(_("保管到"), null=True, blank=True)
    bound_at = models.DateTimeField(_("装订时间"), null=True, blank=True)
    pages = models.PositiveSmallIntegerField(_("页数"), default=0)
    size = models.PositiveIntegerField(_("大小（字节）"), default=0)
    sha256 = models.CharField(_("校验值"), max_length=64, blank=True)
    destroyed_at = models.DateTimeField(_("销毁时间"), null=True, blank=True)

    objects = VolumeQuerySet.as_manager()

    class Meta:
        verbose_name = _("卷宗")
        indexes = [models.Index(fields=["kept_until"], name="volume_by_time")]
        triggers = [
            pgtrigger.Protect(name="volume_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="volume_closed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_CHANGED),
            ),
            pgtrigger.Protect(
                name="volume_gone",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__destroyed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.mediation_id)

    @property
    def is_held(self) -> bool:
        return self.askings.holding().exists()


class VolumeBody(models.Model):
    """卷宗内容 — the bound volume as one PDF, sealed under a key of its own; gone with this row."""

    volume = models.OneToOneField(Volume, models.PROTECT, primary_key=True, related_name="body")
    key_sealed = models.BinaryField(_("密钥"))
    content_sealed = models.BinaryField(_("内容"))

    class Meta:
        verbose_name = _("卷宗内容")
        triggers = [
            pgtrigger.Protect(
                name="volume_body_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("content_sealed", "volume"),
            ),
            pgtrigger.Trigger(
                name="volume_body_kept", operation=pgtrigger.Delete, when=pgtrigger.Before, func=_KEPT
            ),
        ]

    def __str__(self):
        return str(self.pk)


class VolumeAskingQuerySet(models.QuerySet):
    """Adjectives of what takes two."""

    def open(self):
        return self.filter(answered_at=None)

    def holding(self):
        """A hold works from the moment one person asks for it, until it is declined or released by two."""
        return self.filter(kind=VolumeAsking.Kind.HOLD, ended_at=None).exclude(is_agreed=False)


class VolumeAsking(models.Model):
    """卷宗两人办理 — to hold a volume beyond its time, to release it, to destroy it: one asks, another agrees."""

    class Kind(models.TextChoices):
        HOLD = "hold", _("暂缓销毁卷宗")
        RELEASE = "release", _("解除暂缓")
        DESTROY = "destroy", _("销毁卷宗")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    volume = models.ForeignKey(Volume, models.PROTECT, related_name="askings")
    kind = models.CharField(_("申请什么"), max_length=7, choices=Kind)
    reason = models.CharField(_("理由"), max_length=300)
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(_("提出时间"))
    second = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("另一人")
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    is_agreed = models.BooleanField(_("同意"), null=True, blank=True)
    ended_at = models.DateTimeField(_("解除时间"), null=True, blank=True)

    objects = VolumeAskingQuerySet.as_manager()

    class Meta:
        verbose_name = _("卷宗两人办理")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(staff=models.F("second")), name="volume_asking_takes_two"
            ),
            models.UniqueConstraint(
                fields=["volume", "kind"],
                condition=models.Q(answered_at=None),
                name="one_volume_asking_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, second=None, is_agreed=None)
                | models.Q(answered_at__isnull=False, second__isnull=False, is_agreed__isnull=False),
                name="volume_asking_answered_whole",
            ),
        ]

    def __str__(self):
        return f"{self.volume_id} {self.get_kind_display()}"
