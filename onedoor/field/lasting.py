"""How long a phone that hears this may be without us."""

from django.utils import timezone

from onedoor.field.limits import OFFLINE


def until() -> str:
    return (timezone.localtime() + OFFLINE).isoformat()
