"""What one post, and not its whole unit, has to do with a case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class PostPart(models.Model):
    """岗位参办 — one post is sent to look after something of a case that may lie outside of its ground. It reaches that
    case for so long; its colleagues do not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="post_parts", verbose_name=_("案卷"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    since = models.DateTimeField(_("起"))
    until = models.DateTimeField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("岗位参办")
        constraints = [
            models.UniqueConstraint(fields=["post", "case"], name="one_part_a_post", condition=Q(until=None))
        ]

    def __str__(self):
        return f"{self.case_id} {self.post_id}"
