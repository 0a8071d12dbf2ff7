"""子事项 — a matter that no single unit can settle is shared out: each part with its own code, unit and clock, the resident
with one matter and one answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.cases.models import Party
from onedoor.cases.moving import acting, holding
from onedoor.kit.problems import NotNow
from onedoor.matters.actions.registering import register
from onedoor.matters.actions.triage import accept
from onedoor.matters.drafts import Draft
from onedoor.matters.lifecycle import Status
from onedoor.matters.models import Matter
from onedoor.matters.queries.claimants import contacts_of
from onedoor.matters.standing import insist, may_split

# From its acceptance until somebody says that it is done.
CAN_BE_SPLIT = (Status.ACCEPTED, Status.INSTRUCTED, Status.DISPATCHED, Status.HANDLING)


@transaction.atomic
def split_off(matter, *, by, title, body, category=None, note="") -> Matter:
    """分出子事项 — one part of it, registered and accepted at the same desk; the law's days count from the whole's."""
    said = acting(matter, "matter.triage", "matter.split", "分出子事项", by=by, note=note)
    with said as matter:
        insist(may_split(matter, by))
        if matter.status not in CAN_BE_SPLIT:
            raise NotNow(
                _("受理以后、反馈结果以前可以分出子事项；现在是“%(status)s”。")
                % {"status": matter.get_status_display()}
            )
        part = register(_draft(matter, title, body, category), by=by).matter
        for contact in contacts_of(matter.case):
            Party.objects.create(case=part.case, person=contact.person)
        matter.facts_told["part"] = part.case.code
    accept(part, by=by)
    return matter


def _draft(matter: Matter, title: str, body: str, category) -> Draft:
    """At the place of the whole, as secret as the whole."""
    case = matter.case
    point = (matter.lon, matter.lat) if matter.lon is not None and matter.lat is not None else None
    return Draft(
        title=title,
        body=body,
        source=matter.source,
        kind=matter.kind,
        category=category,
        address=matter.address,
        point=point,
        community=case.region,
        secrecy=case.secrecy,
        reported_at=matter.reported_at,
        desk=matter.desk,
        part_of=matter,
        facts={"part_of": case.code},
    )


def part_ended(matter, *, by, part: Matter) -> Matter:
    """子事项办结 — the whole's timeline says so, once for each part; when it was the last, the whole can be answered."""
    code = part.case.code
    with holding(matter.case_id):
        if matter.case.events.filter(verb="matter.part_ended", facts__part=code).exists():
            return matter
        told = acting(matter, "matter.close", "matter.part_ended", "子事项办结", by=by, part=code)
        with told as matter:
            matter.facts_told["open"] = matter.parts.filter(case__closed_at=None).count()
    return matter
