"""到点提醒 — every morning: what is due in three days and today, the thirty days to ask the court, clocks that come to
their end or ran out, opinions that did not come. Each is said once, on the case's timeline; who is told by which channel is
decided where events are heard.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.mediation import clocks
from onedoor.mediation.actions.choosing import tell_recusal
from onedoor.mediation.actions.ending import lapse
from onedoor.mediation.advancing import beside, counting_ways
from onedoor.mediation.lifecycle import BEFORE
from onedoor.mediation.limits import APPRAISED, CONFIRM_REMINDERS, DUE_REMINDERS, UNDATED_ASKED
from onedoor.mediation.models import Appraisal, Due, EndingWay, FollowUp, Reminder
from onedoor.mediation.queries.agreements import binding_of
from onedoor.mediation.queries.performing import confirmable_clocks
from onedoor.mediation.queries.recusal import is_recused_now, lately_tied
from onedoor.mediation.queries.settling import to_ask
from onedoor.mediation.ways import WAYS

LATE = "late"
log = logging.getLogger(__name__)


def tend(*, by) -> int:
    """到点处理 — how many reminders were said; said twice, each is said once. One mediation that cannot be tended keeps none of the
    others back: the log says which, and the errand says at its end that something was left."""
    hand, said, left = by.as_reaction(), 0, 0
    for find, say, case_of in SAID:
        for row in find():
            try:
                said += say(row, hand)
            except Exception as problem:
                _log_left(problem, row, case_of(row))
                left += 1
    if left:
        raise RuntimeError(f"{left} of the mediations could not be tended")
    return said


def _log_left(problem: Exception, row, case) -> None:
    """Neither the words of the problem nor its traceback: a line of either may hold a word of the mediation."""
    kinds = type(problem).__name__, type(row).__name__
    log.error("not tended this morning: %s at %s of case %s", *kinds, case.code)


def _near_dues():
    today = timezone.localdate()
    days = [today + timedelta(days=days) for days in DUE_REMINDERS]
    return list(Due.objects.watched().open().filter(due_on__in=days).for_rows())


def _late_dues():
    """A week is looked back upon, for mornings on which the errand did not run."""
    today = timezone.localdate()
    week = (today - timedelta(days=7), today - timedelta(days=1))
    return list(Due.objects.watched().open().filter(due_on__range=week).for_rows())


def _due_near(due, by) -> bool:
    days = (due.due_on - timezone.localdate()).days
    return _due(due, "mediation.due_near", str(days), by, days=days)


def _due_late(due, by) -> bool:
    return _due(due, "mediation.due_late", LATE, by)


def _due(due, event, what, by, **facts) -> bool:
    obligation = due.obligation
    told = facts | {"side": obligation.owed_by.place, "due": due.number}
    return _once(obligation.agreement.mediation, what, f"due {due.pk}", event, _("履行到期提醒"), by, **told)


def _court(clock, by) -> bool:
    """Day 20 and day 27 after effect, as long as nobody has applied and it is not known to be impossible. A morning missed is made
    up for by the reminder that fits today, and by that alone."""
    left = clocks.days_left(clock)
    come = [days for days in CONFIRM_REMINDERS if 0 <= left <= days]
    if not come:
        return False
    about, label = f"court {clock.pk} {min(come)}", _("司法确认期限提醒")
    return _once(clock.case.mediation, "court", about, "mediation.confirmation_near", label, by, days=left)


def _visits():
    return list(FollowUp.objects.open().filter(due_on__lte=timezone.localdate()).for_rows())


def _visit(one, by) -> bool:
    told = {"side": one.side.place, "after": one.after_days}
    label = _("回访到期提醒")
    return _once(one.mediation, "visit", f"visit {one.pk}", "mediation.visit_due", label, by, **told)


def _lately_tied():
    """A week is looked back upon here, too."""
    return list(lately_tied(timezone.now() - timedelta(days=7)))


def _tied(mediation, by) -> bool:
    """重新审查回避 — a tie that was declared after the assignment: the desk hears that another must mediate, and not why."""
    if not is_recused_now(mediation):
        return False
    about = f"tied {mediation.pk} {mediation.tied_at:%m%d%H%M%S}"
    with transaction.atomic():
        found = _is_first(mediation, "recusal", about)
        if found:
            tell_recusal(mediation, by=by)
    return found


def _undated(mediation, by) -> bool:
    """What was agreed without a day: the sides are asked once in so many days whether anything is left to do."""
    agreement = binding_of(mediation)
    if agreement is None or agreement.effective_at is None:
        return False
    since = agreement.effective_at
    times = (timezone.now() - since).days // UNDATED_ASKED
    about = f"undated {mediation.pk} {since:%F} {times}"
    label = _("没有写明日期的约定，请问各方还有没有要办的")
    return _once(mediation, "undated", about, "mediation.undated_due", label, by)


def _time_near(clock, by) -> bool:
    """The sides are asked while there is still time to give: once the days are over, none can be added."""
    left = clocks.days_left(clock)
    label = _("期限将到，请问各方愿不愿意延长")
    about = f"near {clock.pk}"
    return _once(clock.case.mediation, "clock", about, "mediation.time_near", label, by, days=left)


def _arbitration(clock, by) -> bool:
    """劳动争议调解仲裁法 第十四条: fifteen days after the application whoever has no agreement may go to arbitration, whatever else
    the sides agreed on."""
    label = _("满十五日还没有达成协议的，可以申请劳动仲裁")
    about = f"arbitration {clock.pk}"
    return _once(clock.case.mediation, "clock", about, "mediation.arbitration_open", label, by)


def _over(clock, by) -> bool:
    """A medical dispute has failed by law; of any other it is said that it is to be ended, or goes on by the sides' wish."""
    mediation = clock.case.mediation
    if clocks.is_medical(clock):
        lapse(mediation, by=by)
        return True
    about = f"clock {clock.pk}"
    label = _("调解期限届满，请办理终结")
    return _once(mediation, "clock", about, "mediation.time_over", label, by, round=mediation.round)


