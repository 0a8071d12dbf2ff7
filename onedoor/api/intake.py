"""From what a partner sent to what is registered."""

from django.utils.translation import gettext as _

from onedoor.api.schemas import MatterIn, RegisteredOut
from onedoor.kit.problems import NotValid
from onedoor.matters.actions import Draft, Registered
from onedoor.matters.models import Category, Matter
from onedoor.persons.actions import enter_many
from onedoor.persons.cards import PersonDraft
from onedoor.places.tree import current


def drafts_of(sent: list[MatterIn], *, by) -> list[Draft]:
    """Drafts of what was sent, with categories, places and applicants looked up once for all."""
    categories = _known({m.category for m in sent if m.category}, Category.objects.leaves(), "category", _("没有这个事项分类代码"))
    regions = _known({m.region for m in sent if m.region}, current(), "region", _("没有这个村（社区）代码"))
    named = [m for m in sent if m.applicant]
    cards = [PersonDraft(m.applicant.name, m.applicant.phone, m.applicant.identity, source="api") for m in named]
    persons = iter(enter_many(cards, by=by)) if cards else iter(())
    return [_draft(m, categories, regions, next(persons) if m.applicant else None, by) for m in sent]


def _known(codes: set, rows, field: str, words: str) -> dict:
    found = {row.code: row for row in rows.filter(code__in=codes)} if codes else {}
    if missing := sorted(codes - set(found)):
        raise NotValid(f"{words}：{'、'.join(missing)}", field=field)
    return found


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
