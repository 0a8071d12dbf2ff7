"""办到哪一步 — a matter's standing as a resident reads it: how far it is, who has it, by when, and what came of it."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.cases.explaining import said_due
from onedoor.cases.models import Deadline
from onedoor.cases.queries import ClockFace
from onedoor.kit.templatetags.onedoor_kit import local_time
from onedoor.matters.lifecycle import Status
from onedoor.matters.models import Matter

S = Status
# How far each status is along the six steps; a matter handed back for another round is being handled again.
REACHED = {
    S.REGISTERED: 0,
    S.ACCEPTED: 1,
    S.RULING: 1,
    S.SUBMITTED: 1,
    S.INSTRUCTED: 1,
    S.MERGED: 2,
    S.DISPATCHED: 2,
    S.HANDLING: 2,
    S.RESOLVED: 2,
    S.VERIFIED: 3,
    S.ANSWERED: 4,
    S.CLOSED: 5,
}
# By which of these it came into somebody's hand.
IN_HAND = ("matter.dispatched", "matter.ruled", "matter.settled", "matter.merged")
# Clocks that are promises to the resident, the nearest to them first; signing and assisting are the units' own affair.
OWED = {
    "promise": gettext_lazy("最迟%(day)s，把事情办好（我们的承诺）。"),
    "recheck": gettext_lazy("最迟%(day)s，重新核查完。"),
    "notify": gettext_lazy("最迟%(day)s，告诉您是不是受理。"),
    "handle": gettext_lazy("最迟%(day)s，办完并答复您（法规的期限）。"),
    "review": gettext_lazy("最迟%(day)s，答复您的复查申请。"),
}


@dataclass(frozen=True)
class StepMark:
    """One mark of the row of steps: `state` is done, now or todo."""

    label: str
    state: str
    at: str = ""


def steps_of(matter: Matter) -> list[StepMark]:
    """已收到 … 已办结; a matter turned away has another, shorter way."""
    dates = _dates(matter)
    if matter.status in (S.DECLINED, S.TRANSFERRED):
        labels = [_("已收到"), matter.get_status_display()]
        return [_mark(labels[0], "done", dates[0]), _mark(labels[1], "now", matter.answered_at)]
    labels = [_("已收到"), _("已受理"), _("办理中"), _("已核查"), _("已答复"), _("已办结")]
    here, last = REACHED[S(matter.status)], len(labels) - 1
    states = ["done" if n < here or here == last else "now" if n == here else "todo" for n in range(last + 1)]
    return [
        _mark(label, state, at if state != "todo" else None)
        for label, state, at in zip(labels, states, dates, strict=True)
    ]


def _mark(label, state, at) -> StepMark:
    return StepMark(str(label), state, local_time(at) if at else "")


def _dates(matter: Matter) -> list:
    """When each step was reached in this round, as far as it was."""
    seen = {}
    for event in matter.case.events.order_by("seq"):
        seen[event.verb] = event.at
    handled = next((seen[verb] for verb in IN_HAND if verb in seen), None)
    accepted = seen.get("matter.accepted")
    return [
        matter.case.opened_at,
        accepted,
        handled,
        matter.verified_at,
        matter.answered_at,
        matter.case.closed_at,
    ]


def who_has_it(matter: Matter) -> str:
    """Which unit has it now, in one sentence; never which person."""
    desk, lead = {"unit": matter.desk}, {"unit": matter.lead}
    said = {
        S.REGISTERED: _("%(unit)s已经收到，正在看是否受理。") % desk,
        S.ACCEPTED: _("%(unit)s已经受理，正在安排由谁办理。") % desk,
        S.RULING: _("已经受理，正在确定由哪个单位负责；答应您的期限不变。"),
        S.SUBMITTED: _("%(unit)s正在请领导研究。") % desk,
        S.INSTRUCTED: _("领导已经作出批示，%(unit)s正在安排办理。") % desk,
        S.DISPATCHED: _("已经交给%(unit)s，等它签收。") % lead,
        S.HANDLING: _("%(unit)s正在办理。") % lead,
        S.RESOLVED: _("%(unit)s说已经办了，正由别的人去核查是不是真的办好了。") % lead,
        S.VERIFIED: _("已经核查过，%(unit)s正在写给您的书面答复。") % desk,
        S.ANSWERED: _("已经答复您，请看下面的书面答复。"),
        S.CLOSED: _("这件事已经办结，请看下面的书面答复。"),
        S.DECLINED: _("这件事没有受理，原因和可以找谁，写在下面。"),
        S.TRANSFERRED: _("这件事已经转给有权办理的机关，转到哪里，写在下面。"),
        S.MERGED: _("与另一件相同诉求一并办理；办好以后，同样会书面答复您。"),
    }
    if matter.status == S.RESOLVED and matter.round > 1 and matter.is_solved is False:
        return _("您说没有解决，正换一位核查人员重新核查。")
    return said[S(matter.status)]


def owed(faces: list[ClockFace]) -> list[tuple[ClockFace, str]]:
    """The clocks that still run for the resident's sake, each with what it means in one sentence; clocks that stand
    still together are said once."""
    order = list(OWED)
    running = [face for face in faces if face.clock.is_open and face.clock.kind in OWED]
    said = {}
    for face in sorted(running, key=lambda one: order.index(one.clock.kind)):
        said.setdefault(_by_when(face.clock), face)
    return [(face, words) for words, face in said.items()]


def _by_when(clock: Deadline) -> str:
    if clock.state == Deadline.State.PAUSED:
        return _paused(clock)
    return str(OWED[clock.kind]) % {"day": said_due(clock.due_at)}


def _paused(clock: Deadline) -> str:
    """Why nothing is promised now, and by when there will be a date again."""
    words = _("期限暂停计算，恢复以后写明是哪一天。")
    if clock.paused_for:
        words += _("原因：%(why)s。") % {"why": clock.paused_for.rstrip("。")}
    if clock.paused_until:
        words += _("%(day)s以后恢复。") % {"day": date_format(clock.paused_until, _("n月j日"))}
    return words


def has_outcome(matter: Matter) -> bool:
    """Whether there is something to tell: what was found counts only once somebody has answered for it."""
    return bool(matter.reply and matter.answered_at)
