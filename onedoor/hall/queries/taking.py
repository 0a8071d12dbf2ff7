"""What somebody at the machine or at the desk may choose from, and whether numbers are given out now."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.hall.models import Day, Device, Policy, PriorityGroup, Service, Ticket
from onedoor.hall.queries.expecting import SHORTLY, in_words
from onedoor.hall.queries.slips import recently_expected
from onedoor.kit.problems import NotFound
from onedoor.venues.models import Centre


@dataclass(frozen=True)
class Choice:
    """One service as a tile: how many stand there now, and how long whoever comes now will wait.

    `is_busy`: nobody stands there, and still it takes a while, because of those at the windows.
    """

    service: Service
    waiting: int
    expected: str
    is_busy: bool


def device_of(token: str, *kinds: str) -> Device:
    """设备 — whoever has the address is the device."""
    found = Device.objects.select_related("centre__org", "centre__region")
    device = found.filter(token=token, kind__in=kinds, is_active=True).first()
    if device is None:
        raise NotFound(_("没有这台设备，或它的地址已经换了。请联系中心的技术员。"))
    return device


def choices_of(centre: Centre) -> list[Choice]:
    """可取号的业务 — in the hall's own order."""
    today = Ticket.objects.waiting().filter(day__centre=centre, day__date=timezone.localdate())
    counts = dict(today.order_by().values_list("service").annotate(Count("pk")))
    told = recently_expected(centre)
    return [
        _choice(one, counts.get(one.pk, 0), told.newcomer(one))
        for one in Service.objects.filter(centre=centre, is_open=True)
    ]


def _choice(service: Service, waiting: int, told) -> Choice:
    takes_a_while = bool(told and told.middle is not None and told.high > SHORTLY)
    return Choice(service, waiting, in_words(told), is_busy=takes_a_while and not waiting)


def groups_of(centre: Centre) -> list[PriorityGroup]:
    return list(PriorityGroup.objects.filter(centre=centre, is_active=True))


def why_shut(centre: Centre) -> str:
    """不能取号的原因 — nothing when numbers are given out now."""
    policy = Policy.objects.filter(centre=centre).first() or Policy(centre=centre)
    now = timezone.localtime()
    if Day.objects.filter(centre=centre, date=now.date(), closed_at__isnull=False).exists():
        return _("今天已经停止取号。")
    opens, closes = _clock(policy.opens_at), _clock(policy.closes_at)
    if policy.is_always_open or opens <= now.time() < closes:
        return ""
    return _("现在不是取号时间。每天%(opens)s到%(closes)s可以取号。") % {
        "opens": f"{opens:%H:%M}",
        "closes": f"{closes:%H:%M}",
    }


def _clock(value: time | str) -> time:
    """A policy that was never saved still holds its defaults as words."""
    return datetime.strptime(value, "%H:%M").time() if isinstance(value, str) else value
