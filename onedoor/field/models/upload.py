"""What phones sent: each item as it came, the answer it was given, and the photos that follow it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.field.models.phone import Phone
from onedoor.kit.keys import uuid7


class Upload(models.Model):
    """上报 — one item, once: stored as it came before anything is done with it; sent again, it is answered the same.

    What was said is kept for a month, and of what is fleeting no longer than until it is answered; the answer stays.
    `at_phone` is what the phone's clock said, `at` the server's; limits are counted from `at`.
    """

    class State(models.TextChoices):
        TAKEN = "taken", _("处理中")
        RECEIVED = "received", _("已收到")
        REFUSED = "refused", _("未能接收")
        CONFLICT = "conflict", _("两人都改过")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    phone = models.ForeignKey(Phone, models.PROTECT, related_name="uploads", verbose_name=_("终端"))
    ref = models.UUIDField(_("终端编号"))
    instead_of = models.UUIDField(_("更正哪一件"), null=True, blank=True)
    kind = models.CharField(_("种类"), max_length=16)
    at_phone = models.DateTimeField(_("手机时间"))
    at = models.DateTimeField(_("收到时间"))
    body_sealed = models.BinaryField(_("内容"))
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.TAKEN)
    words = models.CharField(_("原因"), max_length=300, blank=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    about = models.UUIDField(_("办的是哪一项"), null=True, blank=True)

    class Meta:
        verbose_name = _("上报")
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["post", "ref"], name="upload_once")]
        indexes = [
            models.Index(fields=["post", "-at"], name="upload_of_post"),
            models.Index(fields=["at"], name="upload_left_over", condition=models.Q(state="taken")),
        ]

    def __str__(self):
        return f"{self.kind} {self.ref}"


class Photo(models.Model):
    """待传照片 — a photo or voice note that belongs to an item; the item is valid before it arrives.

    Arrived and not filed, it could not be kept, and `words` says why: its bytes lie here for a month yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="photos", verbose_name=_("上报"))
    number = models.PositiveSmallIntegerField(_("第几张"))
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("大小（字节）"))
    content_type = models.CharField(max_length=40)
    arrived_at = models.DateTimeField(_("传到时间"), null=True, blank=True)
    filed_at = models.DateTimeField(_("归卷时间"), null=True, blank=True)
    words = models.CharField(_("原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("待传照片")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["upload", "sha256"], name="photo_once_an_item")]
        indexes = [models.Index(fields=["sha256"], name="photo_awaited", condition=models.Q(arrived_at=None))]

    def __str__(self):
        return f"{self.upload_id} {self.number}"

    @property
    def is_sound(self) -> bool:
        return self.content_type.startswith("audio/")


class Piece(models.Model):
    """照片的一段 — what has come of a file so far: after a broken line it goes on from here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="+", verbose_name=_("岗位"))
    sha256 = models.CharField(max_length=64)
    offset = models.PositiveIntegerField()
    size = models.PositiveIntegerField(_("大小（字节）"))
    content_sealed = models.BinaryField()
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("照片的一段")
        ordering = ["offset"]
        constraints = [models.UniqueConstraint(fields=["post", "sha256", "offset"], name="piece_once")]

    def __str__(self):
        return f"{self.sha256[:8]} {self.offset}"
