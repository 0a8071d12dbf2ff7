"""What every way into a task and every way out of it has in common, once it is settled that it may be gone."""

from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext_noop

from onedoor.cases import clocks
from onedoor.cases.models import Case
from onedoor.cases.moving import moving
from onedoor.cases.opening import recall, send
from onedoor.cases.timeline import record
from onedoor.tasks.lifecycle import OPEN, Status
from onedoor.tasks.limits import limit_of
from onedoor.tasks.models import Errand, Round, Task
from onedoor.tasks.queries.chairs import chair_of
from onedoor.tasks.standing import insist, may_do

GIVEN = {
    Task.Kind.CHECK: gettext_noop("派发现场核查"),
    Task.Kind.VISIT: gettext_noop("派发上门走访"),
    Task.Kind.ERRAND: gettext_noop("登记民生代办"),
    Task.Kind.ROUND: gettext_noop("派发网格巡查"),
    Task.Kind.PUBLICITY: gettext_noop("派发政策宣传"),
}


def put_down(case: Case, grid, kind, words, *, by, days, place="", lon=None, lat=None) -> Task:
    """One task under a case that is held."""
    post = chair_of(grid, case, kind)
    number = case.tasks.count() + 1
    clock = clocks.start(case, limit_of(number), org=post.org, days=days)
    task = Task(case=case, number=number, kind=kind, grid=grid, post=post, giver=by.post, words=words.strip())
    task.place, task.lon, task.lat = place.strip(), lon, lat
    task.clock, task.given_at = clock, clock.started_at
    task.save(force_insert=True)
    send(case, [post])
    told = {"task": number, "kind": str(kind), "grid": grid.code, "due_at": clock.due_at.isoformat()}
    record(case, "task.given", label=GIVEN[Task.Kind(kind)], by=by, about=task, note=task.words, **told)
    return task


@contextmanager
def doing(task: Task, name: str, *, by, note=""):
    """`moving`, for the chair that has it: that it is its task is all the right it needs, and it need not reach the case."""
    with moving(task, name, by=by.as_reaction(), note=note, task=task.number) as fresh:
        insist(may_do(fresh, by))
        yield fresh


def end(task: Task, words: str, *, by, how=clocks.MET) -> None:
    """Words, the server's time, the clock, and the way to the case. The clock of a round stops with its last task."""
    task.result, task.ended_at = words.strip(), timezone.now()
    others = task.clock.tasks.filter(status__in=OPEN).exclude(pk=task.pk)
    if not others.exists():
        clocks.stop(task.case, task.clock.kind, org=task.clock.org, how=how, by=by)
    if not task.case.tasks.filter(post=task.post, status=Status.GIVEN).exclude(pk=task.pk).exists():
        recall(task.case, task.post)


def close_own_case(task: Task) -> None:
    """A case that was opened for tasks alone is over with its last one."""
    case = task.case
    errands = Errand.objects.filter(task__case=case, is_own_case=True)
    is_own = Round.objects.filter(case=case).exists() or errands.exists()
    if is_own and not case.tasks.open().exclude(pk=task.pk).exists():
        case.closed_at = timezone.now()
        case.save(update_fields=["closed_at"])


def take_back_open(case: Case, reason: str) -> int:
    """Whatever is open under a case that is held, in one statement; how many that were."""
    return case.tasks.open().update(status=Status.WAIVED, ended_at=timezone.now(), result=reason.strip())
