"""A provider's week, a centre's day, and what a slip stands for."""

from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.lifecycle import TAKING
from onedoor.appointments.limits import MOST_ON_A_PAGE
from onedoor.appointments.models import Appointment, Provider, Slot, Wait
from onedoor.kit.days import monday_of
from onedoor.kit.problems import NotFound

DAY = timedelta(days=1)


def provider_of(by) -> Provider:
    if (found := Provider.objects.select_related("centre", "post").filter(post=by.post).first()) is None:
        raise NotFound(_("本岗位还没有设为接待人，请联系中心的操作员。"))
    return found


def week_of(provider: Provider, day: date) -> list[tuple[date, list[Slot]]]:
    """Monday to Sunday, each with its times and who comes by code alone."""
    first = monday_of(day)
    begin = timezone.make_aware(datetime.combine(first, time.min))
    taken = Appointment.objects.filter(status__in=TAKING).select_related("slip")
    slots = list(
        provider.slots.filter(starts_at__gte=begin, starts_at__lt=begin + DAY * 7)
        .exclude(state=Slot.State.GONE)
        .select_related("service")
        .prefetch_related(Prefetch("appointments", queryset=taken, to_attr="taken"))
    )
    days = [first + DAY * n for n in range(7)]
    return [(one, [slot for slot in slots if timezone.localdate(slot.starts_at) == one]) for one in days]


def day_of(day: date, by):
    """Of what the actor may read: the day's appointments, by time."""
    found = Appointment.objects.whole().open_to(by).filter(status__in=TAKING).exclude(status="held")
    return found.filter(slot__starts_at__date=day).order_by("slot__starts_at")


def calls_owed(by):
    return (
        Appointment.objects.whole()
        .open_to(by)
        .filter(call_due=True)
        .order_by("slot__starts_at")[:MOST_ON_A_PAGE]
    )


def appointment_for(key, by) -> Appointment:
    """Whoever may not read it does not learn that it is there."""
    if (found := Appointment.objects.whole().open_to(by).filter(pk=key).first()) is None:
        raise NotFound(_("没有这个预约，或者由接待人办理。"))
    return found


def of_slip(slip) -> tuple[Appointment | None, Wait | None]:
    """The latest appointment with this slip, and its place in a line of waiting."""
    latest = Appointment.objects.whole().filter(slip=slip, moved_to=None).order_by("-made_at").first()
    return latest, Wait.objects.select_related("service__centre", "slip").filter(slip=slip).first()


def appointment_of(slip) -> Appointment:
    """The one whose time has come or is coming, for whoever opened the slip."""
    if (latest := of_slip(slip)[0]) is None:
        raise NotFound(_("这张小票没有预约。"))
    return latest
