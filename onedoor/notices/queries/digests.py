"""The digests of a unit, and which units wait for today's."""

from datetime import date, datetime

from django.utils import timezone

from onedoor.notices.models import Digest, MailboxChange, Subscription
from onedoor.notices.models.digest import USUAL
from onedoor.notices.veil import hidden_from
from onedoor.posts.models import Org

SHOWN, MOST_CHANGES = 14, 5


def last_digests(org) -> list[Digest]:
    return list(Digest.objects.filter(org=org).exclude(parts=[]).order_by("-day")[:SHOWN])


def digest_of(org, day: date) -> Digest | None:
    return Digest.objects.filter(org=org, day=day).exclude(parts=[]).first()


def parts_for(digest: Digest, actor) -> list[dict]:
    """As this reader may have it: a case sealed since that morning is only counted, as one sealed before."""
    codes = {line["code"] for part in digest.parts for line in part["lines"]}
    hidden = hidden_from(actor, codes)
    shown = [[line for line in part["lines"] if line["code"] not in hidden] for part in digest.parts]
    return [
        {**part, "lines": lines, "rest": part["count"] - len(lines)}
        for part, lines in zip(digest.parts, shown, strict=True)
    ]


def last_changes(org) -> list[MailboxChange]:
    """Who changed the unit's mailbox, the last one first."""
    made = MailboxChange.objects.filter(org=org).select_related("staff", "post__type", "post__org")
    return list(made.order_by("-pk")[:MOST_CHANGES])


def subscription_of(org) -> Subscription:
    return Subscription.objects.filter(org=org).first() or Subscription(org=org)


def waiting_for(now: datetime) -> list[Org]:
    """The units whose hour has come and that have no digest of today."""
    local = timezone.localtime(now)
    chosen = {one.org_id: one for one in Subscription.objects.all()}
    have = set(Digest.objects.filter(day=local.date()).values_list("org", flat=True))

    def is_waiting(org) -> bool:
        one = chosen.get(org.pk)
        return (
            org.pk not in have and (one is None or one.is_on) and local.time() >= (one.at if one else USUAL)
        )

    return [org for org in Org.objects.order_by("pk") if is_waiting(org)]
