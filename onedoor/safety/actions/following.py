"""随调解而来 — what the room above tells: an agreement was made, a session was held. Nobody is asked for a verb here: it
follows from a step that was allowed."""

from django.utils import timezone

from onedoor.cases.moving import holding
from onedoor.safety.actions.stepping import give
from onedoor.safety.limits import AFTER_AGREEMENT, DAY, Given
from onedoor.safety.models import Level, Step
from onedoor.safety.moving import log
from onedoor.safety.queries import current
from onedoor.safety.rule import S1


def after_agreement(case, *, by) -> list[Step]:
    """达成协议后回访 — on days 7, 30 and 90, because a quarrel often comes back after an agreement (人民调解法 第三十一条).
    Told twice, there are three calls; the form itself need not be switched on."""
    with holding(case.pk) as cases:
        case = cases[case.pk]
        # Of another agreement the days are counted anew.
        now = timezone.now()
        for kind, days in AFTER_AGREEMENT:
            Step.objects.open().filter(case=case, kind=kind).update(
                due_at=now + days * DAY, escalated_at=None
            )
        given = [give(case, Given(kind, within=days * DAY), by=by) for kind, days in AFTER_AGREEMENT]
        log(case, "after_agreement", by=by)
    return [step for step in given if step]


def session_held(case, *, by) -> None:
    """开过会了 — S1 ends with the next session: it is asked again now, and not in fourteen days."""
    with holding(case.pk) as cases:
        case = cases[case.pk]
        row = current(case)
        if row and row.grade == S1 and row.lapsed_at is None:
            Level.objects.filter(pk=row.pk).update(ends_at=timezone.now())
            log(case, "session_held", by=by)
