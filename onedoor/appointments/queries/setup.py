"""What is set up at a centre, for whoever keeps it."""

from django.utils.translation import gettext as _

from onedoor.appointments.models import BlackOut, Pattern, Provider, Service
from onedoor.appointments.standing import is_near
from onedoor.kit.problems import NotFound
from onedoor.venues.models import Centre


def centres_kept(by):
    return Centre.objects.open().filter(region__path__startswith=by.post.region.path)


def centre_kept(key: int, by) -> Centre:
    found = Centre.objects.select_related("org", "region").filter(pk=key).first()
    if found is None or not is_near(found, by):
        raise NotFound(_("没有这个中心。"))
    return found


def set_up(centres) -> list[dict]:
    """Of each centre its services, those who give them with their patterns, and days without appointments."""
    services, people, closed, patterns = {}, {}, {}, {}
    for one in Pattern.objects.filter(provider__centre__in=centres).select_related("service"):
        patterns.setdefault(one.provider_id, []).append(one)
    for one in Service.objects.filter(centre__in=centres):
        services.setdefault(one.centre_id, []).append(one)
    for one in Provider.objects.filter(centre__in=centres):
        people.setdefault(one.centre_id, []).append((one, patterns.get(one.pk, [])))
    for one in BlackOut.objects.filter(centre__in=centres, provider=None):
        closed.setdefault(one.centre_id, []).append(one.day)
    return [
        {
            "centre": one,
            "services": services.get(one.pk),
            "people": people.get(one.pk),
            "closed": closed.get(one.pk),
        }
        for one in centres
    ]
