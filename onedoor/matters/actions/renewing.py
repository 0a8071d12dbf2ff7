"""补发查询码 — a new PIN is the resident's own key: it rates and objects. Whoever the rating is about never holds one."""

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.audit.actions import Kind, note
from onedoor.audit.purposes import purpose_of
from onedoor.cases.access import require
from onedoor.cases.keys import renew_pin
from onedoor.kit.problems import NotValid
from onedoor.matters.standing import insist, may_renew
from onedoor.persons.limits import require_reason


@transaction.atomic
def renew(matter, *, by, reason: str, has_seen: bool) -> str:
    """补发查询码 — for somebody who lost the slip and showed who they are; the old one stops working, the log keeps why."""
    require(by, "matter.register", matter.case)
    insist(may_renew(matter, by))
    if not has_seen:
        raise NotValid(_("请先核对来访人的身份。"), field="has_seen")
    note(
        Kind.PIN,
        by=by,
        subjects=matter.case.parties.filter(since=None).values_list("person_id", flat=True),
        fields=["case"],
        case_code=matter.case.code,
        reason=require_reason(reason),
        purpose=purpose_of(by) or "P01",
    )
    return renew_pin(matter.case, by=by)
