"""What a grid worker's phone takes along of the registers: the lines of its own grid, and what became of what it sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.dateparse import parse_datetime

from onedoor.places.models import Region
from onedoor.places.tree import subtree_prefixes
from onedoor.registers.fields import REGISTERS
from onedoor.registers.merging import card
from onedoor.registers.models import Checked, Entry, Item, Proposal
from onedoor.registers.queries.finding import whole
from onedoor.registers.values import EMPTY, values_of

# What is committed a little later than it was written is not missed; what was told already is told again without harm.
OVERLAP = timedelta(minutes=2)
LAST = 30
# A cursor says whose it is: the grid, then the moment.
OF = "@"


@dataclass(frozen=True)
class Carried:
    """(rows, gone, cursor) of a grid; `whole` says that these rows are all there are, and what a phone kept besides is not of here."""

    rows: list[dict]
    gone: list[str]
    cursor: str
    whole: bool

    def __iter__(self):
        return iter((self.rows, self.gone, self.cursor))


def rows(grid: Region, since: str | None = None) -> Carried:
    """All that stand in a grid, or what has changed since that cursor was given out for the same grid. No persons are in here."""
    entries = whole(Entry.objects.under(subtree_prefixes(grid)).select_related("grid"))
    last = entries.aggregate(last=Max("changed_at"))["last"]
    cursor = f"{grid.pk}{OF}{last.isoformat()}" if last else ""
    begin = _since(grid, since or "")
    if begin is None:
        told, gone = entries.live(), []
    else:
        fresh = entries.filter(changed_at__gt=begin)
        told = fresh.live()
        gone = [str(key) for key in fresh.exclude(ended_at=None).values_list("pk", flat=True)]
    found = list(told.order_by("register", "address", "name", "pk"))
    looked_at = _checked(found)
    return Carried(
        [_row(entry, looked_at.get(entry.pk, {})) for entry in found], gone, cursor, whole=begin is None
    )


def _since(grid: Region, cursor: str) -> datetime | None:
    """From when on a phone wants to be told; nothing where it comes from another grid, or never had a cursor."""
    place, _of, said = cursor.partition(OF)
    if place != str(grid.pk):
        return None
    try:
        moment = parse_datetime(said)
        return moment - OVERLAP if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _checked(entries) -> dict:
    told: dict = {}
    rows = Checked.objects.filter(entry__in=[entry.pk for entry in entries])
    for key, field, on in rows.values_list("entry_id", "field", "on"):
        told.setdefault(key, {})[field] = on.isoformat()
    return told


def _row(entry: Entry, checked: dict) -> dict:
    return {
        "id": str(entry.pk),
        "register": entry.register,
        "version": entry.version,
        "name": entry.name,
        "address": entry.address,
        "fields": {name: value for name, value in values_of(entry).items() if value not in EMPTY},
        "checked": checked,
        "stale": entry.stale_on.isoformat() if entry.stale_on else "",
        "lon": entry.lon,
        "lat": entry.lat,
    }


def registers() -> list[dict]:
    """The forms, as the phone draws them."""
    return [
        {
            "code": str(register.code),
            "name": register.label,
            "fields": [
                {
                    "name": field.name,
                    "label": field.label,
                    "type": field.kind,
                    "choices": field.choices,
                    "required": field.needed,
                    "fresh": field.fresh,
                }
                for field in register.fields
            ],
            "ended": REGISTERS[register.code].field("ended").choices,
        }
        for register in REGISTERS.values()
    ]


def cards_of(proposal: Proposal) -> list[dict]:
    """The conflicts of one sending, to its sender."""
    items = proposal.items.filter(state=Item.State.CONFLICT).select_related(
        "proposal__staff", "proposal__post"
    )
    return [card(item, mine=True) for item in items.order_by("pk")]


def cards(by) -> list[dict]:
    """Everything this very person sent from this chair that waits for somebody to decide between two words."""
    own = Item.objects.filter(proposal__post=by.post, proposal__staff=by.staff)
    items = own.filter(state=Item.State.CONFLICT, proposal__state=Proposal.State.CONFLICT)
    rows = items.select_related("proposal__entry", "proposal__staff", "proposal__post").order_by(
        "proposal__at", "pk"
    )
    return [
        card(item, mine=True) | {"entry": str(item.proposal.entry_id), "name": str(item.proposal.entry)}
        for item in rows
    ]


def sent(by) -> list[dict]:
    """我提出的变更 — the latest that this very person sent, and what became of them."""
    own = Proposal.objects.filter(post=by.post, staff=by.staff)
    rows = own.select_related("entry").order_by("-at")[:LAST]
    return [
        {
            "ref": str(row.ref),
            "register": row.register,
            "name": str(row.entry) if row.entry else "",
            "state": row.state,
            "label": row.get_state_display(),
            "at": row.at.isoformat(),
            "reason": row.reason,
        }
        for row in rows
    ]
