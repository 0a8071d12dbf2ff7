"""名片 — putting what a person told us under seal, and opening it again. Who may do so is asked in `actions`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.kit.identity import identity_number
from onedoor.kit.identity import phone as phone_number
from onedoor.kit.masking import mask_identity, mask_name, mask_phone
from onedoor.kit.problems import NotValid
from onedoor.kit.sealing import Place, blind_index, open_sealed, seal
from onedoor.persons.models import Person

TABLE = Person._meta.db_table
LABELS = {
    "name": gettext_lazy("姓名"),
    "phone": gettext_lazy("电话"),
    "identity": gettext_lazy("证件号码"),
    "address": gettext_lazy("住址"),
}
MASKS: dict[str, Callable[[str], str]] = {"name": mask_name, "phone": mask_phone, "identity": mask_identity}
INDEXED = ("phone", "identity")
LONGEST_NAME, LONGEST_ADDRESS = 40, 200
BETWEEN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


@dataclass(frozen=True)
class PersonDraft:
    """What somebody told us about themselves. `card_seen`: an official compared the identity number with the card."""

    name: str
    phone: str = ""
    identity: str = ""
    address: str = ""
    source: str = Person.Source.DESK
    card_seen: bool = False

    def given(self) -> list[str]:
        return [field for field in LABELS if vars(self)[field]]

    def cleaned(self) -> "PersonDraft":
        """The same, each part checked; NotValid says which one is wrong and why."""
        return replace(
            self,
            name=clean("name", self.name),
            phone=clean("phone", self.phone),
            identity=clean("identity", self.identity),
            address=clean("address", self.address),
        )


def clean(field: str, text: str) -> str:
    """A field's text as it is kept; only the name is demanded."""
    text = " ".join(text.split())
    if field == "name":
        return _clean_name(text)
    if field == "address":
        if len(text) > LONGEST_ADDRESS:
            raise NotValid(_("住址最多%(most)s个字。") % {"most": LONGEST_ADDRESS}, field="address")
        return text
    check = {"phone": phone_number, "identity": identity_number}[field]
    return check(text) if text else ""


def _clean_name(text: str) -> str:
    name = BETWEEN_CHINESE.sub("", text)
    if not name:
        raise NotValid(_("请填写姓名。"), field="name")
    if len(name) > LONGEST_NAME:
        raise NotValid(_("姓名最多%(most)s个字。") % {"most": LONGEST_NAME}, field="name")
    if any(sign.isdigit() for sign in name):
        raise NotValid(_("姓名里不应有数字：电话和证件号码请填在各自的栏里。"), field="name")
    return name


def seal_many(drafts: list[PersonDraft], at=None) -> list[Person]:
    """Persons not yet written, one a draft, in order. The drafts are `cleaned` already."""
    at = at or timezone.now()
    return [_sealed(draft, at) for draft in drafts]


def _sealed(draft: PersonDraft, at) -> Person:
    person = Person(source=draft.source, created_at=at)
    put(person, "name", draft.name)
    put(person, "phone", draft.phone)
    put(person, "identity", draft.identity, indexed=draft.card_seen)
    put(person, "address", draft.address)
    return person


def put(person: Person, field: str, text: str, indexed: bool = True) -> list[str]:
    """Seal one field with its mask and its index; returns the names of the columns that changed."""
    changed = {f"{field}_sealed": seal(text, place(person, field))}
    if field in MASKS:
        changed[f"{field}_mask"] = MASKS[field](text)
    if field in INDEXED:
        changed[f"{field}_index"] = index_of(field, text) if text and indexed else None
    vars(person).update(changed)
    return list(changed)


def read(person: Person, field: str) -> str:
    """The text again. For `actions.reveal` and the comparing of two persons only: nothing here is logged."""
    return open_sealed(vars(person)[f"{field}_sealed"], place(person, field))


def index_of(field: str, text: str) -> bytes:
    return blind_index(text, f"{TABLE}.{field}")


def place(person: Person, field: str) -> Place:
    return Place(TABLE, f"{field}_sealed", person.pk)
