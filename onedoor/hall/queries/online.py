"""Which devices of a hall are on."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from onedoor.hall.models import Device
from onedoor.venues.models import Centre

LATELY = timedelta(minutes=5)


@dataclass
class Seen:
    """A device, the address it opens, and whether it has asked for anything lately."""

    device: Device
    address: str
    is_on: bool


def seen_of(centre: Centre, base: str) -> list[Seen]:
    since = timezone.now() - LATELY
    return [
        Seen(one, base + reverse("hall:device", args=[one.token]), bool(one.seen_at and one.seen_at >= since))
        for one in centre.devices.prefetch_related("windows")
    ]
