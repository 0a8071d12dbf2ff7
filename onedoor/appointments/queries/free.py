"""Times that can be had: what a resident or the desk chooses from, and what a colleague could take over."""

from datetime import date, timedelta

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.lifecycle import TAKING
from onedoor.appointments.models import Appointment, Provider, Service, Slot
from onedoor.kit.problems import NotFound


def open_services():
    """What can be booked anywhere, the district's own first."""
    return Service.objects.open().order_by("centre__region__path", "pk")


def service_of(key: int) -> Service:
    if (found := Service.objects.open().filter(pk=key).first()) is None:
        raise NotFound(_("没有这项服务，或者现在不接受预约。"))
    return found


def free_slots(service: Service, *, lead: int | None = None, day: date | None = None, gender="", language=""):
    """From now on, the earliest first; with a wish, only those who said so of themselves."""
    minutes = service.lead_minutes if lead is None else lead
    found = Slot.objects.filter(
        service=service,
        state=Slot.State.FREE,
        provider__is_open=True,
        starts_at__gt=timezone.now() + timedelta(minutes=minutes),
    )
    if day:
        found = found.filter(starts_at__date=day)
    if gender:
        found = found.filter(provider__gender=gender)
    if language:
        found = found.filter(provider__languages__contains=[language])
    return found.select_related("provider").order_by("starts_at", "provider")


def with_left(slots):
    """Each with how many seats are still free."""
    taken = Appointment.objects.filter(slot=OuterRef("pk"), status__in=TAKING).order_by()
    counted = taken.values("slot").annotate(many=Count("pk")).values("many")
    return slots.annotate(left=F("seats") - Coalesce(Subquery(counted), 0))


def same_time(slot: Slot, *, gender: str = ""):
    """Free times of colleagues who give the same service at the same moment; with a wish, of those who said so of themselves."""
    found = Slot.objects.filter(service=slot.service_id, state=Slot.State.FREE, starts_at=slot.starts_at)
    if gender:
        found = found.filter(provider__gender=gender)
    return found.filter(provider__is_open=True).exclude(provider=slot.provider_id).order_by("provider")


def languages_of(service: Service) -> list[str]:
    rows = Provider.objects.filter(services=service, is_open=True).values_list("languages", flat=True)
    return sorted({one for row in rows for one in row})


def swappable(slot: Slot):
    """Times of colleagues, from now on, that could be exchanged for this one."""
    found = Slot.objects.filter(service=slot.service_id, starts_at__gt=timezone.now()).exclude(
        state__in=["closed", "gone"]
    )
    if slot.service.is_sealed:
        found = found.exclude(appointments__status__in=TAKING)
    wished = set(slot.appointments.live().exclude(gender="").values_list("gender", flat=True))
    if wished:
        found = found.filter(provider__gender__in=wished)
    return (
        found.exclude(provider=slot.provider_id)
        .exclude(starts_at=slot.starts_at)
        .select_related("provider")
        .order_by("starts_at")[:40]
    )
