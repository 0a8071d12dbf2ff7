"""逐行核对 — a row of a file as a request ready to be registered, or the sentence that says why it is not."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.matters.actions import Draft
from onedoor.matters.category_files import kind_of
from onedoor.matters.importing.columns import FIELDS
from onedoor.matters.importing.values import moment, point, refuse_broken
from onedoor.matters.models import Category, ImportSource, Kind
from onedoor.persons.cards import PersonDraft
from onedoor.persons.models import Person
from onedoor.places.atlas import open_atlas
from onedoor.places.locating import grids_of
from onedoor.places.models import Region
from onedoor.posts.models import Org

LONGEST_TITLE, LONGEST_BODY, LONGEST_ADDRESS, LONGEST_REF = 100, 20_000, 200, 60
SHORT_TITLE = 30
SENTENCE_ENDS = re.compile(r"[。！？!?；;\n]")
UNNAMED = "未留姓名"
# A row without a number of its own is known again by what it says.
FINGERPRINT = "~"


@dataclass
class Line:
    """One row: what is to be registered and who brought it, or why not."""

    number: int
    cells: list[str]
    draft: Draft | None = None
    card: PersonDraft | None = None
    reason: str = ""


class Reader:
    """Reads the rows of one source with its mapping; knows categories, places and desks by name."""

    def __init__(self, source: ImportSource, headings: Sequence[str], mapping: Mapping[str, str], by):
        self.source, self.by, self.width = source, by, len(headings)
        self.places = {
            code: headings.index(heading) for heading, code in mapping.items() if heading in headings
        }
        self.labels = {code: str(wanted.label) for code, wanted in FIELDS.items()}
        self.atlas = open_atlas().on(timezone.localdate())
        self.desks: dict[str, Org] = {}
        self._categories: dict[str, list[Category]] | None = None

    def read(self, rows: Sequence[Sequence]) -> list[Line]:
        """Each row judged, in order; the desks of all good ones are found at once."""
        lines = [self._line(number, list(cells)) for number, cells in rows]
        good = [line.draft for line in lines if line.draft]
        located = grids_of([(draft.point, draft.address, draft.community) for draft in good])
        for draft, place in zip(good, located, strict=True):
            draft.desk = self._desk(place.region)
        return lines

    def _line(self, number: int, cells: list[str]) -> Line:
        line = Line(number, cells)
        try:
            if len(cells) > self.width:
                raise NotValid(_("这一行的格子比表头多：可能是引号或分隔符不配对。"))
            told = {code: cells[place] if place < len(cells) else "" for code, place in self.places.items()}
            refuse_broken(told, self.labels)
            line.draft, line.card = self._draft(told), self._card(told)
        except NotValid as problem:
            line.draft, line.card, line.reason = None, None, problem.message
        return line

    def _draft(self, told: dict[str, str]) -> Draft:
        title, body = self._words(told)
        address, ref = told.get("address", ""), told.get("source_ref", "")
        if len(address) > LONGEST_ADDRESS:
            raise NotValid(
                _("地址有%(length)s个字，最多%(most)s个。")
                % {"length": len(address), "most": LONGEST_ADDRESS}
            )
        if len(ref) > LONGEST_REF:
            raise NotValid(
                _("编号有%(length)s个字，最多%(most)s个。") % {"length": len(ref), "most": LONGEST_REF}
            )
        return Draft(
            title=title,
            body=body,
            source=self.source.kind,
            kind=self._kind(told.get("kind", "")),
            category=self._category(told.get("category", "")),
            address=address,
            point=None if self.source.region else point(told.get("lon", ""), told.get("lat", "")),
            community=self.source.region or self._region(told.get("region", "")),
            source_name=self.source.name,
            source_ref=ref or fingerprint(told),
            reported_at=moment(told.get("reported_at", "")),
        )

    def _words(self, told: dict[str, str]) -> tuple[str, str]:
        """Title and body; each stands in for the other, and what a title cannot hold begins the body."""
        title, body = " ".join(told.get("title", "").split()), told.get("body", "").strip()
        if not title and not body:
            raise NotValid(_("没有诉求内容。"))
        if len(body) > LONGEST_BODY:
            raise NotValid(
                _("诉求内容有%(length)s个字，最多%(most)s个。") % {"length": len(body), "most": LONGEST_BODY}
            )
        if len(title) > LONGEST_TITLE:
            return title[: LONGEST_TITLE - 1] + "…", f"{title}\n{body}".strip()
        first = next((part.strip() for part in SENTENCE_ENDS.split(body) if part.strip()), body)
        return title or first[:SHORT_TITLE], body or title

    def _kind(self, said: str) -> str:
        if not said:
            return Kind.HELP
        if not (kind := kind_of(said)):
            kinds = _("、").join(str(label) for label in Kind.labels)
            raise NotValid(
                _("诉求类型“%(kind)s”不在范围内：%(kinds)s。") % {"kind": said[:20], "kinds": kinds}
            )
        return kind

    def _category(self, said: str) -> Category | None:
        """By code, by name, or by names from the top down with a mark between them."""
        if not said:
            return None
        last = re.split(r"\s*[/>＞—→]\s*", said)[-1]
        found = self._named().get(said) or self._named().get(last, [])
        if len(found) != 1:
            words = (
                _("本区的事项分类里没有“%(name)s”。")
                if not found
                else _("有几个分类都叫“%(name)s”，请改用分类代码。")
            )
            raise NotValid(words % {"name": said[:40]})
        return found[0]

    def _named(self) -> dict[str, list[Category]]:
        if self._categories is None:
            self._categories = {}
            for leaf in Category.objects.valid(timezone.localdate()).leaves():
                for name in {leaf.code, leaf.name, *leaf.former_names}:
                    self._categories.setdefault(name, []).append(leaf)
        return self._categories

    def _region(self, said: str) -> Region | None:
        """By code or by name."""
        if not said:
            return None
        coded = next((region for region in self.atlas.regions.values() if region.code == said), None)
        region = coded or self.atlas.names.find(said)
        if region is None:
            raise NotValid(_("不知道“%(name)s”是哪个村（社区）或镇街。") % {"name": said[:30]})
        return region

    def _card(self, told: dict[str, str]) -> PersonDraft | None:
        """Nobody saw a card: a number from a file is kept and proves nothing."""
        name, phone, identity = (told.get(code, "") for code in ("name", "phone", "identity"))
        if not (name or phone or identity):
            return None
        return PersonDraft(name or UNNAMED, phone, identity, source=Person.Source.BATCH).cleaned()

    def _desk(self, region: Region) -> Org:
        """The town or street of its place; what nobody could place stays with the post that imports."""
        if (
            self.source.region is None
            and region.kind == Region.Kind.DISTRICT
            and self.by.post.org.kind != Org.Kind.DEPARTMENT
        ):
            return self.by.post.org
        if region.path not in self.desks:
            steps = region.path.split("/")[:-1]
            chain = ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]
            centres = Org.objects.filter(kind__in=[Org.Kind.CENTRE, Org.Kind.TOWN], region__path__in=chain)
            found = max(centres.select_related("region"), key=lambda org: len(org.region.path), default=None)
            self.desks[region.path] = found or self.by.post.org
        return self.desks[region.path]


def fingerprint(told: Mapping[str, str]) -> str:
    """The reference of a row that brings none: the same words are the same row, in whichever file they come."""
    said = "\x1f".join(f"{code}={' '.join(text.split())}" for code, text in sorted(told.items()) if text)
    return FINGERPRINT + hashlib.sha256(said.encode()).hexdigest()[:32]
