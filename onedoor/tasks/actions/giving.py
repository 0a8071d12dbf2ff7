"""派发 — giving a task, taking it back, giving it again, and handing all of somebody's over."""

from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.access import require
from onedoor.cases.apart import insist_not_apart
from onedoor.cases.models import Case
from onedoor.cases.moving import holding, moving
from onedoor.cases.opening import recall, send
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotNow, NotValid
from onedoor.tasks.doers import doers_of
from onedoor.tasks.lifecycle import OVER, Status
from onedoor.tasks.limits import DAYS, ROUND, limit_of
from onedoor.tasks.models import Task
from onedoor.tasks.moving import end, put_down
from onedoor.tasks.queries.chairs import chair_of
from onedoor.tasks.standing import insist, is_open_to, may_give, may_hand_over, may_take_back


def give(case: Case, grid, kind, words: str, *, by, days: int = DAYS, place="", lon=None, lat=None) -> Task:
    """派发网格任务 — the one in the grid is to go and do this under the case, within so many working days."""
    if not words.strip():
        raise NotValid(_("请写明要做什么。"), field="words")
    if kind == Task.Kind.ERRAND:
        raise NotValid(_("代办要有本人同意，请到“登记民生代办”登记。"), field="kind")
    with holding(case.pk) as cases:
        case = cases[case.pk]
        require(by, "task.give", case)
        insist(may_give(grid, by))
        insist_not_apart(case)
        if case.closed_at and kind == Task.Kind.CHECK:
            raise NotNow(_("这件事已经结束，不用再核查。"))
        _refuse_twice(case, grid, kind)
        return put_down(case, grid, kind, words, by=by, days=days, place=place, lon=lon, lat=lat)


def _refuse_twice(case: Case, grid, kind) -> None:
    """A second check of the same thing by the same grid is a button pressed twice."""
    if kind == Task.Kind.CHECK and case.tasks.open().checks().filter(grid=grid).exists():
        raise NotNow(_("已经请%(grid)s核查这件事，还没有回音。") % {"grid": grid.name})


def give_again(task: Task, *, by, reason: str, grid=None, days: int = DAYS) -> Task:
    """再次派发 — after it came back: to the same grid with better words, or to another."""
    if not reason.strip():
        raise NotValid(_("请写明再次派发的说明。"), field="reason")
    with moving(task, "give_again", by=by, note=reason, task=task.number) as fresh:
        insist(may_take_back(fresh, by))
        fresh.grid = grid or fresh.grid
        insist(may_give(fresh.grid, by))
        fresh.post = chair_of(fresh.grid, fresh.case, fresh.kind)
        fresh.clock = clocks.start(fresh.case, limit_of(fresh.number), org=fresh.post.org, days=days)
        fresh.given_at, fresh.ended_at, fresh.result = fresh.clock.started_at, None, ""
        send(fresh.case, [fresh.post])
        fresh.facts_told |= {"grid": fresh.grid.code, "kind": fresh.kind}
    return fresh


def waive(task: Task, *, by, reason: str) -> Task:
    """收回网格任务 — it need not be done any more, and why."""
    if not reason.strip():
        raise NotValid(_("请写明收回的理由。"), field="reason")
    with moving(task, "waive", by=by, note=reason, task=task.number) as fresh:
        insist(may_take_back(fresh, by))
        end(fresh, reason, how=clocks.STOPPED, by=by)
    return fresh


def hand_over(post_from, post_to, *, by, reason: str) -> tuple[int, int]:
    """交接 — all open tasks of a chair go to another: somebody is ill. How many went over, and how many did not, because
    the other chair is not cleared for their cases, or did itself what is to be checked."""
    insist(may_hand_over(post_from, post_to, by))
    if not reason.strip():
        raise NotValid(_("请写明交接的理由。"), field="reason")
    waiting = Task.objects.filter(post=post_from, status=Status.GIVEN).order_by("case", "number")
    moved = [_move(task, post_to, by, reason) for task in waiting.select_related("case")]
    return sum(moved), len(moved) - sum(moved)


def _move(task: Task, post_to, by, reason: str) -> bool:
    """One task, in the next chair; its clock goes on. Whoever hands over need not read the case."""
    with holding(task.case_id) as cases:
        case = cases[task.case_id]
        fresh = Task.objects.select_related("post", "clock").get(pk=task.pk)
        is_own = fresh.kind == Task.Kind.CHECK and post_to.pk in doers_of(case).posts
        if fresh.status in OVER or is_own or not is_open_to(case, post_to):
            return False
        fresh.case, before, fresh.post = case, fresh.post, post_to
        fresh.save(update_fields=["post"])
        if fresh.clock.kind != ROUND.kind:
            send(case, [post_to])
        if not case.tasks.filter(post=before, status=Status.GIVEN).exists():
            recall(case, before)
        told = {"task": fresh.number, "from": before.pk, "to": post_to.pk}
        record(case, "task.moved", label="交接网格任务", by=by, about=fresh, note=reason, **told)
    return True
