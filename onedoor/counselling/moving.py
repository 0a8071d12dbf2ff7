"""How a talk ends without its counsellor: by the person's own word, or by the night. Never another way round the lifecycle."""

from datetime import datetime

from onedoor.cases.models import Case
from onedoor.cases.timeline import record
from onedoor.counselling.lifecycle import LIFECYCLE, OPEN
from onedoor.counselling.models import Talk

END = LIFECYCLE.moves["end"]


def end_now(talk: Talk, case: Case, *, at: datetime, by) -> None:
    """Of a case that the caller holds; what is over stays as it is. The caller saves the talk."""
    if talk.status not in OPEN:
        return
    talk.status, talk.ended_at = END.to, at
    Case.objects.filter(pk=case.pk).update(closed_at=at)
    record(case, END.event, label="结束谈话", by=by, about=talk)
