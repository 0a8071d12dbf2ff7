"""案卷 — the folder that everything about one problem is filed in."""

from onedoor.cases.models.case import Case, DayCount, Involvement, KeyTry, Link, Party
from onedoor.cases.models.deadline import Deadline, DeadlineChange
from onedoor.cases.models.duty import Duty
from onedoor.cases.models.event import Event
from onedoor.cases.models.paper import Paper
from onedoor.cases.models.post_part import PostPart
from onedoor.cases.models.receipt import Receipt
from onedoor.cases.models.slip import Slip

__all__ = [
    "Case",
    "DayCount",
    "Deadline",
    "DeadlineChange",
    "Duty",
    "Event",
    "Involvement",
    "KeyTry",
    "Link",
    "Paper",
    "Party",
    "PostPart",
    "Receipt",
    "Slip",
]
