"""到期清除 — two years after the case was closed all of it goes; nothing is taken along to another case."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from onedoor.cases.models import Case
from onedoor.safety.limits import KEPT_YEARS
from onedoor.safety.models import Checklist, Level, Lowering, OwnWord, Report, SafetyEvent, Step, Vault

OF_A_CASE = (Step, Lowering, Level, Checklist, Report, OwnWord, SafetyEvent, Vault)
YEAR = timedelta(days=365)


def erase_over(*, by, held=frozenset()) -> int:
    """到期清除 — every night; what somebody holds, by case, stays. Answers go with their form. The key goes last: a backup's words are noise from then on."""
    before = timezone.now() - KEPT_YEARS * YEAR
    known = SafetyEvent.objects.order_by().values("case").distinct()
    over = (
        Case.objects.filter(closed_at__lt=before, pk__in=known)
        .exclude(pk__in=held)
        .values_list("pk", flat=True)
    )
    return sum(_erase(pk) for pk in list(over))


@transaction.atomic
def _erase(case_id) -> int:
    for model in OF_A_CASE:
        named = "level__case" if model is Lowering else "case"
        model.objects.filter(**{named: case_id}).delete()
    return 1