def _appraisals():
    """What somebody waits for and did not get; of a medical dispute the clock stands still meanwhile."""
    today = timezone.localdate()
    waiting = Appraisal.objects.filter(got_at=None, mediation__status__in=BEFORE)
    day_passed = waiting.filter(until__lt=today)
    long_since = waiting.filter(until=None, since__lte=timezone.now() - timedelta(days=APPRAISED))
    return [*day_passed.select_related("mediation__case"), *long_since.select_related("mediation__case")]


def _appraisal(one, by) -> bool:
    about = f"appraisal {one.pk}"
    label = _("鉴定意见过了预计日期还没有收到")
    return _once(one.mediation, "appraisal", about, "mediation.appraisal_late", label, by)


def _recountable():
    """Ways told with a day that a holiday notice was still to move."""
    ahead = EndingWay.objects.filter(is_provisional=True, last_day__gte=timezone.localdate())
    return list(ahead.select_related("ending__mediation__case"))


def _recount(row, by) -> bool:
    """放假通知公布后重算 — whoever was told a day is told the one that holds, never an earlier one than the law has."""
    way = WAYS.get(row.way)
    last = way.last_day({way.event: row.since}) if way else None
    if way is None or last is None or way.is_provisional(last):
        return False
    moved = last != row.last_day
    row.last_day, row.is_provisional = last, False
    mediation, label = row.ending.mediation, _("放假通知公布，最后日期重新算过")
    if not moved:
        row.save(update_fields=["last_day", "is_provisional"])
        return False
    with counting_ways(mediation, label, by=by, way=row.way):
        row.save(update_fields=["last_day", "is_provisional"])
    return True


def _once(mediation, what, about, event, label, by, **facts) -> bool:
    """Written together with the event, so that neither is there without the other."""
    with transaction.atomic():
        if not _is_first(mediation, what, about):
            return False
        with beside(mediation, event, label, by=by, **facts):
            return True


def _is_first(mediation, what, about) -> bool:
    told = {"mediation": mediation, "at": timezone.now()}
    return Reminder.objects.get_or_create(what=what, about=about, defaults=told)[1]


def _of_due(due):
    return due.obligation.agreement.mediation.case


def _of_ending(row):
    return row.ending.mediation.case


def _of_mediation(row):
    return row.mediation.case


def _own_case(row):
    return row.case


# What is looked for every morning, what is said of each that is found, and whose case it is.
SAID = (
    (_near_dues, _due_near, _of_due),
    (_late_dues, _due_late, _of_due),
    (lambda: list(confirmable_clocks()), _court, _own_case),
    (_visits, _visit, _of_mediation),
    (lambda: list(to_ask()), _undated, _own_case),
    (_lately_tied, _tied, _own_case),
    (lambda: list(clocks.near_end()), _time_near, _own_case),
    (lambda: clocks.of_labour(timezone.localdate()), _arbitration, _own_case),
    (lambda: list(clocks.over(timezone.now())), _over, _own_case),
    (_appraisals, _appraisal, _of_mediation),
    (_recountable, _recount, _of_ending),
)
