"""Who may end a phone that is not their own, and whose phone it is no longer."""

from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from onedoor.field.models import Phone
from onedoor.posts.models import Tenure


def may_manage(phone: Phone, by) -> bool:
    """On the own ground: the grid managers, and whoever appoints to posts. None of them reads what it sent."""
    near = phone.post.region.path.startswith(by.post.region.path)
    return near and (by.holds("field.phones") or by.holds("posts.appoint"))


def gone_before(day: date):
    """Live phones whose worker was out of the post before that day, or out of service. Whoever takes turns is not gone on the days between."""
    serving = Tenure.objects.filter(
        Q(until=None) | Q(until__gte=day), post=OuterRef("post"), staff=OuterRef("staff")
    )
    shut = Q(
        staff__is_active=False, staff__sessions_from__lt=timezone.make_aware(datetime.combine(day, time.min))
    )
    return Phone.objects.live().filter(~Exists(serving) | shut)


def has_gone(phone: Phone) -> bool:
    """Today: out of service, or out of the post for good."""
    if not phone.staff.is_active or "field.phone" not in phone.post.type.verbs:
        return True
    return gone_before(timezone.localdate()).filter(pk=phone.pk).exists()
