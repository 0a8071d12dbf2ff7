"""记入台账 — the few ways in which a row of a register is written, each with its revision. Who may, the actions ask."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.registers.fields import ENDED, REGISTERS, Register
from onedoor.registers.models import Checked, Entry, Kind, Revision
from onedoor.registers.values import EMPTY, put, same_key, value_of, values_of, words_for

What = Revision.What
# A phone that was off for longer than this is not believed about the day.
PHONE_DAYS = 14


def add(register: Register, grid, told: dict, *, by, phone_at=None, reason="") -> Entry:
    """A new line with all its fields, version 1."""
    now = timezone.now()
    entry = Entry(register=register.code, grid=grid, created_at=now, changed_at=now)
    detail = register.model(entry=entry)
    vars(entry)["_state"].fields_cache[register.code] = detail
    for name, value in told.items():
        put(entry, name, value)
    _settle(entry, register)
    entry.save(force_insert=True)
    detail.entry = entry
    detail.save(force_insert=True)
    given = {name: {"old": None, "new": value} for name, value in told.items() if value not in EMPTY}
    revise(entry, What.ENTERED, given, by=by, phone_at=phone_at, reason=reason)
    tick(entry, list(given), by=by, on=day_of(phone_at))
    return entry


def change(entry: Entry, values: dict, *, by, phone_at=None, reason="") -> None:
    """Write these values; the entry is locked. `ended` among them ends it."""
    register = REGISTERS[entry.register]
    told = {name: {"old": value_of(entry, name), "new": value} for name, value in values.items()}
    for name, value in values.items():
        if name == ENDED:
            entry.ended_why, entry.ended_at = value, timezone.now()
        else:
            put(entry, name, value)
    entry.version += 1
    entry.changed_at = timezone.now()
    _settle(entry, register)
    _require_single(entry)
    entry.save()
    register.detail_of(entry).save()
    revise(
        entry, What.ENDED if ENDED in values else What.CHANGED, told, by=by, phone_at=phone_at, reason=reason
    )
    tick(entry, [name for name in values if name != ENDED], by=by, on=day_of(phone_at))
    if entry.register == Kind.BUILDING:
        _carry(entry, values, by)


def _require_single(entry: Entry) -> None:
    """Changed so, it must not become what another line is already."""
    others = (
        Entry.objects.live().filter(register=entry.register, same_key=entry.same_key).exclude(pk=entry.pk)
    )
    other = None if entry.ended_at else others.first()
    if other is not None:
        words = _("这样改就和已有的“%(name)s”（%(address)s）是同一条了：重复的请注销其中一条。")
        raise NotValid(words % {"name": other, "address": other.address or other.grid})


def _settle(entry: Entry, register: Register) -> None:
    """What follows from the fields: the address of a dwelling, what a search finds it by, which other line would be the same thing."""
    if entry.register == Kind.DWELLING:
        above = register.detail_of(entry).building.entry
        entry.grid, entry.address = above.grid, f"{above.address} {above.name}"[:120]
    entry.same_key = same_key(register, values_of(entry), entry.grid)
    entry.words = words_for(entry)


def _carry(building: Entry, values: dict, by) -> None:
    """The dwellings of a building end with it, and bear its address."""
    rows = (
        Entry.objects.live()
        .filter(dwelling__building=building.pk)
        .select_related("grid", "dwelling__building__entry")
        .select_for_update(of=["self"])
        .order_by("pk")
    )
    if ENDED in values:
        for row in rows:
            change(row, {ENDED: values[ENDED]}, by=by)
    elif {"name", "address"} & set(values):
        for row in rows:
            row.dwelling.building.entry = building
            _settle(row, REGISTERS[Kind.DWELLING])
            row.save(update_fields=["address", "grid", "same_key", "words"])


def revise(entry: Entry, what: str, changes: dict, *, by, phone_at=None, reason="") -> Revision:
    """One line of history."""
    return Revision.objects.create(
        entry=entry,
        version=entry.version,
        what=what,
        changes=changes,
        reason=reason[:200],
        at=timezone.now(),
        phone_at=phone_at,
        post=by.post,
        staff=by.staff,
    )


def day_of(phone_at):
    """The day on which somebody stood there: by their phone, unless that day is not to be believed."""
    today = timezone.localdate()
    if phone_at is None:
        return today
    day = timezone.localdate(phone_at)
    return day if today - timedelta(days=PHONE_DAYS) <= day <= today else today


def tick(entry: Entry, names: list[str], *, by, on) -> None:
    """核实于 — these fields were seen to be so that day; an earlier look never takes back a later one."""
    known = {row.field: row for row in Checked.objects.filter(entry=entry)}
    fresh = [Checked(entry=entry, field=name, on=on, post=by.post) for name in names if name not in known]
    later = [known[name] for name in names if name in known and known[name].on <= on]
    for row in later:
        row.on, row.post = on, by.post
    Checked.objects.bulk_create(fresh)
    Checked.objects.bulk_update(later, ["on", "post"])
    days = {row.field: row.on for row in known.values()} | {row.field: row.on for row in fresh}
    entry.stale_on = stale_on(REGISTERS[entry.register], days)
    entry.changed_at = timezone.now()
    Entry.objects.filter(pk=entry.pk).update(stale_on=entry.stale_on, changed_at=entry.changed_at)


def stale_on(register: Register, days: dict):
    """The first day on which one of the fields has not been looked at for too long."""
    due = [days[field.name] + timedelta(days=field.fresh) for field in register.fields if field.name in days]
    return min(due, default=timezone.localdate())
