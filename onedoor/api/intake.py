"""From what a partner sent to what is registered."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.api.schemas import MatterIn, RegisteredOut
from onedoor.kit.problems import NotValid
from onedoor.matters import actions
from onedoor.matters.actions import Draft, Registered
from onedoor.matters.models import Category, Matter
from onedoor.persons.actions import enter_many
from onedoor.persons.cards import PersonDraft
from onedoor.places.tree import current

ONCE = "one_matter_a_source_ref"
# Two clocks never agree to the second.
AHEAD = timedelta(minutes=10)


def take_in(key: UUID, sent: list[MatterIn], *, by) -> list[RegisteredOut]:
    """Register what was sent, once a key; the names and numbers of persons are not in what is kept of the request."""
    said = [one.model_dump(exclude={"applicant"}) for one in sent]
    try:
        done = actions.register_many_once(key, lambda: drafts_of(sent, by=by), said=said, by=by)
    except IntegrityError as error:
        if ONCE not in str(error):
            raise
        raise NotValid(_("来源编号已经登记过，没有重复登记。"), fields=_refs(sent, by)) from error
    return [receipt(one) for one in done]


def _refs(sent, by) -> dict[str, list[str]]:
    """Which of the references are known already, and as which case; the unit's own, so it may know."""
    refs = [m.source_ref for m in sent if m.source_ref]
    kept = Matter.objects.filter(source_name=by.post.org.code, source_ref__in=refs)
    known = [
        _("%(ref)s：已登记为%(code)s。") % {"ref": ref, "code": code}
        for ref, code in kept.values_list("source_ref", "case__code")
    ]
    twice = sorted({ref for ref in refs if refs.count(ref) > 1})
    return {"source_ref": known + [_("%(ref)s：在这一批里重复。") % {"ref": ref} for ref in twice]}


def drafts_of(sent: list[MatterIn], *, by) -> list[Draft]:
    """Drafts of what was sent, with categories, places and applicants looked up once for all."""
    categories = _known(
        {m.category for m in sent if m.category}, _leaves, "category", _("没有这个事项分类代码")
    )
    regions = _known({m.region for m in sent if m.region}, current, "region", _("没有这个村（社区）代码"))
    _refuse_future(sent)
    persons = iter(_persons(sent, by))
    return [_draft(m, categories, regions, next(persons) if m.applicant else None, by) for m in sent]


def _leaves():
    return Category.objects.leaves().valid(timezone.localdate())


def _known(codes: set, rows: Callable, field: str, words: str) -> dict:
    found = {row.code: row for row in rows().filter(code__in=codes)} if codes else {}
    if missing := sorted(codes - set(found)):
        raise NotValid(words + _("：") + _("、").join(missing), field=field)
    return found


def _refuse_future(sent) -> None:
    latest = timezone.now() + AHEAD
    if any(m.reported_at and m.reported_at > latest for m in sent):
        raise NotValid(_("反映时间不能晚于现在。"), field="reported_at")


def _persons(sent, by) -> list:
    """The applicants under seal, in order; a bad number is told with the place of its request in the batch."""
    places = [n for n, m in enumerate(sent) if m.applicant]
    cards = [_card(sent[n].applicant) for n in places]
    if not cards:
        return []
    try:
        return enter_many(cards, by=by)
    except NotValid:
        for n, card in zip(places, cards, strict=True):
            _check(card, f"matters.{n}.applicant" if len(sent) > 1 else "applicant")
        raise


def _card(applicant) -> PersonDraft:
    return PersonDraft(applicant.name, applicant.phone, applicant.identity, source="api")


def _check(card: PersonDraft, where: str) -> None:
    try:
        card.cleaned()
    except NotValid as wrong:
        raise NotValid(wrong.message, field=f"{where}.{wrong.detail.get('field', 'name')}") from wrong


def _draft(m: MatterIn, categories, regions, person, by) -> Draft:
    return Draft(
        title=m.title or m.body[:40],
        body=m.body,
        kind=m.kind,
        source=Matter.Source.PARTNER,
        source_name=by.post.org.code if m.source_ref else "",
        source_ref=m.source_ref,
        category=categories.get(m.category),
        address=m.address,
        point=(m.point.lon, m.point.lat) if m.point else None,
        community=regions.get(m.region),
        reported_at=m.reported_at,
        person=person,
    )


def receipt(done: Registered) -> RegisteredOut:
    matter, case = done.matter, done.matter.case
    return RegisteredOut(
        code=case.code,
        pin=done.pin,
        status=matter.status,
        region=case.region.code,
        desk=matter.desk.code,
        due_at=case.due_at,
    )
