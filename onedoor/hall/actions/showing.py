"""What a device leaves behind when it asks for its page: the moment it was there, for whoever looks after the machines."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from onedoor.hall.models import Device

OFTEN_ENOUGH = timedelta(minutes=1)


def seen(device: Device) -> None:
    """在线 — at most once a minute, however often a screen asks."""
    now = timezone.now()
    long_ago = Q(seen_at=None) | Q(seen_at__lt=now - OFTEN_ENOUGH)
    Device.objects.filter(long_ago, pk=device.pk).update(seen_at=now)
