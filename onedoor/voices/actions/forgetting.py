"""到期清除 — what people talked about a year ago is forgotten."""

from datetime import timedelta

from django.utils import timezone

from onedoor.voices.limits import KEPT_MONTHS
from onedoor.voices.models import Voice

DAYS_A_MONTH = 30.44


def forget(*, by) -> int:
    """清除到期的社情民意 — twelve months after it was written down; how many went."""
    before = timezone.now() - timedelta(days=round(KEPT_MONTHS * DAYS_A_MONTH))
    return Voice.objects.filter(at__lt=before).delete()[0]
