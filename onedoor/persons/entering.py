"""The same person again, or a new one: what `actions.enter` and `enter_many` write."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.persons.cards import PersonDraft, index_of, put, read, seal_many
from onedoor.persons.models import Person


def same_or_new(draft: PersonDraft) -> Person:
    """Whoever an official saw the card of is found by its number; anybody else is new."""
    if not (draft.card_seen and draft.identity):
        (person,) = seal_many([draft])
        person.save(force_insert=True)
        return person
    if person := _known([draft]).get(index_of("identity", draft.identity)):
        return _brought_up_to_date(person, draft)
    (person,) = seal_many([draft])
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        # A colleague entered the same card a moment ago.
        return _brought_up_to_date(_known([draft])[bytes(person.identity_index)], draft)
    return person


def same_or_new_many(drafts: list[PersonDraft]) -> list[Person]:
    """One person a draft, in order; all new ones in one statement."""
    known = _known(drafts)
    persons = [_unless_known(draft, known) for draft in drafts]
    fresh = {person.pk: person for person in persons if person._state.adding}
    Person.objects.bulk_create(fresh.values(), batch_size=1000)
    return persons


def _unless_known(draft: PersonDraft, known: dict[bytes, Person]) -> Person:
    """In a batch: known persons are taken as they stand, and new ones become known to the lines after them."""
    key = index_of("identity", draft.identity) if draft.card_seen and draft.identity else b""
    if key in known:
        _require_same_name(known[key], draft)
        return known[key]
    (person,) = seal_many([draft])
    if key:
        known[key] = person
    return person


def _known(drafts: list[PersonDraft]) -> dict[bytes, Person]:
    """Those already entered, by index of their card's number."""
    wanted = [index_of("identity", draft.identity) for draft in drafts if draft.card_seen and draft.identity]
    found = Person._base_manager.filter(identity_index__in=wanted) if wanted else []
    return {bytes(person.identity_index): person for person in found}


def _brought_up_to_date(person: Person, draft: PersonDraft) -> Person:
    """The person stands at the desk: a phone or address that differs from the one kept is the newer one."""
    _require_same_name(person, draft)
    new = {
        field: text
        for field in ("phone", "address")
        if (text := vars(draft)[field]) and text != read(person, field)
    }
    columns = [column for field, text in new.items() for column in put(person, field, text)]
    if columns:
        person.save(update_fields=columns)
    return person


def _require_same_name(person: Person, draft: PersonDraft) -> None:
    if read(person, "name") != draft.name:
        raise NotValid(
            _("这个证件号码已登记在另一个姓名名下：请对照证件核对姓名和号码；确已改名的，请先办理更正。"),
            field="name",
        )
