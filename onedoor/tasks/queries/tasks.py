"""Tasks as pages and phones ask for them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.cases.access import cases_for
from onedoor.cases.explaining import ClockState, clock_state
from onedoor.cases.models import Case
from onedoor.kit.problems import NotFound
from onedoor.tasks.lifecycle import OPEN, Status
from onedoor.tasks.limits import ROUND
from onedoor.tasks.models import Task
from onedoor.tasks.models.task import TaskQuerySet
from onedoor.tasks.standing import OVERSEEING, opened_to
from onedoor.worktime import counting

MOST_OPEN, SIZE = 200, 25


def open_for(post) -> list[Task]:
    """What this chair is to do now, the earliest due first; nothing of what was sealed from it since."""
    tasks = Task.objects.filter(post=post, status=Status.GIVEN, case__secrecy__in=opened_to(post))
    return list(tasks.for_rows().order_by("clock__due_at", "given_at", "pk")[:MOST_OPEN])


def tasks_for(actor) -> TaskQuerySet:
    """Those the actor's own chair has, had or gave, those of the grids it answers for, and those of cases within its reach."""
    mine = Q(post=actor.post) | Q(giver=actor.post)
    if _oversees(actor):
        mine |= Q(grid__path__startswith=actor.post.region.path)
        # Every grid lies in the district: whoever answers for that need not look for cases, too.
        if actor.post.region.parent_id is not None:
            mine |= Q(case__in=cases_for(actor))
    return Task.objects.filter(mine, case__secrecy__in=opened_to(actor.post))


def read_by(actor) -> TaskQuerySet:
    """Those whose answers the actor reads: besides, whoever handles the case reads what was found under it. A worker who
    was sent to the same case reads what was found in their own grid, and not what colleagues heard in theirs."""
    under = Q(case__in=cases_for(actor))
    if actor.holds("task.do") and not _oversees(actor):
        under &= Q(grid__path__startswith=actor.post.region.path)
    own = Q(pk__in=tasks_for(actor).values("pk"))
    return Task.objects.filter(own | under, case__secrecy__in=opened_to(actor.post))


def _oversees(actor) -> bool:
    return any(actor.holds(verb) for verb in OVERSEEING)


def find_task(code: str, number: int, actor) -> Task:
    """One task; absent and hidden look the same."""
    task = read_by(actor).for_rows().filter(case__code=code, number=number).first()
    if task is None:
        raise NotFound(_("没有这项任务，或不在本岗位的范围内。"))
    return task


def task_of(actor, key) -> Task:
    """One of the actor's own chair, by its key: what a phone sends."""
    task = Task.objects.for_rows().filter(pk=key, post=actor.post).first()
    if task is None:
        raise NotFound(_("没有这项任务，可能已经交给别人。"))
    return task


def checking(case: Case) -> str:
    """Words of refusal while somebody is on the way to look: nobody is told that it is so before that."""
    waiting = list(case.tasks.open().checks().select_related("grid").order_by("number")[:1])
    if not waiting:
        return ""
    return _("%(grid)s的现场核查还没有回音，请等核查结果，或先收回。") % {"grid": waiting[0].grid.name}


class TaskLine(NamedTuple):
    """A task and how its clock stands."""

    task: Task
    clock: ClockState
    is_late: bool

    @property
    def tone(self) -> str:
        return {"given": "work", "back": "wait", "done": "good", "waived": "plain"}[self.task.status]


def lines(tasks: Iterable[Task], now: datetime) -> list[TaskLine]:
    table = counting.table()
    return [
        TaskLine(task, clock_state(task.clock, now, table), (task.ended_at or now) > task.clock.due_at)
        for task in tasks
    ]


def of_case(case: Case, actor) -> list[Task]:
    """Those of a case that the actor reads, the latest first; with photos."""
    tasks = read_by(actor).for_rows().filter(case=case)
    return list(tasks.prefetch_related("photos__paper").order_by("-number"))


def pressed_in(case: Case, actor) -> Task | None:
    """The last of them whose button was pressed at a place."""
    return read_by(actor).filter(case=case).exclude(done_lon=None).order_by("-ended_at").first()


class Wanted(NamedTuple):
    """Which tasks a list shows."""

    state: str = "open"
    kind: str = ""


STATES = (
    ("open", gettext_lazy("未完成")),
    ("late", gettext_lazy("超期")),
    ("back", gettext_lazy("已退回")),
    ("done", gettext_lazy("已完成")),
    ("all", gettext_lazy("全部")),
)


def _in_lists(actor) -> TaskQuerySet:
    """A round is one line on the page of rounds, and not fifteen hundred among the tasks; to each chair it is its task."""
    return tasks_for(actor).filter(Q(post=actor.post) | ~Q(clock__kind=ROUND.kind))


def listed(actor, wanted: Wanted, now: datetime) -> TaskQuerySet:
    """What is open by its clock, the earliest first; what is over, the latest first."""
    tasks = _in_lists(actor).for_rows()
    if wanted.kind in Task.Kind.values:
        tasks = tasks.filter(kind=wanted.kind)
    if wanted.state in ("done", "all"):
        tasks = tasks if wanted.state == "all" else tasks.filter(status=Status.DONE)
        return tasks.order_by("-given_at", "-number")
    if wanted.state == "back":
        tasks = tasks.filter(status=Status.BACK)
    else:
        tasks = tasks.filter(status__in=OPEN)
    if wanted.state == "late":
        tasks = tasks.filter(clock__due_at__lte=now)
    return tasks.order_by("clock__due_at", "given_at", "number")


def tally(actor, now: datetime) -> tuple[int, int]:
    """How many are open, and how many of them are late."""
    tasks = _in_lists(actor).filter(status__in=OPEN)
    return tasks.count(), tasks.filter(clock__due_at__lte=now).count()
