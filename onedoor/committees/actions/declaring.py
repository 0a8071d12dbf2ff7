"""本人申报 — with whom a mediator has ties, and on which days they are away. Nobody else reads the ties."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.committees.models import Absence, Mediator, Tie
from onedoor.committees.standing import insist, is_self
from onedoor.kit.problems import NotValid
from onedoor.persons.actions import enter


@transaction.atomic
def declare(mediator: Mediator, *, by, kind, person=None, organisation="") -> Tie:
    """申报利害关系 — people are sealed, and known again by their fingerprints only (人民调解法 第十五条)."""
    insist(is_self(mediator, by))
    organisation = organisation.strip()
    known = person and (person.get("phone") or person.get("identity"))
    if not organisation and not known:
        raise NotValid(_("请填写对方的电话或者证件号码，或者单位名称。"), field="phone")
    return Tie.objects.create(
        mediator=mediator,
        kind=kind,
        person=enter(**person, by=by) if known else None,
        organisation=organisation,
        declared_at=timezone.now(),
    )


def end_tie(tie: Tie, *, by) -> Tie:
    """解除申报 — it holds no longer; the row stays."""
    insist(is_self(tie.mediator, by))
    tie.ended_at = tie.ended_at or timezone.now()
    tie.save(update_fields=["ended_at"])
    return tie


def be_away(mediator: Mediator, *, by, begin, end) -> Absence:
    """登记不在岗 — nothing new is given on these days."""
    insist(is_self(mediator, by))
    if end < begin:
        raise NotValid(_("结束日期不能早于开始日期。"), field="end")
    return Absence.objects.create(mediator=mediator, begin=begin, end=end)
