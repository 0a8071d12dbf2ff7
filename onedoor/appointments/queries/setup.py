"""What is set up at a centre, for whoever keeps it."""

from collections import defaultdict
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.models import BlackOut, Pattern, Provider, Service
from onedoor.appointments.patterns import rhythm
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
    people: defaultdict[int, list[dict]] = defaultdict(list)
    closed: defaultdict[int, list[date]] = defaultdict(list)
    away: defaultdict[int, list[date]] = defaultdict(list)
    today = timezone.localdate()
    patterns: defaultdict[int, list[Pattern]] = defaultdict(list)
    for pattern in Pattern.objects.filter(provider__centre__in=centres).select_related("service"):
        patterns[pattern.provider_id].append(pattern)
    for service in Service.objects.filter(centre__in=centres):
        services[service.centre_id].append(service)
    for person in Provider.objects.filter(centre__in=centres):
        known = {"person": person, "rhythms": rhythms(patterns[person.pk]), "away": away[person.pk]}
        people[person.centre_id].append(known)
    for black_out in BlackOut.objects.filter(centre__in=centres, day__gte=today):
        if black_out.provider_id:
            away[black_out.provider_id].append(black_out.day)
        else:
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


def rhythms(patterns: list[Pattern]) -> list[dict]:
    """Of one person the days in plain words, each with its spells in order: two spells a day are a break between them."""
    found: defaultdict[tuple, list[Pattern]] = defaultdict(list)
    for one in patterns:
        found[(one.service.name, rhythm(one), one.valid_from, one.valid_until)].append(one)
    return [
        {"service": service, "words": words, "since": since, "until": until, "spells": spells}
        for (service, words, since, until), spells in found.items()
    ]


def provider_kept(key: int, by) -> Provider:
    found = Provider.objects.select_related("centre__region", "centre__org", "post").filter(pk=key).first()
    if found is None or not is_near(found.centre, by):
        raise NotFound(_("没有这位接待人。"))
    return found
