"""生成号源 — the times of the next ninety days, as often as one likes: what is there stays as it is."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from onedoor.appointments.actions.waiting import fill_all, fill_new
from onedoor.appointments.lifecycle import TAKING
from onedoor.appointments.limits import AHEAD
from onedoor.appointments.models import BlackOut, Pattern, Provider, Service, Slot
from onedoor.appointments.moving import hold_slot, settle
from onedoor.appointments.patterns import DAY, comes_on, is_made_by, times_on


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
    fill_new(fresh, by=by)
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
        fill_all(slot.pk, by=by)


@transaction.atomic
def tidy_times(provider: Provider, service: Service, *, by) -> int:
    """清理号源 — free times that no pattern has any more go, or are shut where somebody once had one; how many went. What
    patterns have besides is made."""
    patterns = list(provider.patterns.filter(service=service).select_related("service"))
    free = provider.slots.filter(service=service, state=Slot.State.FREE, starts_at__gt=timezone.now())
    # What was taken over from a colleague is in nobody's pattern.
    free = free.exclude(starts_at__in=service.slots.filter(state=Slot.State.GONE).values("starts_at"))
    over = [one.pk for one in free if not is_made_by(one, patterns)]
    # Locked first, in the order of keys, and only then asked whether anybody ever had one.
    list(Slot.objects.filter(pk__in=over).order_by("pk").select_for_update().values_list("pk", flat=True))
    unused = free.filter(pk__in=over, appointments=None).values_list("pk", flat=True)
    gone = Slot.objects.filter(pk__in=list(unused)).delete()[0]
    gone += (
        Slot.objects.filter(pk__in=over, state=Slot.State.FREE)
        .exclude(appointments__status__in=TAKING)
        .update(state=Slot.State.GONE)
    )
    make_slots(provider, by=by)
    return gone
