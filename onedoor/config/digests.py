"""每日摘要 — what each unit owes this morning, read from the clocks of all cases at once, whichever room started them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from onedoor.cases.explaining import said_due
from onedoor.cases.models import Case, Deadline, Event
from onedoor.notices.actions import keep_digest
from onedoor.notices.queries.digests import waiting_for
from onedoor.worktime.counting import is_workday

# Clocks of the request's own way; any other clock of a unit waits for an answer: a whistle, a supervision letter, a duty.
OWN_WAY = ("sign", "promise", "assist", "handle", "notify", "recheck", "review", "objection")
SENT_BACK = ("matter.returned", "matter.sent_back")
SHOWN = 10
OVERDUE, TODAY = gettext_noop("超期"), gettext_noop("今天到期")
RETURNED, WAITING = gettext_noop("退回"), gettext_noop("等待回复")
PARTS = (OVERDUE, TODAY, RETURNED, WAITING)


def send_digests(*, by, now: datetime | None = None) -> int:
    """One a unit and working day, at the hour it chose; how many were made."""
    now = now or timezone.now()
    if not is_workday(timezone.localdate(now)):
        return 0
    units = waiting_for(now)
    if units:
        with translation.override("zh-hans"):
            found = gather(units, now)
            for org in units:
                keep_digest(org, timezone.localdate(now), found[org.pk], by=by)
    return len(units)


def gather(units, now: datetime) -> dict[int, list[dict]]:
    """The parts of every unit's digest by its key: three questions, however many units."""
    keys = [org.pk for org in units]
    end = _end_of_day(now)
    rows: dict[str, dict[int, list]] = {title: defaultdict(list) for title in PARTS}
    for org, kind, code, secrecy, label, due in _clocks(keys):
        title = OVERDUE if due <= now else TODAY if due <= end else WAITING
        if title != WAITING or kind not in OWN_WAY:
            rows[title][org].append((code, secrecy, label, said_due(due)))
    for org, code, secrecy, label, at in _returned(keys, now):
        rows[RETURNED][org].append((code, secrecy, label, timezone.localtime(at).strftime("%m-%d %H:%M")))
    return {org: _parts({title: rows[title][org] for title in PARTS}) for org in keys}


def _clocks(keys) -> Iterable[tuple]:
    """Every clock that runs or has run out undone, earliest first; the centre's own clocks are its desk's."""
    states = (Deadline.State.RUNNING, Deadline.State.MISSED)
    owed = Deadline.objects.filter(state__in=states, is_duty=True).annotate(
        whose=Coalesce("org", "case__matter__desk")
    )
    wanted = owed.filter(Q(org__in=keys) | Q(org=None, case__matter__desk__in=keys)).order_by("due_at", "pk")
    return wanted.values_list("whose", "kind", "case__code", "case__secrecy", "label", "due_at").iterator(
        2000
    )


def _returned(keys, now: datetime) -> list[tuple]:
    """Sent back since the working day before: by a unit to the desk, or by whoever verifies to the unit; if it lies there still."""
    since = _end_of_day(now) - timedelta(days=_days_back(now) + 1)
    events = Event.objects.filter(verb__in=SENT_BACK, at__gt=since, at__lte=now, case__closed_at=None)
    at_desk = events.filter(
        verb="matter.returned", case__matter__desk__in=keys, case__matter__lead=None
    ).annotate(whose=F("case__matter__desk"))
    to_unit = events.filter(
        verb="matter.sent_back", case__matter__lead__in=keys, case__matter__resolved_at=None
    ).annotate(whose=F("case__matter__lead"))
    told = ("whose", "case__code", "case__secrecy", "label", "at")
    return [*at_desk.order_by("-at").values_list(*told), *to_unit.order_by("-at").values_list(*told)]


def _days_back(now: datetime) -> int:
    day, back = timezone.localdate(now), 1
    while not is_workday(day - timedelta(days=back)):
        back += 1
    return back


def _end_of_day(now: datetime) -> datetime:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)


def _parts(rows: dict[str, list[tuple]]) -> list[dict]:
    """A case is late once, however many of its clocks are, and then not due today as well; each answer owed is one."""
    late = _once_a_case(rows[OVERDUE])
    codes = {row[0] for row in late}
    today = [row for row in _once_a_case(rows[TODAY]) if row[0] not in codes]
    found = (late, today, _once_a_case(rows[RETURNED]), rows[WAITING])
    return [_part(title, lines) for title, lines in zip(PARTS, found, strict=True)]


def _once_a_case(rows: list[tuple]) -> list[tuple]:
    first: dict[str, tuple] = {}
    for row in rows:
        first.setdefault(row[0], row)
    return list(first.values())


def _part(title: str, rows: list[tuple]) -> dict:
    """One line each; of a sealed case nothing but that it counts."""
    open_rows = [row for row in rows if row[1] == Case.Secrecy.NORMAL]
    lines = [{"code": code, "label": label, "due": due} for code, _sealed, label, due in open_rows[:SHOWN]]
    return {"title": title, "count": len(rows), "lines": lines}
