"""导出 — a list leaves the house: for a purpose, within bounds, and logged before it does."""

from django.utils.translation import gettext as _

from onedoor.audit.actions import note_export
from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.matters.queries.worklists import Wanted, for_export, whole_count
from onedoor.matters.sheets import sheet_of
from onedoor.persons.limits import require_reason

MOST_ROWS = 5000
FIGURES = "P12"


def refuse_too_many(wanted: Wanted, *, by) -> int:
    """不导出过多 — how many would be exported, or a refusal when that is too many."""
    count = whole_count(by, wanted)
    if count > MOST_ROWS:
        words = {"count": f"{count:,}", "most": f"{MOST_ROWS:,}"}
        raise NotValid(_("符合条件的有%(count)s件，一次最多导出%(most)s件，请缩小范围。") % words)
    return count


def export(wanted: Wanted, *, by, reason: str) -> bytes:
    """导出清单 — the catalogue columns of what the post may see; the log is written first."""
    if not by.holds("matter.export"):
        raise NotAllowed(_("您现在的岗位不能导出清单。"), verb="matter.export")
    refuse_too_many(wanted, by=by)
    reason = require_reason(reason)
    cases = list(for_export(by, wanted)[:MOST_ROWS])
    what = _("导出事项清单%(count)s件：%(reason)s") % {"count": len(cases), "reason": reason}
    note_export(by=by, what=what[:200], person_ids=(), fields=("case",), purpose=FIGURES)
    return sheet_of(cases)
