"""Sending what is due. A message is taken, its address looked up, and that it is being sent written down, before anything leaves:
a crash in between leaves one message of which it is said that nobody knows, never one sent twice."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotNow, Problem
from onedoor.kit.sealing import Tampered
from onedoor.notices import channels, limits
from onedoor.notices.models import Channel, Contact, Delivery, Notice, OptOut, Subscription
from onedoor.notices.sealed import opened
from onedoor.notices.veil import codes_in, sealed_now
from onedoor.persons.actions import phone_to_tell

State = Delivery.State


def send_due(*, by, most: int = 500) -> Counter:
    """发送 — everything whose time has come, each once; a channel that keeps failing is left until the next minute."""
    done: Counter = Counter()
    _give_up_lost()
    failing: Counter = Counter()
    for _number in range(most):
        down = [channel for channel, times in failing.items() if times >= limits.MOST_IN_A_ROW]
        taken = _take(down, by)
        if taken is None:
            break
        delivery, address = taken
        if address:
            _send(delivery, address)
            failing[delivery.channel] = 0 if delivery.state == State.SENT else failing[delivery.channel] + 1
        done[delivery.state] += 1
    return done


def send_again(delivery: Delivery, *, by) -> None:
    """再发一次 — somebody has seen to what was wrong."""
    if not by.holds("jobs.see"):
        raise NotAllowed(_("您现在的岗位不能处理发送。"), verb="jobs.see")
    again = Delivery.objects.filter(pk=delivery.pk, state=State.FAILED)
    next_at = limits.loud_at(timezone.now(), delivery.channel, delivery.urgent)
    if not again.update(state=State.QUEUED, tries=0, next_at=next_at):
        raise NotNow(_("这一条现在不需要再发：可能已经发出，或同事刚刚处理过。"))


def forget_old(*, by) -> None:
    """清理 — what was said long ago, and to whom it went."""
    now = timezone.now()
    Notice.objects.filter(at__lt=now - limits.NOTICES_KEPT).delete()
    settled = (State.SENT, State.FAILED, State.SUPPRESSED)
    Delivery.objects.filter(state__in=settled, made_at__lt=now - limits.DELIVERIES_KEPT).delete()


@transaction.atomic
def _take(down: list[str], by) -> tuple[Delivery, str] | None:
    """The next message with its address; without one (nobody to send to, or not now) it is settled at once."""
    now = timezone.now()
    due = Delivery.objects.filter(state=State.QUEUED, next_at__lte=now).exclude(channel__in=down)
    delivery = due.select_for_update(skip_locked=True, of=["self"]).order_by("next_at", "pk").first()
    if delivery is None:
        return None
    loud = limits.loud_at(now, delivery.channel, delivery.urgent)
    address = "" if loud > now else _found(delivery, by)
    if loud > now:
        delivery.next_at = loud
    elif address:
        delivery.state, delivery.at, delivery.tries = State.SENDING, now, delivery.tries + 1
    delivery.save()
    return delivery, address


def _found(delivery: Delivery, by) -> str:
    """The address; or nothing, and the message is settled with the reason: one that cannot be sent holds up no other."""
    reason, address, state = _why_not(delivery), "", State.SUPPRESSED
    if not reason:
        try:
            address = _address(delivery, by)
            reason = "" if address else Delivery.NO_ADDRESS
        except (Problem, Tampered):
            reason, state = Delivery.SHUT, State.FAILED
    if reason:
        delivery.state, delivery.error, delivery.next_at = state, reason, None
    return address


def _send(delivery: Delivery, address: str) -> None:
    """Outside any transaction: a provider may take its time."""
    try:
        number = channels.send(delivery.channel, address, delivery.text)
        delivery.state, delivery.provider_id = State.SENT, number[:80]
        delivery.error, delivery.next_at = "", None
    except Exception as error:
        delivery.error = channels.why(error)
        _wait(delivery)
    delivery.save()


def _wait(delivery: Delivery) -> None:
    if delivery.tries >= limits.MOST_TRIES:
        delivery.state, delivery.next_at = State.FAILED, None
        return
    later = timezone.now() + limits.WAITS[delivery.tries - 1]
    delivery.state = State.QUEUED
    delivery.next_at = limits.loud_at(later, delivery.channel, delivery.urgent)


def _why_not(delivery: Delivery) -> str:
    """Asked once more when it goes out: people change their mind between ten at night and eight in the morning."""
    if not channels.is_connected(delivery.channel):
        return Delivery.NOT_CONNECTED
    if (
        delivery.person_id
        and OptOut.objects.filter(person=delivery.person_id, channel=delivery.channel).exists()
    ):
        return Delivery.REFUSED
    return Delivery.SEALED if _is_sealed_since(delivery) else ""


def _is_sealed_since(delivery: Delivery) -> bool:
    """It names a case that was sealed while it waited, or tells of one of which nothing goes out."""
    named = codes_in(delivery.text)
    sealed = sealed_now(named | codes_in(delivery.case_code))
    return not named.isdisjoint(sealed) or sealed.get(delivery.case_code) in limits.UNSENT


def _address(delivery: Delivery, by) -> str:
    """Where it goes: a resident's number is read in the access log first, in the same transaction."""
    if delivery.person:
        return phone_to_tell(delivery.person, by=by, case_code=delivery.case_code)
    if delivery.org_id:
        told = Subscription.objects.filter(org=delivery.org_id, is_on=True).first()
        return told.email if told and delivery.channel == Channel.EMAIL else ""
    contact = Contact.objects.filter(staff=delivery.staff_id, channel=delivery.channel, is_on=True).first()
    return opened(contact) if contact else ""


def _give_up_lost() -> None:
    before = timezone.now() - limits.LOST_AFTER
    Delivery.objects.filter(state=State.SENDING, at__lt=before).update(
        state=State.FAILED, error=Delivery.LOST, next_at=None
    )
