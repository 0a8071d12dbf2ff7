"""占号限量 — nobody empties the calendar: a browser and a network keep a few times at once, and take some in an hour."""

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.limits import AN_HOUR, AN_HOUR_EACH, AT_ONCE
from onedoor.appointments.models import Appointment, Grip, Service
from onedoor.audit.origin import origin
from onedoor.kit.problems import TooMany
from onedoor.kit.sealing import blind_index

LOCK = 620507


def marks_of(browser: str) -> list[tuple[bytes, int, int]]:
    """A keyed digest of the browser and of the network, with what each may have."""
    found = []
    for source, at_once, an_hour in zip((browser, origin().address), AT_ONCE, AN_HOUR_EACH, strict=True):
        if source:
            found.append((blind_index(source, "appointment.grip"), at_once, an_hour))
    return sorted(found)


def insist_on_measure(service: Service, marks: list[tuple[bytes, int, int]]) -> None:
    """TooMany, with what to do. One after the other of one source: many at once would each find few counted before them."""
    now = timezone.now()
    for mark, at_once, an_hour in marks:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, mark.hex()])
        mine = Grip.objects.filter(mark=mark)
        phone = service.centre.phone or settings.CENTRE["phone"]
        held = mine.filter(appointment__status="held", appointment__held_until__gt=now).count()
        if held >= at_once:
            words = _(
                "您已经留了%(held)s个时间还没有确认。请先确认或取消，再选别的；也可以打电话%(phone)s，我们替您约。"
            )
            raise TooMany(words % {"held": held, "phone": phone})
        if mine.filter(at__gt=now - AN_HOUR).count() >= an_hour:
            words = _("从这里一小时内约的次数比较多，请过一会儿再约；着急请打电话%(phone)s，我们马上替您约。")
            raise TooMany(words % {"phone": phone})


def count_grips(appointment: Appointment, marks: list[tuple[bytes, int, int]]) -> None:
    """占号来处 — kept for an hour, and as long as the time is held."""
    now = timezone.now()
    Grip.objects.bulk_create([Grip(appointment=appointment, mark=mark, at=now) for mark, *_most in marks])


def forget_grips() -> None:
    """忘掉来处 — what no limit asks for any more."""
    Grip.objects.filter(at__lte=timezone.now() - AN_HOUR).exclude(appointment__status="held").delete()
