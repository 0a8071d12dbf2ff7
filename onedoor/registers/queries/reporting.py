"""报表 — the lines of a layout, read from the registers as they stand."""

from django.db.models import Max
from django.utils.translation import gettext as _

from onedoor.kit.forbidden import forbidden_in
from onedoor.kit.problems import NotFound
from onedoor.places.atlas import open_atlas
from onedoor.places.models import Region
from onedoor.registers.fields import REGISTERS, headings_of
from onedoor.registers.queries.finding import entries_for, whole
from onedoor.registers.reports import PLACES, REPORTS, Report
from onedoor.registers.values import EMPTY, in_words, plain, value_of

TOWNS = (Region.Kind.TOWN, Region.Kind.STREET)
VILLAGES = (Region.Kind.VILLAGE, Region.Kind.COMMUNITY)


def report_of(code: str) -> Report:
    if code not in REPORTS:
        raise NotFound(_("没有这张报表。"))
    return REPORTS[code]


def entries_of(report: Report, by):
    """The entries that the layout speaks of, on the post's ground."""
    entries = whole(entries_for(by)).live().filter(register=report.register)
    for name, values in report.only:
        entries = entries.filter(**{f"{report.register}__{name}__in": values})
    return entries.annotate(seen=Max("checked__on")).order_by("grid__path", "name", "pk")


def lines_of(report: Report, by, limit: int | None = None) -> list[list]:
    """The cells, row by row."""
    register, atlas = REGISTERS[report.register], open_atlas()
    fields = {field.name: field for field in register.fields}
    rows = []
    for entry in entries_of(report, by)[:limit]:
        told = _places(entry, atlas)
        rows.append(
            [told[c.source] if c.source in PLACES else _cell(entry, fields[c.source]) for c in report.columns]
        )
    return rows


def _cell(entry, field):
    if field.kind == "building":
        return entry.address
    value = value_of(entry, field.name)
    return "" if value in EMPTY else value if isinstance(value, int) else in_words(field, value)


def _places(entry, atlas) -> dict:
    told = {"town": "", "village": "", "grid": "", "checked": f"{entry.seen:%Y-%m-%d}" if entry.seen else ""}
    node = atlas.regions.get(entry.grid_id)
    while node is not None:
        for name, kinds in (("grid", (Region.Kind.GRID,)), ("village", VILLAGES), ("town", TOWNS)):
            if node.kind in kinds:
                told[name] = node.name
        node = atlas.regions.get(node.parent_id) if node.parent_id else None
    return told


def asked_already(headings: list[str]) -> list[dict]:
    """一张新表 — of each heading that somebody wants filled in: where it is known already, or why it is never asked."""
    refused = dict(forbidden_in(headings))
    known: dict[str, list] = {}
    for register in REGISTERS.values():
        for field in register.fields:
            for word in map(plain, headings_of(register, field)):
                known.setdefault(word, []).append((register, field))
    for report in REPORTS.values():
        for column in report.columns:
            if column.source not in PLACES:
                register = REGISTERS[report.register]
                known.setdefault(plain(column.heading), []).append((register, register.field(column.source)))
    return [_asked(heading, refused, known) for heading in headings]


def _asked(heading: str, refused: dict, known: dict) -> dict:
    if heading in refused:
        return {"heading": heading, "state": "forbidden", "words": str(refused[heading])}
    if found := known.get(plain(heading)):
        places = dict.fromkeys(f"{register.label} · {field.label}" for register, field in found)
        return {"heading": heading, "state": "known", "words": _("、").join(places)}
    words = _("台账里没有。确需收集的，先定由谁负责、依据什么、多久核实一次，再加进字段目录。")
    return {"heading": heading, "state": "unknown", "words": words}
