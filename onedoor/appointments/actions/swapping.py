"""换班 — two colleagues change places; whoever has an appointment keeps their time, and everybody is told."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.actions.telling import say, tell_provider
from onedoor.appointments.models import Provider, Slot
from onedoor.appointments.moving import hold_slot
from onedoor.appointments.speaking import said_time
from onedoor.appointments.standing import insist, may_rearrange
from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotNow, NotValid


@transaction.atomic
def swap(slot: Slot, other: Slot, *, by) -> None:
    """换班 — two colleagues take each other's time; whoever has an appointment keeps it, and all are told."""
    first, second = (hold_slot(key) for key in sorted((slot.pk, other.pk)))
    insist(may_rearrange(slot.provider, by))
    _may_change_places(first, second, by)
    _is_free_then(first.provider, second, first)
    _is_free_then(second.provider, first, second)
    _keeps_wishes(first, second.provider)
    _keeps_wishes(second, first.provider)
    for provider, comes in ((first.provider, second), (second.provider, first)):
        # Changed back, the time stands where it stood.
        provider.slots.filter(starts_at=comes.starts_at, state="gone", appointments=None).delete()
    first.provider, second.provider = second.provider, first.provider
    for one in (first, second):
        one.save(update_fields=["provider"])
    _leave_gone(first.provider, second)
    _leave_gone(second.provider, first)
    for one, gone in ((first, second), (second, first)):
        words = _("换班：您%(gone)s的接待改为%(comes)s，请看本周安排。")
        told = words % {"gone": said_time(gone.starts_at), "comes": said_time(one.starts_at)}
        tell_provider(one.provider, told, key=f"swap-{one.pk}-{uuid7()}", by=by)
        for standing in one.appointments.filter(status__in=("held", "booked")).select_related(
            "person", "slip"
        ):
            standing.slot = one
            say(standing, "appointment.other_person", by=by)


def _leave_gone(provider: Provider, given: Slot) -> None:
    """Their pattern still has the time they gave away; it is not made again."""
    span = {"starts_at": given.starts_at, "ends_at": given.ends_at, "service": given.service}
    if not provider.slots.filter(starts_at=given.starts_at).exists():
        Slot.objects.create(provider=provider, state=Slot.State.GONE, **span)


def _may_change_places(first: Slot, second: Slot, by) -> None:
    if first.service_id != second.service_id or first.provider_id == second.provider_id:
        raise NotValid(_("只能与接待同一项服务的同事换班。"))
    if first.service.is_sealed and not any(one.provider.post_id == by.post.pk for one in (first, second)):
        raise NotValid(_("保密服务由接待人自己换班。"))
    theirs = next((one for one in (first, second) if one.provider.post_id != by.post.pk), None)
    if first.service.is_sealed and theirs and theirs.appointments.live().exists():
        raise NotValid(_("保密服务只能换到同事空着的时间：同事已约好的人由同事自己安排。"))
    if min(first.starts_at, second.starts_at) <= timezone.now():
        raise NotNow(_("已经过去的时间不能再换。"))


def _keeps_wishes(slot: Slot, comes: Provider) -> None:
    """Whoever wished for a woman or a man is not sent to the other."""
    if slot.appointments.live().exclude(gender__in=["", comes.gender]).exists():
        raise NotNow(_("来的人希望由女同志或男同志接待，这样换班就不合了，请另选一个时间。"))


def _is_free_then(provider: Provider, theirs: Slot, mine: Slot) -> None:
    others = provider.slots.exclude(pk=mine.pk).exclude(state__in=["closed", "gone"])
    if others.filter(starts_at__lt=theirs.ends_at, ends_at__gt=theirs.starts_at).exists():
        raise NotNow(_("%(provider)s在那个时间已有安排。") % {"provider": provider})
