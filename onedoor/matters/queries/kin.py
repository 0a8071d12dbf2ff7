"""关联案卷 — the whole, the parts and the kin of a matter, as far as whoever looks may see them."""

from dataclasses import dataclass

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case, Link
from onedoor.matters.models import Matter

# Shown on cards of their own.
APART = (Link.Kind.PART, Link.Kind.FOUND)


@dataclass(frozen=True)
class Kin:
    """One case that belongs to this one: how, and why a person said so."""

    how: str
    case: Case
    reason: str


def kin_of(case: Case, actor) -> list[Kin]:
    """Only what is within reach: a link tells nobody that a case exists which they may not see."""
    seen = cases_for(actor)
    links = Link.objects.filter(undone_at=None).exclude(kind__in=APART)
    given = links.filter(case=case, other__in=seen).select_related("other")
    taken = links.filter(other=case, case__in=seen).select_related("case")
    found = [(link, link.other) for link in given] + [(link, link.case) for link in taken]
    return [Kin(link.get_kind_display(), kin, link.reason) for link, kin in found]


def related_links(case: Case, actor) -> list[tuple[Link, Case]]:
    """The links a person made, with the case at the other end, within reach."""
    seen = set(cases_for(actor).filter(pk__in=_ends(case)).values_list("pk", flat=True))
    links = _related(case).select_related("case", "other")
    ends = [(link, link.other if link.case_id == case.pk else link.case) for link in links]
    return [(link, end) for link, end in ends if end.pk in seen]


def _related(case: Case):
    links = Link.objects.filter(kind=Link.Kind.RELATED, undone_at=None)
    return links.filter(case=case) | links.filter(other=case)


def _ends(case: Case) -> list:
    pairs = _related(case).values_list("case_id", "other_id")
    return [pk for pair in pairs for pk in pair if pk != case.pk]


@dataclass(frozen=True)
class Part:
    """One part of a matter, and whether whoever looks may open it."""

    matter: Matter
    may_open: bool

    @property
    def is_hidden(self) -> bool:
        """Sealed and out of reach: that it is there is told, and nothing else of it."""
        return not self.may_open and self.matter.case.secrecy != Case.Secrecy.NORMAL


def parts_of(matter: Matter, actor) -> list[Part]:
    """The parts in the order in which they were made."""
    parts = list(
        matter.parts.select_related("case", "lead", "desk").defer("words").order_by("case__opened_at", "pk")
    )
    seen = set(cases_for(actor).filter(matter__in=parts).values_list("pk", flat=True)) if parts else set()
    return [Part(part, part.case_id in seen) for part in parts]


def whole_of(matter: Matter, actor) -> Part | None:
    """What this is a part of: its words are shown to whoever has the part unless it is sealed, its file only within reach."""
    if matter.part_of_id is None:
        return None
    whole = Matter.objects.select_related("case__region", "desk").defer("words").get(pk=matter.part_of_id)
    return Part(whole, cases_for(actor).filter(pk=whole.case_id).exists())


def notes_for(note: str, here: Case, there: Case) -> tuple[str, str]:
    """A reason speaks of both: when one is more secret than the other, only the sealed one's timeline keeps it.

    The link itself keeps it too, and is read only by those who may see both.
    """
    if here.secrecy == there.secrecy:
        return note, note
    normal = Case.Secrecy.NORMAL
    return (note if there.secrecy == normal else ""), (note if here.secrecy == normal else "")
