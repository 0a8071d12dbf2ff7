"""生成号源 — the times of the next ninety days, as often as one likes: what is there stays as it is."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from onedoor.appointments.lifecycle import TAKING
from onedoor.appointments.limits import AHEAD
from onedoor.appointments.models import BlackOut, Pattern, Provider, Service, Slot
from onedoor.appointments.moving import hold_slot, settle
from onedoor.appointments.patterns import DAY, comes_on, times_on


@transaction.atomic
def make_slots(provider: Provider, *, by) -> int:
    """生成号源 — how many are new; the provider's row is locked, so that two makers do not overlap."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    today, now = timezone.localdate(), timezone.now()
    closed = set(
        BlackOut.objects.filter(centre=provider.centre_id, provider__in=[provider.pk]).values_list(
            "day", flat=True
        )
    ) | set(BlackOut.objects.filter(centre=provider.centre_id, provider=None).values_list("day", flat=True))
    taken = list(provider.slots.filter(ends_at__gt=now).values_list("starts_at", "ends_at"))
    fresh: list[Slot] = []
    for pattern in Pattern.objects.filter(provider=provider, service__is_open=True).select_related("service"):
        for day in (today + DAY * n for n in range(AHEAD // timedelta(days=1))):
            if day in closed or not comes_on(pattern, day):
                continue
            for span in times_on(pattern, day):
                if span[0] > now and not _overlaps(span, taken):
                    taken.append(span)
                    fresh.append(_slot(provider, pattern, span))
    Slot.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _slot(provider: Provider, pattern: Pattern, span) -> Slot:
    service = pattern.service
    return Slot(provider=provider, service=service, seats=service.seats, starts_at=span[0], ends_at=span[1])


def _overlaps(span, taken) -> bool:
    return any(span[0] < end and begin < span[1] for begin, end in taken)


def make_all(*, by) -> int:
    """生成全部号源 — every night, of everybody who takes appointments."""
    return sum(make_slots(one, by=by) for one in Provider.objects.filter(is_open=True))


@transaction.atomic
def give_seats(service: Service, *, by) -> None:
    """座位数变动 — what is to come has as many as the service says now; nobody who has a seat loses it."""
    for key in (
        service.slots.filter(ends_at__gt=timezone.now())
        .exclude(seats=service.seats)
        .order_by("pk")
        .values_list("pk", flat=True)
    ):
        slot = hold_slot(key)
        taken = slot.appointments.filter(status__in=TAKING).aggregate(most=Max("seat"))["most"] or 0
        slot.seats = max(service.seats, taken)
        slot.save(update_fields=["seats"])
        settle(slot)
