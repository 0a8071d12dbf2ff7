"""Where an actor stands to the clocks of a matter: words of refusal, or nothing. See `standing`."""

from django.utils.translation import gettext as _

from onedoor.cases.models import Deadline
from onedoor.matters.limits import HANDLE, PROMISE
from onedoor.matters.models import ClockRequest
from onedoor.matters.standing import at_desk, leads

State = Deadline.State
# What can be stretched or stand still: the law's own term, and the unit's promise within it.
KINDS = (HANDLE.kind, PROMISE.kind)


def clocks_of(matter, *states: str) -> list[Deadline]:
    """The matter's own clocks in these states, the promise first: it ends first."""
    found = [one for one in matter.case.deadlines.all() if one.kind in KINDS and one.state in states]
    return sorted(found, key=lambda one: one.due_at)


def asked_of(matter) -> ClockRequest | None:
    """What waits to be decided."""
    requests = matter.case.clock_requests.all()
    return next((one for one in requests if one.state == ClockRequest.State.ASKED), None)


def nothing_asked(matter) -> str:
    return _("有一份期限申请在等批准，请先作出决定。") if asked_of(matter) else ""


def runs(matter) -> str:
    return "" if clocks_of(matter, State.RUNNING) else _("办理期限现在没有在计时。")


def stretches(matter) -> str:
    """A term is stretched once."""
    running = clocks_of(matter, State.RUNNING)
    if running and all(one.extended_days for one in running):
        return _("办理期限只能延期一次。")
    return runs(matter)


def stands_open(matter) -> str:
    """Only the law's own clock says whether all stands still."""
    handling = [one for one in clocks_of(matter, State.RUNNING) if one.kind == HANDLE.kind]
    return "" if handling else _("法定办理期限现在没有在计时。")


def may_ask_extension(matter, by) -> str:
    return leads(matter, by) or stretches(matter) or nothing_asked(matter)


def may_ask_pause(matter, by) -> str:
    return leads(matter, by) or stands_open(matter) or nothing_asked(matter)


def may_extend(matter, by) -> str:
    return at_desk(matter, by) or stretches(matter) or nothing_asked(matter)


def may_pause(matter, by) -> str:
    return at_desk(matter, by) or stands_open(matter) or nothing_asked(matter)


def may_resume(matter, by) -> str:
    if at_desk(matter, by):
        return at_desk(matter, by)
    return "" if clocks_of(matter, State.PAUSED) else _("办理期限没有中止计时。")


def may_decide(matter, by) -> str:
    """At the desk, and not in the unit that asks: nobody grants themselves more time."""
    asked = asked_of(matter)
    if asked is None:
        return _("没有等待批准的期限申请。")
    if asked.asked_by.org_id == by.post.org_id:
        return _("申请是本单位提出的，由承接中心或上级批准。")
    return at_desk(matter, by)
