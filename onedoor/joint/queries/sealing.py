"""保密 — a case may be sealed after it came on an agenda or was found: whoever may not open it reads nothing of it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case

# What an agenda item is about may be said to all its units: a topic without a case, or a case that is not sealed.
OPEN_TO_ALL = Q(case=None) | Q(case__secrecy=Case.Secrecy.NORMAL)


def opened_by(actor, case_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the cases that the actor may open."""
    return set(cases_for(actor).filter(pk__in=list(case_ids)).values_list("pk", flat=True))


def is_hidden(case: Case | None, opened: set[UUID]) -> bool:
    """Sealed, and not the actor's to open."""
    return case is not None and case.secrecy != Case.Secrecy.NORMAL and case.pk not in opened


def sealed_words() -> str:
    return _("保密事项")
