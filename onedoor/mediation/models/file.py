"""The files of a mediation: what was signed, handed in or photographed. None of it is a paper of the case."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7

# What was bound once stays as it was bound.
_FROZEN = """
    IF EXISTS (SELECT 1 FROM mediation_volume WHERE mediation_id = COALESCE(NEW.mediation_id, OLD.mediation_id)) THEN
        RAISE EXCEPTION 'the volume of this mediation is filed';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
_KEPT = """
    IF EXISTS (SELECT 1 FROM mediation_file f JOIN mediation_volume v ON v.mediation_id = f.mediation_id
        WHERE f.id = OLD.file_id AND v.destroyed_at IS NOT NULL) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what a file holds goes when its volume is destroyed, and not before';
"""


class Kind(models.TextChoices):
    """卷内文书 — the documents of a volume, in the order in which they lie in it."""

    APPLICATION = "application", _("人民调解申请书")
    REGISTER = "register", _("人民调解受理登记表")
    REFUSAL = "refusal", _("不予受理告知单")
    RIGHTS = "rights", _("当事人权利义务告知书")
    IDENTITY = "identity", _("当事人身份证明")
    AUTHORITY = "authority", _("授权委托书")
    ADDRESS = "address", _("送达地址确认书")
    INVESTIGATION = "investigation", _("调查记录")
    EVIDENCE = "evidence", _("证据材料")
    RECORD = "record", _("调解记录")
    UNDISPUTED = "undisputed", _("无争议事实记载")
    AGREEMENT = "agreement", _("人民调解协议书")
    ORAL = "oral", _("人民调解口头协议登记表")
    FAILURE = "failure", _("人民调解终结告知书")
    CONFIRMATION = "confirmation", _("司法确认申请书")
    PERFORMANCE = "performance", _("履行凭证")
    VISIT = "visit", _("人民调解回访记录")
    CLOSING = "closing", _("结案报告表")
    REPLY = "reply", _("调解结果回复函")
    NOTE = "note", _("卷宗情况说明")
    OTHER = "other", _("其他材料")


class FileQuerySet(models.QuerySet):
    """Adjectives of files."""

    def in_use(self):
        return self.filter(taken_out_at=None)

    def shared(self):
        return self.filter(drawer=None)

    def for_rows(self):
        return self.select_related("side", "staff", "post__org")


class File(models.Model):
    """调解材料 — a signed page, a scan, a photo, a piece of evidence. `drawer` null: all sides share it, and it is bound.

    `side`, `session`, `ending` say which paper it stands for. Its content lies in a row of its own, sealed under a key of its
    own or, in a drawer, under the drawer's. A file that turned out wrong is taken out with a reason; the row stays, and nothing
    changes any more once the volume is filed.
    """

    Kind = Kind

    class Origin(models.TextChoices):
        SCAN = "scan", _("扫描件、照片")
        MADE = "made", _("系统生成并定稿")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="files")
    drawer = models.ForeignKey(
        "mediation.Drawer", models.PROTECT, null=True, blank=True, related_name="files"
    )
    side = models.ForeignKey("mediation.Side", models.PROTECT, null=True, blank=True, related_name="files")
    session = models.ForeignKey("mediation.Session", models.PROTECT, null=True, blank=True, related_name="+")
    ending = models.ForeignKey("mediation.Ending", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("种类"), max_length=14, choices=Kind)
    origin = models.CharField(_("怎样来的"), max_length=4, choices=Origin, default=Origin.SCAN)
    name = models.CharField(_("名称"), max_length=100)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("大小（字节）"))
    pages = models.PositiveSmallIntegerField(_("页数"), default=1)
    digest = models.CharField(_("校验值"), max_length=64)
    added_at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, null=True, blank=True, related_name="+")
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    taken_out_at = models.DateTimeField(_("撤出时间"), null=True, blank=True)
    reason = models.CharField(_("撤出理由"), max_length=300, blank=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("调解材料")
        ordering = ["added_at", "pk"]
        indexes = [models.Index(fields=["mediation", "kind"], name="file_of_a_kind")]
        triggers = [
            pgtrigger.Trigger(
                name="file_frozen",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=_FROZEN,
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def of(self) -> tuple | None:
        """What it stands for: the one session, ending or side that it is about, if any."""
        named = (("session", self.session_id), ("ending", self.ending_id), ("side", self.side_id))
        return next((one for one in named if one[1]), None)

    @property
    def is_photo(self) -> bool:
        return self.content_type == "image/jpeg"


class FileBody(models.Model):
    """材料内容 — what a file holds, sealed. With this row gone nobody reads the file again; that it was there stays."""

    file = models.OneToOneField(File, models.PROTECT, primary_key=True, related_name="body")
    key_sealed = models.BinaryField(_("密钥"), default=b"")
    content_sealed = models.BinaryField(_("内容"))

    class Meta:
        verbose_name = _("材料内容")
        triggers = [
            pgtrigger.Protect(
                name="file_body_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("content_sealed", "file"),
            ),
            pgtrigger.Trigger(
                name="file_body_kept", operation=pgtrigger.Delete, when=pgtrigger.Before, func=_KEPT
            ),
        ]

    def __str__(self):
        return str(self.pk)
