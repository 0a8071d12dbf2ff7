"""期限说明 — why a clock is due when it is, in plain words, computed from what happened and from the calendar."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.cases.due import RUNNING, amount, counted_due, day_of, last_day
from onedoor.cases.models import Deadline, DeadlineChange
from onedoor.worktime import counting
from onedoor.worktime.counting import MINUTES, WORKING
from onedoor.worktime.names import MOVED, spoken

State, Change = Deadline.State, DeadlineChange.Kind
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Explanation:
    """`parts` tell how the date came about, in order of time; `notes` say what it rests on."""

    label: str
    parts: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return _("；").join(self.parts) + _("。")


def explain(clock: Deadline, table: counting.Table | None = None) -> Explanation:
    """Everything that made the due date what it is."""
    table = table or counting.table()
    parts = [_started(clock), amount(clock.days, clock.unit)]
    told = [(day, words) for day, words in _calendar(clock, table)]
    told += [(day_of(change.at), words) for change in _telling(clock) if (words := _changed(change, clock))]
    # Sorted by day alone: what fell on one day keeps its order.
    parts += [words for _day, words in sorted(told, key=lambda one: one[0])]
    parts.append(_ended(clock))
    return Explanation(_(clock.label), tuple(parts), tuple(_notes(clock, table)))


def _telling(clock) -> list:
    """The changes that say something of the date: of several units that had it in turn, the last."""
    changes = list(clock.changes.all())
    handed = [change for change in changes if change.kind == Change.HANDED]
    return [change for change in changes if change not in handed[:-1]]


def _day(day: date) -> str:
    return date_format(day, _("n月j日"))


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment, timezone.get_default_timezone()), _("n月j日H:i"))


def _started(clock) -> str:
    at = timezone.localtime(clock.started_at, timezone.get_default_timezone())
    words = {
        "date": date_format(at, _("Y年n月j日")),
        "weekday": date_format(at, "D"),
        "time": date_format(at, "H:i"),
        "event": _(clock.since),
    }
    # Django's short weekday names are 星期一 and so on; offices write 周一.
    words["weekday"] = words["weekday"].replace("星期", "周")
    return _("%(date)s%(weekday)s%(time)s%(event)s") % words


def _calendar(clock, table):
    """Rest days passed over and weekends worked, each with the day it begins."""
    if clock.unit in RUNNING:
        return
    start, last = day_of(clock.started_at), last_day(clock)
    if clock.unit == WORKING:
        for run in table.runs(start, last, is_workday=False):
            if any(
                (run.first + counting.DAY * n).weekday() < 5 for n in range((run.last - run.first).days + 1)
            ):
                yield (
                    run.first,
                    _("跳过%(days)s（%(name)s）") % {"days": _span(run), "name": spoken(run.name)},
                )
        for run in table.runs(start, last, is_workday=True):
            yield run.first, _worked(run)
    elif clock.roll_forward:
        plain = start + counting.DAY * (clock.days + clock.extra_days + clock.extended_days)
        if plain < last:
            words = {"day": _day(plain), "last": _day(last)}
            yield last, _("最后一日%(day)s不上班，顺延至%(last)s") % words


def _span(run) -> str:
    if run.first == run.last:
        return _day(run.first)
    if run.first.month == run.last.month:
        words = {"month": date_format(run.first, _("n月")), "first": run.first.day, "last": run.last.day}
        return _("%(month)s%(first)s日至%(last)s日") % words
    return _("%(first)s至%(last)s") % {"first": _day(run.first), "last": _day(run.last)}


def _worked(run) -> str:
    if run.name.endswith(MOVED):
        return _("%(days)s为调休上班") % {"days": _span(run)}
    return _("%(days)s上班（%(name)s）") % {"days": _span(run), "name": spoken(run.name)}


def _changed(change, clock) -> str:
    words = {"at": _moment(change.at), "reason": change.reason, "amount": amount(change.days, clock.unit)}
    words["due"] = said_due(change.due_at)
    sayings = {
        Change.PAUSED: _("%(at)s中止计时（%(reason)s）"),
        Change.RESUMED: _("%(at)s恢复计时，补回%(amount)s"),
        Change.EXTENDED: _("%(at)s批准延长%(amount)s（%(reason)s）"),
        Change.RECOUNTED: _("%(at)s因日历变动重新计算，推后至%(due)s"),
        Change.HANDED: _("%(at)s改由其他单位承担，期限不变"),
        Change.STOPPED: _("%(at)s终止计时（%(reason)s）") if change.reason else _("%(at)s终止计时"),
    }
    return sayings[change.kind] % words


def said_due(due_at: datetime) -> str:
    """A due moment as people say it: 24:00 of the last day, not 0:00 of the next."""
    at = timezone.localtime(due_at, timezone.get_default_timezone())
    if (at.hour, at.minute) != (0, 0):
        return _moment(due_at)
    return _("%(day)s24时") % {"day": _day(day_of(due_at) - counting.DAY)}


def _ended(clock) -> str:
    if clock.state == State.PAUSED:
        return _("现正中止计时，恢复后重新计算到期时间")
    due = said_due(clock.due_at)
    year = day_of(clock.due_at - timedelta(seconds=1)).year
    if year != day_of(clock.started_at).year:
        due = _("%(year)s年%(due)s") % {"year": year, "due": due}
    return _("%(due)s到期") % {"due": due}


def _notes(clock, table):
    if clock.unit not in RUNNING:
        yield _("%(event)s当日不计入。") % {"event": _(clock.since)}
    if clock.basis:
        yield _("依据：%(basis)s。") % {"basis": _(clock.basis)}
    if clock.provisional:
        year = last_day(clock).year
        yield _("%(year)s年的放假通知尚未公布，到期日为暂定；通知公布后只会推后，不会提前。") % {"year": year}
    counted = counted_due(clock, table)
    if counted < clock.due_at:
        yield _("日历后来有变动，按新日历为%(day)s到期；已经告知的到期日不提前。") % {
            "day": said_due(counted)
        }
    elif counted > clock.due_at and clock.is_open:
        yield _("日历后来有变动，到期日将重新计算。")
    if clock.state in (State.MET, State.LATE):
        yield _("%(at)s完成，%(state)s。") % {
            "at": _moment(clock.stopped_at),
            "state": clock.get_state_display(),
        }


class ClockState(NamedTuple):
    """A clock in a list: a colour class (ok, near, late, paused, done) and a few words."""

    colour: str
    words: str


def clock_state(clock: Deadline, now: datetime | None = None, table=None) -> ClockState:
    """How a clock stands."""
    if clock.state == State.PAUSED:
        return ClockState("paused", paused_words(clock.paused_for, clock.paused_until))
    if clock.state in (State.RUNNING, State.MISSED):
        left = due_state(clock.due_at, now, table, unit=clock.unit, provisional=clock.provisional)
        return left._replace(colour="near") if left.colour == "ok" and clock.warned else left
    return ClockState("done", clock.get_state_display())


def paused_words(why: str, until: date | None = None) -> str:
    """A clock never stands still without saying why."""
    if not why:
        return _("中止计时")
    if not until:
        return _("中止计时：%(why)s") % {"why": why}
    return _("中止计时至%(day)s：%(why)s") % {"why": why, "day": _day(until)}


def due_state(
    due_at: datetime | None, now: datetime | None = None, table=None, *, unit: str = WORKING, provisional=None
) -> ClockState:
    """How a due moment stands; `provisional` unless said is what the calendar says of its year."""
    if due_at is None:
        return ClockState("done", _("无期限"))
    now, table = now or timezone.now(), table or counting.table()
    if now >= due_at:
        return ClockState("late", _overdue(due_at, now, unit))
    state = _left(due_at, now, table, unit)
    last = day_of(due_at - timedelta(seconds=1))
    if table.is_provisional(last) if provisional is None else provisional:
        return state._replace(words=_("%(words)s（暂定）") % {"words": state.words})
    return state


def _overdue(due_at, now, unit) -> str:
    if unit == MINUTES and now - due_at < AN_HOUR:
        minutes = math.ceil((now - due_at) / RUNNING[MINUTES]) or 1
        return ngettext("已超期%(n)s分钟", "已超期%(n)s分钟", minutes) % {"n": minutes}
    days = (day_of(now) - day_of(due_at - timedelta(seconds=1))).days
    if days:
        return ngettext("已超期%(n)s天", "已超期%(n)s天", days) % {"n": days}
    hours = math.ceil((now - due_at) / timedelta(hours=1)) or 1
    return ngettext("已超期%(n)s小时", "已超期%(n)s小时", hours) % {"n": hours}


def _left(due_at, now, table, unit) -> ClockState:
    if unit == MINUTES and due_at - now <= AN_HOUR:
        minutes = math.ceil((due_at - now) / RUNNING[MINUTES])
        return ClockState("near", ngettext("还剩%(n)s分钟", "还剩%(n)s分钟", minutes) % {"n": minutes})
    today, last = day_of(now), day_of(due_at - timedelta(seconds=1))
    if today == last:
        at = timezone.localtime(due_at, timezone.get_default_timezone())
        hour = _("24时") if (at.hour, at.minute) == (0, 0) else date_format(at, "H:i")
        return ClockState("near", _("今天%(hour)s到期") % {"hour": hour})
    if unit in RUNNING:
        hours = math.ceil((due_at - now) / timedelta(hours=1))
        words = ngettext("还剩%(n)s小时", "还剩%(n)s小时", hours) % {"n": hours}
        return ClockState("near" if hours < 24 else "ok", words)
    working = table.days_between(today, last) if unit == WORKING else 0
    if working:
        words = ngettext("还剩%(n)s个工作日", "还剩%(n)s个工作日", working) % {"n": working}
        return ClockState("near" if working == 1 else "ok", words)
    days = (last - today).days
    words = ngettext("还剩%(n)s天", "还剩%(n)s天", days) % {"n": days}
    return ClockState("near" if days == 1 else "ok", words)
