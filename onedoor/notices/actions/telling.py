"""Saying something to a unit, a post, a person of the house, or a resident."""

from django.db import transaction
from django.utils import timezone

from onedoor.notices.channels import is_connected
from onedoor.notices.limits import loud_at
from onedoor.notices.models import Channel, Contact, Delivery, Notice, OptOut
from onedoor.notices.queries.words import words_of
from onedoor.notices.wording import NEUTRAL, fill
from onedoor.posts.models import Tenure
from onedoor.posts.tenures import holders, live

LONGEST = 200


def tell(org, text: str, *, key: str, link: str = "", urgent: bool = False) -> None:
    """通知单位 — in the page, to everybody of the unit; the same key is said once, however often the errand is repeated.

    What is not urgent goes no further: it stands in the unit's digest. What is urgent rings whoever of the unit asked for it.
    """
    on_duty = Tenure.objects.filter(live(), post__org=org, staff__is_active=True).values("staff")
    _say({"org": org}, text, key, link, urgent, on_duty if urgent else [])


def tell_post(post, text: str, *, key: str, link: str = "", urgent: bool = False) -> None:
    """通知岗位 — in the page, and by the channels chosen by whoever holds the post today."""
    _say({"post": post}, text, key, link, urgent, holders(post).values("pk"))


def tell_posts(posts, text: str, *, key: str, link: str = "") -> None:
    """通知多个岗位 — the same words to many chairs, in one statement; in the page only."""
    said = {"text": text[:LONGEST], "link": link, "key": key}
    Notice.objects.bulk_create((Notice(post=post, **said) for post in posts), ignore_conflicts=True)


def tell_person(staff, text: str, *, key: str, link: str = "", urgent: bool = False) -> None:
    """通知个人 — in the page of one member of staff, in whichever post they act, and by the channels they chose."""
    _say({"staff": staff}, text, key, link, urgent, [staff.pk])


@transaction.atomic
def _say(to: dict, text: str, key: str, link: str, urgent: bool, readers) -> None:
    said = {"text": text[:LONGEST], "link": link, "urgent": urgent}
    notice, is_new = Notice.objects.get_or_create(**to, key=key, defaults=said)
    if not is_new:
        return
    now = timezone.now()
    Delivery.objects.bulk_create(
        Delivery(
            notice=notice,
            staff_id=contact.staff_id,
            channel=contact.channel,
            text=notice.text,
            effect=f"notice-{notice.pk}",
            urgent=urgent,
            made_at=now,
            next_at=loud_at(now, contact.channel, urgent),
        )
        for contact in Contact.objects.filter(staff__in=readers, is_on=True)
        if is_connected(contact.channel)
    )


def tell_resident(
    person, verb: str, values: dict[str, str], *, key: str, case_code: str, is_sealed: bool = False
) -> Delivery | None:
    """告知来访人 — by SMS, in the words of the centre; of a sealed case only that there is something to read."""
    word = words_of(verb)
    if word is None or not word.is_sent or not person.phone_mask:
        return None
    now, reason = timezone.now(), _why_not(person)
    delivery, _is_new = Delivery.objects.get_or_create(
        effect=key,
        channel=Channel.SMS,
        staff=None,
        person=person,
        org=None,
        defaults={
            "text": fill(NEUTRAL if is_sealed else word.text, values),
            "case_code": case_code,
            "state": Delivery.State.SUPPRESSED if reason else Delivery.State.QUEUED,
            "error": reason,
            "made_at": now,
            "next_at": None if reason else loud_at(now, Channel.SMS),
        },
    )
    return delivery


def _why_not(person) -> str:
    """Kept with the row in Chinese, whoever reads it later; the page translates what it knows."""
    if OptOut.objects.filter(person=person, channel=Channel.SMS).exists():
        return Delivery.REFUSED
    return "" if is_connected(Channel.SMS) else Delivery.NOT_CONNECTED
