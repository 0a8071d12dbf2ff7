"""占号限量 — nobody empties the calendar: a browser and a network keep a few times at once, and take some in an hour."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.limits import (
    A_DAY,
    A_NUMBER,
    A_NUMBER_MOVED,
    AN_HOUR,
    AN_HOUR_EACH,
    AT_ONCE,
    IN_LINE,
    NAMELESS,
)
from onedoor.appointments.models import Appointment, Grip, Service, Wait
from onedoor.audit.origin import origin
from onedoor.kit.problems import TooMany
from onedoor.kit.sealing import blind_index

LOCK = 620507


@dataclass(frozen=True, order=True)
class Mark:
    """来处 — a keyed digest of the browser or of the network, with what it may have."""

    digest: bytes
    at_once: int
    an_hour: int
    in_line: int
    nameless: int


def marks_of(browser: str) -> list[Mark]:
    """The browser's and the network's, in the order in which they are locked."""
    most = zip(AT_ONCE, AN_HOUR_EACH, IN_LINE, NAMELESS, strict=True)
    sources = zip((browser, origin().address), most, strict=True)
    return sorted(Mark(blind_index(one, "appointment.grip"), *limits) for one, limits in sources if one)


def insist_on_measure(service: Service, marks: list[Mark]) -> None:
    """TooMany, with what to do."""
    for mark, mine in _counted(marks):
        held = mine.filter(appointment__status="held", appointment__held_until__gt=timezone.now()).count()
        if held >= mark.at_once:
            words = _(
                "您已经留了%(held)s个时间还没有确认。请先确认或取消，再选别的；也可以打电话%(phone)s，我们替您约。"
            )
            raise TooMany(words % {"held": held, "phone": _phone(service)})
        _not_too_fast(service, mark, mine)


def insist_on_line(service: Service, marks: list[Mark]) -> None:
    """候补限量 — one place in each line."""
    for mark, mine in _counted(marks):
        if mine.filter(wait__state=Wait.State.WAITING, wait__service=service).count() >= mark.in_line:
            words = _("从这里已经登记了候补，请等通知或先退出；也可以打电话%(phone)s，我们替您登记。")
            raise TooMany(words % {"phone": _phone(service)})
        _not_too_fast(service, mark, mine)


def insist_on_number(appointment: Appointment, marks: list[Mark]) -> None:
    """没留电话的限量 — of what is booked without a number a few may stand; with one, the number has its own measure."""
    nameless = {"appointment__status": "booked", "appointment__person": None}
    for mark, mine in _counted(marks):
        standing = mine.filter(**nameless, appointment__slot__starts_at__gt=timezone.now())
        if standing.exclude(appointment=appointment).count() >= mark.nameless:
            words = _("没留电话的预约最多同时有%(most)s个。请留一个电话，或者打电话%(phone)s，我们替您约。")
            told = {"most": mark.nameless, "phone": _phone(appointment.slot.service)}
            raise TooMany(words % told, field="phone")


def insist_on_contact(index: bytes | memoryview | None, service: Service, *, is_moved: bool = False) -> None:
    """一个电话的限量 — anybody can type another's number: it is sent few messages a day."""
    if index is None:
        return
    since = timezone.now() - A_DAY
    taken = Appointment.objects.filter(contact_index=index, made_at__gt=since)
    waiting = Wait.objects.filter(contact_index=index, at__gt=since)
    if is_moved:
        many, most = taken.count(), A_NUMBER_MOVED
    else:
        many, most = taken.filter(moved_from=None).exclude(door="wait").count() + waiting.count(), A_NUMBER
    if many >= most:
        words = _("这个电话今天已经约了或改了%(most)s次，请明天再来，或者打电话%(phone)s，我们替您约。")
        raise TooMany(words % {"most": most, "phone": _phone(service)}, field="phone")


def _counted(marks: list[Mark]):
    """One after the other of one source: many at once would each find few counted before them."""
    for mark in marks:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, mark.digest.hex()])
        yield mark, Grip.objects.filter(mark=mark.digest)


def _not_too_fast(service: Service, mark: Mark, mine) -> None:
    if mine.filter(at__gt=timezone.now() - AN_HOUR).count() >= mark.an_hour:
        words = _("从这里一小时内约的次数比较多，请过一会儿再约；着急请打电话%(phone)s，我们马上替您约。")
        raise TooMany(words % {"phone": _phone(service)})


def _phone(service: Service) -> str:
    return service.centre.phone or str(settings.CENTRE["phone"])


def count_grips(marks: list[Mark], *, appointment=None, wait=None) -> None:
    """占号来处 — kept for an hour, and as long as the time is held, waited for, or booked without a number."""
    now = timezone.now()
    Grip.objects.bulk_create(
        [Grip(appointment=appointment, wait=wait, mark=mark.digest, at=now) for mark in marks]
    )


def forget_grips() -> None:
    """忘掉来处 — what no limit asks for any more."""
    now = timezone.now()
    nameless = Q(appointment__status="booked", appointment__person=None, appointment__slot__starts_at__gt=now)
    asked = Q(appointment__status="held") | nameless | Q(wait__state=Wait.State.WAITING)
    Grip.objects.filter(at__lte=now - AN_HOUR).exclude(
        pk__in=Grip.objects.filter(asked).values("pk")
    ).delete()
