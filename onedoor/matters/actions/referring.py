"""转调解 — a dispute is mediated in a case of its own; what is said there is not for whoever handles the matter."""

from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.committees.types import TYPES, refusal_of
from onedoor.kit.problems import NotValid
from onedoor.matters.models import Matter
from onedoor.matters.standing import insist, may_refer_mediation


def refer_mediation(matter, *, by, type, note="") -> Matter:
    """转调解 — the applicant wishes it: a committee owes the outcome to this case, and the matter waits for it (People's Mediation Law, art. 17)."""
    if type not in TYPES:
        raise NotValid(_("请选择纠纷类型。"), field="type")
    if refusal := refusal_of(type):
        raise NotValid(refusal, field="type")
    asked = acting(matter, "matter.triage", "matter.mediation_asked", "转调解", by=by, note=note, type=type)
    with asked as matter:
        insist(may_refer_mediation(matter, by))
    return matter
