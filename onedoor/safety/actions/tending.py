"""到点 — every few minutes: levels that ran out are asked again, and what was not done in time is told to the supervisor."""

from django.utils import timezone
from django.utils.translation import gettext_noop

from onedoor.cases.moving import holding
from onedoor.safety.actions.stepping import give, tell
from onedoor.safety.limits import AGAIN, Given
from onedoor.safety.models import Level, Step
from onedoor.safety.moving import log
from onedoor.safety.queries import done_late, supervisors_of

# The words of a notice tell of no case and of no matter: it may be read over a shoulder.
LATE = gettext_noop("有一项工作过了规定的时间还没有完成，请打开“安全步骤”查看。")


def tend(*, by) -> tuple[int, int]:
    """到点处理 — how many levels ran out, how many steps are late. Said twice, it is done once."""
    now = timezone.now()
    ended = Level.objects.filter(until=None, lapsed_at=None, ends_at__lte=now)
    lapsed = sum(_lapse(pk, case, by) for pk, case in list(ended.values_list("pk", "case_id")))
    late = sum(_escalate(pk, case, by) for pk, case in list(done_late(now).values_list("pk", "case_id")))
    return lapsed, late


def _lapse(pk, case_id, by) -> bool:
    """It keeps what it forbids; somebody is to ask again. Of a case that is over nobody asks any more, and it ends."""
    now = timezone.now()
    with holding(case_id) as cases:
        case = cases[case_id]
        row = Level.objects.filter(pk=pk, until=None, lapsed_at=None, ends_at__lte=now).first()
        if row is None:
            return False
        row.lapsed_at, row.until = now, now if case.closed_at else None
        row.save(update_fields=["lapsed_at", "until"])
        if not case.closed_at:
            give(case, Given(Step.Kind.CHECK_AGAIN, within=AGAIN[row.grade]), by=by, level=row)
        log(case, "level.lapsed", by=by, word=row.grade)
    return True


def _escalate(pk, case_id, by) -> bool:
    now = timezone.now()
    with holding(case_id) as cases:
        case = cases[case_id]
        step = done_late(now).filter(pk=pk).select_related("level", "owner").first()
        if step is None:
            return False
        step.escalated_at = now
        step.save(update_fields=["escalated_at"])
        tell(step, LATE, f"safety-late-{step.pk}", {*supervisors_of(case), step.owner}, by=by)
        log(case, "step.late", by=by, word=step.kind)
    return True
