"""取号 — how a number comes into the line, leaves it, and comes back."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Slip
from onedoor.cases.slips import give_out
from onedoor.hall.models import Day, Need, Series, Service, Ticket, Visit
from onedoor.hall.moving import K, end_visit, holding_line, policy_of, queueing, tidy, turn_over
from onedoor.hall.standing import insist_at
from onedoor.kit.problems import NotNow, NotValid
from onedoor.venues.models import Centre

MOST_PEOPLE, MOST_NEEDS = 500, 5
END_OF_WAITING = timedelta(microseconds=1)


@dataclass
class Coming:
    """What somebody said at the machine or at the desk: what for, how many they are, whether they go first, and the time
    they were given, if any. Nothing of who they are."""

    services: list[Service] = field(default_factory=list)
    people: int = 1
    is_priority: bool = False
    given_at: datetime | None = None
    door: str = Visit.Door.KIOSK


def issue(key: UUID, coming: Coming, centre: Centre, *, by, slip: Slip | None = None) -> tuple[Ticket, bool]:
    """取号 — the ticket of this key, and whether it was made now: a double tap is one ticket.

    `slip`: whoever comes with one keeps its code, as with an appointment.
    """
    if known := _known(key, coming, centre):
        return known, False
    _check(coming, centre)
    with holding_line(centre) as day:
        # Two taps at the same moment: the second waited at the lock.
        if known := _known(key, coming, centre):
            return known, False
        if day.closed_at:
            raise NotNow(_("今天已经停止取号，请在开放时间再来，或问咨询台。"))
        return _make(key, coming, day, by, slip), True


def _known(key: UUID, coming: Coming, centre: Centre) -> Ticket | None:
    """The ticket of this key. Whoever asks for something else with it is not the one who took it."""
    found = Ticket.objects.select_related("day__centre", "visit__slip", "service").filter(visit__key=key)
    if (ticket := found.first()) is None:
        return None
    visit, wanted = ticket.visit, {service.pk for service in coming.services}
    taken = (ticket.day.centre_id, visit.people, visit.is_priority)
    is_same = taken == (centre.pk, coming.people, coming.is_priority)
    if not is_same or set(visit.needs.values_list("service", flat=True)) != wanted:
        raise NotValid(_("这一页刚才已经取过号，请再按一次。"))
    return ticket


def _check(coming: Coming, centre: Centre) -> None:
    if not 1 <= len(coming.services) <= MOST_NEEDS:
        raise NotValid(_("请选择要办的业务，一次最多%(most)d项。") % {"most": MOST_NEEDS})
    if not 1 <= coming.people <= MOST_PEOPLE:
        raise NotValid(_("来访人数应是1到%(most)d。") % {"most": MOST_PEOPLE})
    if len({one.pk for one in coming.services}) < len(coming.services):
        raise NotValid(_("同一项业务只要选一次。"))
    for service in coming.services:
        if service.centre_id != centre.pk or not service.is_open:
            raise NotNow(_("“%(name)s”现在不能取号，请问咨询台。") % {"name": service.name})


def _make(key: UUID, coming: Coming, day: Day, by, slip: Slip | None) -> Ticket:
    now = timezone.now()
    visit = Visit.objects.create(
        day=day,
        key=key,
        slip=slip or give_out(day.centre.org, at=now),
        door=coming.door,
        people=coming.people,
        is_priority=coming.is_priority,
        given_at=coming.given_at,
        came_at=now,
    )
    needs = [Need(visit=visit, service=one, position=n) for n, one in enumerate(coming.services, start=1)]
    Need.objects.bulk_create(needs)
    service = coming.services[0]
    series, _new = Series.objects.get_or_create(day=day, letter=service.letter)
    series.last += 1
    series.save(update_fields=["last"])
    ticket = Ticket.objects.create(
        day=day,
        visit=visit,
        letter=service.letter,
        number=series.last,
        service=service,
        stands_at=_standing_from(coming, day.centre, now),
    )
    turn_over(ticket, K.WAITING, by=by, at=now)
    return ticket


def _standing_from(coming: Coming, centre: Centre, now: datetime) -> datetime:
    """Whoever was given a time stands in line from that time; priority counts as having come earlier."""
    stands_at = coming.given_at or now
    if coming.is_priority:
        stands_at = min(stands_at, now - timedelta(minutes=policy_of(centre).head_start))
    return stands_at


def leave(ticket: Ticket, *, by, secret: str = "") -> Ticket:
    """离开 — the visitor goes without being served (any more); whoever holds the slip may say so."""
    with queueing(ticket, "leave", by=by, secret=secret) as ticket:
        ticket.window = ticket.for_window = ticket.for_staff = None
        end_visit(ticket, Need.Outcome.DROPPED)
    return ticket


def rejoin(ticket: Ticket, *, by, secret: str = "") -> Ticket:
    """过号重排 — the missed number stands again, behind the next few of its line."""
    with queueing(ticket, "rejoin", by=by, period=K.WAITING, secret=secret) as ticket:
        after = policy_of(ticket.day.centre).rejoin_after
        line = Ticket.objects.waiting().filter(day=ticket.day_id, service=ticket.service_id)
        ahead = list(line.values_list("stands_at", flat=True)[: after or 1])
        # Behind the last of those few; with fewer in line, at its end; when the rule says none, before the first.
        beside = END_OF_WAITING if after else -END_OF_WAITING
        ticket.stands_at = ahead[-1] + beside if ahead else timezone.now()
        ticket.calls, ticket.window, ticket.called_at = 0, None, None
    return ticket


@transaction.atomic
def close_day(centre: Centre, *, by) -> int:
    """停止取号 — no more numbers today; those who wait are still served. How many do."""
    insist_at(by, "hall.receive", centre)
    with holding_line(centre) as day:
        day.closed_at = timezone.now()
        day.save(update_fields=["closed_at"])
        return Ticket.objects.filter(day=day).inside().count()


@transaction.atomic
def open_day(centre: Centre, *, by) -> None:
    """恢复取号 — closing was a slip of the hand, or the hall opens once more."""
    insist_at(by, "hall.receive", centre)
    with holding_line(centre) as day:
        day.closed_at = None
        day.save(update_fields=["closed_at"])


@transaction.atomic
def tidy_days(*, by) -> int:
    """隔日清号 — whoever still stands in the line of a day that is over has left; how many there were."""
    return tidy(before=timezone.localdate())
