"""退单与裁定 — a unit says why it is not the one; after the second time somebody above decides, and that binds.

The clocks of the matter never stop while units argue, and never begin anew.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.moving import moving
from onedoor.cases.opening import release
from onedoor.kit.problems import NotValid
from onedoor.matters.actions.charging import charge
from onedoor.matters.duty_list import too_low
from onedoor.matters.limits import PROMISE, SIGN
from onedoor.matters.models import Matter, Return, Ruling
from onedoor.matters.queries.returns import promise_of, usual_region
from onedoor.matters.standing import at_desk, insist, may_return, may_rule
from onedoor.places.models import Region
from onedoor.posts.models import Org


def return_(matter, *, by, reason, basis, owner: Org | None = None) -> Matter:
    """退回 — in time, with a reason, what it rests on, and whose it is instead. The second time it goes to an arbiter."""
    code = owner.code if owner else ""
    with moving(matter, "return_", by=by, note=basis, reason=reason, owner=code) as matter:
        insist(may_return(matter, by))
        _write_down(matter, by, reason, basis, owner)
        clocks.stop(matter.case, SIGN.kind, org=by.post.org)
        if promise_of(matter):
            clocks.hand_over(matter.case, PROMISE.kind, to=matter.desk, by=by)
        release(matter.case)
        matter.lead = None
    # What follows from a second return has moved it on.
    matter.refresh_from_db(fields=["status"])
    return matter


def _write_down(matter, by, reason: str, basis: str, owner: Org | None) -> None:
    row = Return(
        matter=matter, unit=by.post.org, post=by.post, reason=reason, basis=basis.strip(), owner=owner
    )
    row.number, row.at = matter.returns.count() + 1, timezone.now()
    matter.facts_told["number"] = row.number
    if reason not in Return.Reason.values or not row.basis:
        raise NotValid(_("退回要选理由，并写明依据。"))
    if owner is None and row.needs_owner:
        raise NotValid(_("请写明应该由哪个单位办；只有事实不清时可以不写。"))
    if owner == by.post.org:
        raise NotValid(_("建议的责任单位不能是本单位。"))
    row.save(force_insert=True)


def refer(matter, *, by, note) -> Matter:
    """提请裁定 — whose it is cannot be settled at the desk; a unit's second return leads here by itself."""
    with moving(matter, "refer", by=by, note=note) as matter:
        insist(at_desk(matter, by))
    return matter


def rule(matter, *, by, lead: Org, note, assist=(), region: Region | None = None) -> Matter:
    """裁定 — names the owner; binding in this matter, and a precedent for the next ones of its category in `region`."""
    assist = [org for org in assist if org != lead]
    codes = [org.code for org in assist]
    with moving(matter, "rule", by=by, note=note, lead=lead.code, assist=codes) as matter:
        insist(may_rule(matter, by))
        _insist_within(by, lead, *assist)
        if refusal := too_low(matter, lead):
            raise NotValid(refusal, field="lead")
        region = region or usual_region(matter, lead)
        if not matter.case.region_path.startswith(region.path):
            raise NotValid(_("适用范围要包括这件事发生的地方。"))
        matter.facts_told["region"] = region.code
        Ruling.objects.create(
            matter=matter,
            category=matter.category,
            region=region,
            owner=lead,
            reason=note,
            post=by.post,
            staff=by.staff,
            at=timezone.now(),
        )
        charge(matter, lead, assist, by=by)
    return matter


def _insist_within(by, *units: Org) -> None:
    """A ruling binds those below whoever makes it, and nobody rules for themselves."""
    if by.post.org in units:
        raise NotValid(_("不能裁定由本单位办理；本单位能办的，请“不予裁定”后直接办理。"))
    for unit in units:
        if not unit.region.path.startswith(by.post.org.region.path):
            raise NotValid(_("%(unit)s不在本级管辖范围内，请区级裁定。") % {"unit": unit})


def remand(matter, *, by, note) -> Matter:
    """不予裁定 — it is no dispute between units of ours; back to the desk, which settles it or sends it on."""
    with moving(matter, "remand", by=by, note=note) as matter:
        insist(may_rule(matter, by))
    return matter
