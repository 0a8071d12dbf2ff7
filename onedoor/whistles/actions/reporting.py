"""联办报告 — a whistle leaves the house as a spreadsheet, for whoever it is named for; logged before it does."""

from django.utils.translation import gettext as _

from onedoor.audit.actions import note_export
from onedoor.cases.access import require
from onedoor.persons.limits import require_reason
from onedoor.whistles.models import Whistle
from onedoor.whistles.sheets import sheet_of
from onedoor.whistles.standing import hosts, insist

WORK = "P01"


def report(whistle: Whistle, *, by, reason: str) -> bytes:
    """导出联办报告 — units, times, orders and what was agreed; the log is written first."""
    require(by, "whistle.blow", whistle.case)
    insist(hosts(whistle, by))
    reason = require_reason(reason)
    what = _("导出联办报告%(code)s：%(reason)s") % {"code": whistle.case.code, "reason": reason}
    note_export(by=by, what=what[:200], person_ids=(), fields=("case",), purpose=WORK)
    return sheet_of(whistle)
