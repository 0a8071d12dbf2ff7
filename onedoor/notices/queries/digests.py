"""The digests of a unit, and which units wait for today's."""

from datetime import date, datetime

from django.utils import timezone

from onedoor.notices.models import Digest, Subscription
from onedoor.notices.models.digest import USUAL
from onedoor.posts.models import Org

SHOWN = 14


def last_digests(org) -> list[Digest]:
    return list(Digest.objects.filter(org=org).exclude(parts=[]).order_by("-day")[:SHOWN])


def digest_of(org, day: date) -> Digest | None:
    return Digest.objects.filter(org=org, day=day).exclude(parts=[]).first()


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
