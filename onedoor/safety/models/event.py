"""The log of this room. It is no timeline: a timeline is read by everybody who reaches the case."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7

# What a row says, in one line; its digest is over this and over the row before it.
SAYS = "concat_ws('|', {row}before, {row}case_id, {row}verb, extract(epoch from {row}at), {row}post_id, {row}staff_id, {row}word)"
DIGEST = "encode(sha256(convert_to(" + SAYS + ", 'UTF8')), 'hex')"
CHAINED = f"""
    SELECT coalesce((
        SELECT last.digest FROM safety_safetyevent AS last WHERE last.case_id = NEW.case_id
        AND NOT EXISTS (SELECT 1 FROM safety_safetyevent AS next
                        WHERE next.case_id = NEW.case_id AND next.before = last.digest)
    ), '') INTO NEW.before;
    NEW.digest = {DIGEST.format(row="NEW.")};
    RETURN NEW;
"""
# Two years after the case was closed the whole log of it goes at once (C.3); before that, nothing of it.
KEPT = """
    IF EXISTS (SELECT 1 FROM cases_case WHERE id = OLD.case_id AND closed_at < now() - interval '2 years' + interval '1 day')
    THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'the log of safety is append-only';
"""


class SafetyEvent(models.Model):
    """安全记录 — what was done and by whom, in this room alone. Chained by the database, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    verb = models.CharField(_("记录"), max_length=20)
    # A grade, the kind of a step, an article: never what somebody said.
    word = models.CharField(_("说明"), max_length=40, blank=True)
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, related_name="+")
    before = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("安全记录")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "before"], name="safety_event_chain"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="safety_chained", when=pgtrigger.Before, operation=pgtrigger.Insert, func=CHAINED
            ),
            pgtrigger.Protect(name="safety_unchanged", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="safety_kept", when=pgtrigger.Before, operation=pgtrigger.Delete, func=KEPT
            ),
            pgtrigger.Trigger(
                name="safety_never_emptied",
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'the log of safety is append-only';",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.verb}"
