"""What is set up at a centre, for whoever keeps it."""

from collections import defaultdict
from datetime import date

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
    services: defaultdict[int, list[Service]] = defaultdict(list)
    people: defaultdict[int, list[tuple[Provider, list[Pattern]]]] = defaultdict(list)
    closed: defaultdict[int, list[date]] = defaultdict(list)
    patterns: defaultdict[int, list[Pattern]] = defaultdict(list)
    for pattern in Pattern.objects.filter(provider__centre__in=centres).select_related("service"):
        patterns[pattern.provider_id].append(pattern)
    for service in Service.objects.filter(centre__in=centres):
        services[service.centre_id].append(service)
    for person in Provider.objects.filter(centre__in=centres):
        people[person.centre_id].append((person, patterns[person.pk]))
    for black_out in BlackOut.objects.filter(centre__in=centres, provider=None):
        closed[black_out.centre_id].append(black_out.day)
    return [
        {
            "centre": one,
            "services": services.get(one.pk),
            "people": people.get(one.pk),
            "closed": closed.get(one.pk),
        }
        for one in centres
    ]
