"""填写打印的表 — applications as data: what is typed into one is printed and kept nowhere."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound

DATA = Path(__file__).parent.parent / "data" / "forms"
LONGEST = {"area": 2000}
LONG = 120


@dataclass(frozen=True)
class Field:
    """栏 — `kind`: a line, a short or a wide one, an area, a choice, or `hand`: never typed, written on the paper by hand."""

    key: str
    label: str
    kind: str = "line"
    help: str = ""
    choices: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True)
class Section:
    """部分 — fields under one heading."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Paper:
    """表 — an application: to whom it goes, by which law, what is declared at its end and who signs."""

    key: str
    title: str
    title_en: str
    note: str
    note_en: str
    to: str
    basis: tuple[str, ...]
    closing: str
    attach: str
    signs: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        return self.title_en if get_language() == "en" else self.title

    @property
    def about(self) -> str:
        return self.note_en if get_language() == "en" else self.note

    @property
    def fields(self) -> list[Field]:
        return [field for section in self.sections for field in section.fields]


@cache
def papers() -> dict[str, Paper]:
    """各种表 — by key."""
    order = ("mediation", "legal_aid", "labour_arbitration")
    read = [tomllib.loads(path.read_text("utf-8")) for path in DATA.glob("*.toml")]
    read.sort(key=lambda one: order.index(one["key"]) if one["key"] in order else len(order))
    return {one["key"]: _paper(one) for one in read}


def find_paper(key: str) -> Paper:
    """One of them."""
    paper = papers().get(key)
    if paper is None:
        raise NotFound(_("没有这种表。"))
    return paper


def filled(paper: Paper, said) -> Paper:
    """The same paper with what was typed in it, for this one answer only."""
    sections = (
        replace(part, fields=tuple(_typed(field, said) for field in part.fields)) for part in paper.sections
    )
    return replace(paper, sections=tuple(sections))


def _typed(field: Field, said) -> Field:
    value = said.get(field.key, "").strip()[: LONGEST.get(field.kind, LONG)]
    if field.kind == "hand" or (field.choices and value not in field.choices):
        value = ""
    return replace(field, value=value)


def _paper(read: dict) -> Paper:
    sections = tuple(
        Section(
            part["title"],
            tuple(Field(**{**one, "choices": tuple(one.get("choices", ()))}) for one in part["fields"]),
        )
        for part in read["section"]
    )
    told = {name: value for name, value in read.items() if name not in ("section", "basis", "signs")}
    return Paper(**told, basis=tuple(read["basis"]), signs=tuple(read["signs"]), sections=sections)
