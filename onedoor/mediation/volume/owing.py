"""归档前还欠的 — what is still owed to a side, or waited for, before a volume may be closed; from when its time is counted."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.mediation.models import Confirmation, Due, Mediation
from onedoor.mediation.queries.performing import last_ending, untold_of

WAITED_FOR = (Confirmation.Status.APPLIED, Confirmation.Status.ACCEPTED)


def owed_of(mediation: Mediation) -> list[str]:
    """Each in words; nothing where nothing is owed."""
    return [words for words in (_telling(mediation), _visits(mediation), _court(mediation)) if words]


def counted_from(mediation: Mediation) -> date:
    """Today, or the last day on which something is due that was not done: until then somebody may still need it."""
    owed = Due.objects.filter(obligation__agreement__mediation=mediation, settled_on=None)
    last = (
        owed.filter(obligation__agreement__void_at=None).order_by("-due_on").values_list("due_on", flat=True)
    )
    return max(filter(None, [timezone.localdate(), last.first()]))


def _telling(mediation: Mediation) -> str:
    """人民调解法 第二十六条."""
    ending = last_ending(mediation)
    untold = len(untold_of(ending)) if ending else 0
    words = ngettext("告知%(n)s方当事人还能走的路", "告知%(n)s方当事人还能走的路", untold)
    return words % {"n": untold} if untold else ""


def _visits(mediation: Mediation) -> str:
    late = mediation.followups.open().filter(due_on__lte=timezone.localdate()).count()
    return ngettext("%(n)s次到期的回访", "%(n)s次到期的回访", late) % {"n": late} if late else ""


def _court(mediation: Mediation) -> str:
    waits = Confirmation.objects.filter(agreement__mediation=mediation, status__in=WAITED_FOR).exists()
    return _("法院对司法确认申请的答复") if waits else ""
