"""导出会议纪要 — minutes leave the house as a spreadsheet: for a purpose, logged before they do, nothing sealed in them."""

from django.utils.translation import gettext as _

from onedoor.audit.actions import note_export
from onedoor.joint.models import Meeting
from onedoor.joint.queries.meetings import agenda_of, find_meeting
from onedoor.joint.sheets import minutes_sheet
from onedoor.persons.limits import require_reason

WORK = "P01"


def export_minutes(meeting: Meeting, *, by, reason: str) -> bytes:
    """导出会议纪要 — what the post itself may read of the meeting; the log is written first."""
    meeting = find_meeting(meeting.case.code, by)
    reason = require_reason(reason)
    what = _("导出会议纪要%(code)s：%(reason)s") % {"code": meeting.case.code, "reason": reason}
    note_export(by=by, what=what[:200], person_ids=(), fields=("case",), purpose=WORK)
    return minutes_sheet(meeting, agenda_of(meeting, by))
