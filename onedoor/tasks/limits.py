"""网格任务的期限 — a promise of this district, as long as whoever gives the task says, within bounds."""

from django.utils.translation import gettext_noop as _

from onedoor.cases.clocks import Limit
from onedoor.worktime.counting import WORKING

OWN = _("本区服务承诺")
DAYS, MOST_DAYS = 3, 60
# What a round lets one have for a whole ground, with one clock for all.
ROUND_DAYS, MOST_ROUND_DAYS = 10, 90
MOST_WORDS, MOST_PHOTOS = 500, 9
# So long after its case is closed a place is exact; then it is rounded to a two-hundredth of a degree, about 500 metres.
EXACT_DAYS, CELLS_A_DEGREE = 90, 200

TASK = Limit("task", _("网格任务期限"), DAYS, WORKING, OWN, since=_("派发"), most_days=MOST_DAYS)
ROUND = Limit(
    "task-round", _("宣传巡查期限"), ROUND_DAYS, WORKING, OWN, since=_("派发"), most_days=MOST_ROUND_DAYS
)
LIMITS = [TASK, ROUND]


def limit_of(number: int) -> Limit:
    """Each task has a clock of its own: several under one case run side by side."""
    return Limit(**vars(TASK) | {"kind": f"{TASK.kind}-{number}"})


def is_task_clock(kind: str) -> bool:
    """Whether a clock of this kind is a grid's, and not one of the case's own way."""
    return kind.startswith(f"{TASK.kind}-")
