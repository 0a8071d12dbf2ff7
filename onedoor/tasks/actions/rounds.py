"""宣传巡查 — one thing for every grid of a ground, given in one press: two dozen or fifteen hundred, in the same few statements."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.models import Case
from onedoor.cases.moving import holding
from onedoor.cases.opening import draft_cases, involve
from onedoor.cases.receipts import once
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotNow, NotValid
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.tasks.limits import ROUND, ROUND_DAYS
from onedoor.tasks.models import Round, Task
from onedoor.tasks.moving import take_back_open
from onedoor.tasks.queries.chairs import chairs
from onedoor.tasks.standing import insist, may_give, may_take_back


def start_round(region, *, kind, name, words, by, key: UUID | None = None, days: int = ROUND_DAYS) -> Round:
    """派发宣传巡查 — the same key is one round."""
    told = {"kind": kind, "name": name, "words": words, "days": days}
    if key is None:
        return _start(region, by=by, **told)
    said = told | {"region": region.pk, "what": "round"}
    answer, _is_new = once(key, said, lambda: {"round": str(_start(region, by=by, **told).pk)}, by=by)
    return Round.objects.select_related("case").get(pk=answer["round"])


@transaction.atomic
def _start(region, *, kind, name, words, days, by) -> Round:
    insist(may_give(region, by))
    if not (name.strip() and words.strip()):
        raise NotValid(_("请写明名称和要做什么。"), field="words")
    grids = list(current().filter(kind=Region.Kind.GRID, path__startswith=region.path).order_by("path"))
    seated = chairs(grids)
    if not seated:
        raise NotValid(_("%(region)s还没有网格员在岗，无法派发。") % {"region": region}, field="region")
    (case,) = draft_cases([(name.strip(), region, Case.Secrecy.NORMAL)], by=by, verb="task.give")
    case.save(force_insert=True)
    involve(case, by.post.org)
    round_ = Round(case=case, kind=kind, name=name.strip(), words=words.strip(), region=region)
    round_.host, round_.vacant = by.post.org, len(grids) - len(seated)
    round_.save(force_insert=True)
    with holding(case.pk) as cases:
        _spread(
            round_, cases[case.pk], [(grid, seated[grid.pk]) for grid in grids if grid.pk in seated], days, by
        )
    return round_


def _spread(round_: Round, case: Case, seats, days: int, by) -> None:
    """One clock for all; a task for each, and no way to the case, where all the others' answers stand; one line on the timeline."""
    clock = clocks.start(case, ROUND, org=round_.host, days=days)
    Task.objects.bulk_create(
        Task(
            case=case,
            number=number,
            kind=round_.kind,
            grid=grid,
            post=post,
            giver=by.post,
            words=round_.words,
            clock=clock,
            given_at=clock.started_at,
        )
        for number, (grid, post) in enumerate(seats, start=1)
    )
    told = {"grids": len(seats), "due_at": clock.due_at.isoformat()}
    record(case, "task.round_given", label="派发宣传巡查", by=by, about=round_, note=round_.words, **told)


def end_round(round_: Round, *, by, reason: str) -> Round:
    """结束宣传巡查 — whatever is still open is taken back, in one statement."""
    if not reason.strip():
        raise NotValid(_("请写明结束的理由。"), field="reason")
    with holding(round_.case_id) as cases:
        case = cases[round_.case_id]
        if case.closed_at:
            raise NotNow(_("这次宣传巡查已经结束。"))
        first = case.tasks.select_related("giver__org__region", "case").first()
        insist(may_take_back(first, by))
        count = take_back_open(case, reason)
        clocks.stop(case, ROUND.kind, how=clocks.STOPPED, reason=reason, by=by)
        case.closed_at = timezone.now()
        case.save(update_fields=["closed_at"])
        record(case, "task.round_ended", label="结束宣传巡查", by=by, about=round_, note=reason, waived=count)
    return round_
