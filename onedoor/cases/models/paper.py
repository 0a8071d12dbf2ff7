"""Papers and photos of a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Paper(models.Model):
    """文书、附件 — a file of the case: a photo rebuilt from its pixels, or a paper. `file` lies under var/papers.

    `party`: the claimant who sent it in by a slip of their own; the others of the group do not see it.
    """

    class Kind(models.TextChoices):
        REQUEST = "request", _("诉求材料")
        EVIDENCE = "evidence", _("办理佐证")
        REPLY = "reply", _("书面答复")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="papers")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    name = models.CharField(_("名称"), max_length=100)
    content_type = models.CharField(max_length=100)
    file = models.FileField(upload_to="papers/%Y/%m")
    size = models.PositiveIntegerField(_("大小（字节）"))
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    party = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("文书、附件")
        ordering = ["added_at", "id"]

    def __str__(self):
        return self.name
