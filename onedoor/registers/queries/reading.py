"""台账的页面要读的 — lists of one's ground with counts, an entry with its freshness and history, and what waits for a yes."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from onedoor.cases.queries import place_of
from onedoor.kit.burden import Burden
from onedoor.places.models import Region
from onedoor.places.tree import subtree
from onedoor.registers.fields import REGISTERS, Register
from onedoor.registers.merging import card, field_of
from onedoor.registers.models import Entry, Item, Proposal, Revision
from onedoor.registers.queries.finding import entries_for, searched, whole
from onedoor.registers.standing import ground, may_confirm
from onedoor.registers.values import EMPTY, in_words, value_of

LAST_REVISIONS, MOST_GRIDS = 30, 80
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Line:
    """A field of an entry as its page shows it."""

    label: str
    words: str
    owner: str
    basis: str
    on: object
    state: str


def may(by) -> dict[str, bool]:
    """Which of the room's pages this post has."""
    return {name: by.holds(f"register.{name}") for name in ("propose", "confirm", "edit")}


def counts(by) -> list[dict]:
    """Each register with how many lines it has on this ground, and how many want looking at again."""
    today = timezone.localdate()
    stale = Count("pk", filter=Q(stale_on__lte=today))
    rows = entries_for(by).live().order_by().values("register").annotate(n=Count("pk"), stale=stale)
    found = {row["register"]: row for row in rows}
    return [
        {
            "register": one,
            "n": found.get(one.code, {}).get("n", 0),
            "stale": found.get(one.code, {}).get("stale", 0),
        }
        for one in REGISTERS.values()
    ]


def listed(by, *, register="", grid="", q="", stale=False):
    """The lines of a list: of one register or all, of one grid, found by words, or only those to look at again."""
    entries = entries_for(by).live()
    if register:
        entries = entries.filter(register=register)
    if grid:
        entries = entries.filter(grid__code=grid)
    entries = entries.stale() if stale else entries
    return searched(entries, q).order_by(
        *(("stale_on", "pk") if stale else ("grid__path", "address", "name", "pk"))
    )


def grids(by) -> list[Region]:
    """The grids of this ground, to choose from; a district has too many for that."""
    found = subtree(by.post.region, timezone.localdate()).filter(kind=Region.Kind.GRID)
    return list(found.select_related("parent")[:MOST_GRIDS]) if found.count() <= MOST_GRIDS else []


def lines_of(entry: Entry) -> list[Line]:
    """Every field with when it was looked at."""
    seen = dict(entry.checked.values_list("field", "on"))
    return [_line(entry, field, seen.get(field.name)) for field in REGISTERS[entry.register].fields]


def cells_of(entry: Entry, fields) -> list[str]:
    """The words of these fields, for a list on paper."""
    return [_line(entry, field, None).words for field in fields]


def _line(entry: Entry, field, on) -> Line:
    value = value_of(entry, field.name)
    due = on and on + timedelta(days=field.fresh)
    today = timezone.localdate()
    if value in EMPTY or due is None:
        state = "none"
    else:
        state = "stale" if due <= today else "near" if due <= today + SOON else "fresh"
    words = "" if value in EMPTY else entry.address if field.kind == "building" else in_words(field, value)
    return Line(field.label, words, str(field.owner), str(field.basis), on, state)


def history_of(entry: Entry) -> list[dict]:
    """What was changed, newest first, in words."""
    register = REGISTERS[entry.register]
    rows = entry.revisions.select_related("post__org", "staff")[:LAST_REVISIONS]
    return [{"row": row, "changes": _changes(register, row)} for row in rows]


def _changes(register: Register, row: Revision) -> list[dict]:
    told = []
    for name, said in row.changes.items():
        field = register.field(name)
        old, new = said.get("old"), said.get("new")
        told.append(
            {
                "label": field.label,
                "old": in_words(field, old) if said and row.what != Revision.What.ENTERED else "",
                "new": in_words(field, new) if said else "",
            }
        )
    return told


def dwellings_of(entry: Entry):
    """房屋 — what stands in a building."""
    return (
        Entry.objects.live().filter(dwelling__building=entry.pk).order_by("name").select_related("dwelling")
    )


def waiting(by):
    """What waits for a yes or a decision on this ground, the oldest first."""
    wanted = Q(pk__in=[])
    for prefix in ground(by):
        wanted |= Q(grid__path__startswith=prefix)
    rows = Proposal.objects.filter(wanted, state__in=Proposal.OPEN)
    return rows.select_related("entry", "grid__parent", "staff", "post__org").order_by("at", "pk")


def sent_by(by):
    """What this post proposed itself and is still open."""
    rows = Proposal.objects.filter(post=by.post, state__in=Proposal.OPEN)
    return rows.select_related("entry", "grid__parent", "staff", "post__org").order_by("at", "pk")


def shown(proposals, by) -> list[dict]:
    """Proposals as their page shows them: old and new by field, and a card for every conflict."""
    proposals = list(proposals)
    items: dict = {}
    rows = Item.objects.filter(proposal__in=proposals).select_related("proposal__staff", "proposal__post")
    for item in rows.order_by("pk"):
        items.setdefault(item.proposal_id, []).append(item)
    about = Entry.objects.filter(pk__in=[one.entry_id for one in proposals if one.entry_id])
    entries = {entry.pk: entry for entry in whole(about)}
    return [_shown(one, items.get(one.pk, []), entries.get(one.entry_id), by) for one in proposals]


def _shown(proposal: Proposal, items: list[Item], entry: Entry | None, by) -> dict:
    mine, order = proposal.post_id == by.post.pk, [one.name for one in REGISTERS[proposal.register].fields]
    items = sorted(items, key=lambda item: order.index(item.field) if item.field in order else len(order))
    changes = [
        {
            "label": field_of(item).label,
            "old": in_words(field_of(item), item.old),
            "new": in_words(field_of(item), item.new),
        }
        for item in items
        if item.state == Item.State.WAITING
    ]
    name = next((item.new for item in items if item.field == "name"), "")
    return {
        "proposal": proposal,
        "register": REGISTERS[proposal.register].label,
        "name": str(proposal.entry) if proposal.entry else name,
        "changes": changes,
        "cards": [_card(item, entry, mine) for item in items if entry and item.state == Item.State.CONFLICT],
        "may_confirm": not may_confirm(proposal.grid, by),
        "is_mine": mine,
    }


def _card(item: Item, entry: Entry, mine: bool) -> dict:
    """Both words; and what stands there now, where that is a third."""
    told, now = card(item, mine=mine), in_words(field_of(item), value_of(entry, item.field))
    return told | {"now": "" if now in (told["mine"], told["theirs"]) else now}


def burden_of(register: Register, entries: int) -> Burden:
    """What keeping a register fresh costs in a year: each field as often as it goes stale, for every line."""
    times = sum(365 / field.fresh for field in register.fields) / len(register.fields)
    return Burden(len(register.fields), times, entries)


def place(entry: Entry, atlas) -> str:
    """Where it is, as staff say it, from the regions in memory."""
    return place_of(entry.grid_id, atlas)


def building(key) -> Entry:
    """The entry of a building that a form has checked."""
    return Entry.objects.select_related("grid").get(pk=key)
