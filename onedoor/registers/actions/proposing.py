"""提出变更 — what somebody saw on the ground. It changes nothing until whoever answers for the ground says yes."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.forbidden import forbidden_in
from onedoor.kit.problems import NotNow, NotValid
from onedoor.places.models import Region
from onedoor.registers.fields import ENDED, Register, register_of
from onedoor.registers.keeping import What, day_of, revise, tick
from onedoor.registers.merging import known_at, state_of, weigh
from onedoor.registers.models import Building, Entry, Item, Proposal
from onedoor.registers.queries.finding import find_entry, held, same_entry
from onedoor.registers.standing import insist, may_propose
from onedoor.registers.values import EMPTY, clean, same, value_of, values_of

MOST_FIELDS = 30


def propose(
    register: str, *, by, ref: UUID, at_phone=None, entry=None, base: int = 0, changes: dict, grid=None
) -> Proposal:
    """提出变更 — sent twice it is one. `changes` is {field: {"old", "new"}}; without `entry` it is a new line of `grid`.

    Without changes, or with the value that stands there already, it says that the entry was looked at and is so.
    """
    if known := Proposal.objects.filter(ref=ref).first():
        return _again(known, register, by)
    try:
        with transaction.atomic():
            return _propose(register_of(register), by, ref, at_phone, entry, base, changes, grid)
    except IntegrityError:
        # Sent twice at the same moment: the other one was first.
        known = Proposal.objects.filter(ref=ref).first()
        if known is None:
            raise
        return _again(known, register, by)


def _again(known: Proposal, register: str, by) -> Proposal:
    if known.register != register or known.post_id != by.post.pk:
        raise NotValid(_("这个发送编号已经用过，内容不同。"), field="ref")
    return known


def _propose(register: Register, by, ref, at_phone, entry, base, changes, grid) -> Proposal:
    told = _cleaned(register, changes)
    if entry is None:
        grid, found = _place_of_new(register, by, grid, told)
    else:
        found = _target(register, by, entry, told)
    proposal = Proposal(ref=ref, register=register.code, base=base, phone_at=at_phone, at=timezone.now())
    proposal.post, proposal.staff = by.post, by.staff
    proposal.entry, proposal.grid = found, found.grid if found else grid
    proposal.save(force_insert=True)
    items = [
        _item(proposal, found, name, olds, new, is_new=entry is None) for name, (olds, new) in told.items()
    ]
    if found:
        _weigh_all(items, found)
        _seen(found, items, told, by=by, at_phone=at_phone)
    Item.objects.bulk_create(items)
    proposal.state = state_of(items) if found else Proposal.State.WAITING
    proposal.save(update_fields=["state"])
    return proposal


def _cleaned(register: Register, changes: dict) -> dict[str, tuple]:
    """Every field declared, nothing that is never kept, every new value checked."""
    if len(changes) > MOST_FIELDS:
        raise NotValid(_("一次最多改%(most)s项。") % {"most": MOST_FIELDS})
    for name, why in forbidden_in(changes):
        raise NotValid(_("%(label)s：%(words)s") % {"label": name, "words": why}, field=name)
    return {name: (said, clean(register.field(name), said.get("new"))) for name, said in changes.items()}


def _target(register: Register, by, entry, told) -> Entry:
    """The entry that is meant, locked."""
    found = find_entry(entry.pk if isinstance(entry, Entry) else entry, by)
    insist(may_propose(found.grid, by))
    if found.ended_at:
        words = _("“%(name)s”已注销（%(why)s），不能再改。")
        raise NotNow(words % {"name": found, "why": found.get_ended_why_display()})
    if found.register != register.code:
        raise NotValid(_("这条不在“%(register)s”台账里。") % {"register": register.label})
    _stays_where_it_is(found, told)
    return held(found.pk)


def _stays_where_it_is(entry: Entry, told) -> None:
    """A dwelling is part of its building; in another building it is another dwelling."""
    if "building" in told and not same(told["building"][1], value_of(entry, "building")):
        words = _("房屋不能改到别的楼：登记错了的，注销这一条（登记有误），在那栋楼里重新登记。")
        raise NotValid(words, field="building")


def _place_of_new(register: Register, by, grid, told) -> tuple[Region, Entry | None]:
    """Where a new line lies, which the sender must answer for; and the line that stands for the same thing already, locked."""
    if grid is None:
        raise NotValid(_("请选择网格。"), field="grid")
    _complete(register, told)
    grid = _ground(told, grid)
    insist(may_propose(grid, by))
    known = same_entry(register, {name: told.get(name, (None, None))[1] for name in _names(register)}, grid)
    if known is None:
        return grid, None
    insist(may_propose(known.grid, by))
    return known.grid, held(known.pk)


def _names(register: Register) -> list[str]:
    return [field.name for field in register.fields]


def _ground(told, grid):
    """A dwelling stands where its building stands."""
    if "building" in told:
        return Building.objects.select_related("entry__grid").get(pk=told["building"][1]).entry.grid
    return grid


def _complete(register: Register, told) -> None:
    if ENDED in told:
        raise NotValid(_("新登记的不能同时注销。"), field=ENDED)
    missing = [
        field for field in register.fields if field.needed and told.get(field.name, (None, None))[1] in EMPTY
    ]
    if missing:
        raise NotValid(_("请填写“%(label)s”。") % {"label": missing[0].label}, field=missing[0].name)


def _item(proposal, found, name, said, new, *, is_new) -> Item:
    """What the sender knew: as they say it, else as it stood in the version they looked at."""
    if found is None or is_new:
        old = None
    elif "old" in said:
        old = said["old"]
    else:
        old = known_at(found, name, proposal.base)
    return Item(proposal=proposal, field=name, old=old, new=new)


def _weigh_all(items: list[Item], entry: Entry) -> None:
    for item in items:
        weigh(item, entry)


def _seen(entry: Entry, items, told, *, by, at_phone) -> None:
    """What was found to be so counts as looked at, at once: there is nothing to confirm."""
    so = [item.field for item in items if same(value_of(entry, item.field), item.new) and item.field != ENDED]
    if not told:
        so = [name for name, value in values_of(entry).items() if value not in EMPTY]
    if so:
        tick(entry, so, by=by, on=day_of(at_phone))
        revise(entry, What.CHECKED, {name: {} for name in so} if told else {}, by=by, phone_at=at_phone)
