"""提交 — a draft becomes a matter with its slip: once, however often the button is pressed."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction

from onedoor.cases.models import Receipt
from onedoor.matters.actions.registering import register_once
from onedoor.matters.drafts import Draft
from onedoor.matters.models import Category, Matter
from onedoor.notices.actions import opt_out
from onedoor.persons.actions import enter
from onedoor.portal import limits, notice
from onedoor.portal.drafting import Sheet
from onedoor.portal.photos import file_photos
from onedoor.portal.placing import community

LONGEST_TITLE = 40
# A name in the files, not a word of the page: Chinese in any language.
NAMELESS = "匿名"
ENDS = "。！？!?；;\n"


@dataclass(frozen=True)
class Sent:
    """What came of it: the matter, its PIN, and a sentence for each photo that was not taken."""

    matter: Matter
    pin: str
    refused: list[str]


def send(draft: Sheet, photos, *, by, address: str) -> Sent:
    """发送 — registered first; photos that cannot be taken are told afterwards and keep nothing back."""
    # Another category chosen at the last moment is another request; the same press twice is the same one.
    key = uuid5(UUID(draft.key), draft.category)
    if not Receipt.objects.filter(post=by.post, key=key).exists():
        limits.slow_down(address)
        limits.count(address)
    with transaction.atomic():
        done = register_once(key, _request(draft), by=by, person=_person(draft, by))
        case = done.matter.case
        refused = [] if case.papers.exists() else file_photos(case, photos, by=by)
    return Sent(done.matter, done.pin, refused)


def _request(draft: Sheet) -> Draft:
    return Draft(
        title=title_of(draft.body),
        body=draft.body,
        source=Matter.Source.PORTAL,
        kind=draft.kind,
        category=Category.objects.filter(code=draft.category).first() if draft.category else None,
        address=draft.address,
        point=draft.point,
        community=community(draft),
        facts={"notice": notice.VERSION},
    )


def title_of(body: str) -> str:
    """The first sentence, for lists; the words themselves stay whole."""
    first = body.strip()
    for end in ENDS:
        first = first.split(end, 1)[0].strip() or first
    return first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1]}…"


def _person(draft: Sheet, by):
    """Whoever leaves only a telephone number goes by no name; whoever leaves nothing is entered nowhere."""
    if not (draft.name or draft.phone):
        return None

    def entered():
        person = enter(draft.name or NAMELESS, draft.phone, by=by)
        if draft.no_sms:
            opt_out(person, by=by)
        return person

    return entered
