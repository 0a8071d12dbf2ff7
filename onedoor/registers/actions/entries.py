"""登记、修改、核实、注销 — by those who answer for the ground, at a desk."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotNow, NotValid
from onedoor.registers.actions.deciding import confirm
from onedoor.registers.actions.proposing import propose
from onedoor.registers.fields import ENDED, REGISTERS, register_of
from onedoor.registers.keeping import What, change, day_of, revise, tick
from onedoor.registers.merging import known_at
from onedoor.registers.models import Entry, Proposal
from onedoor.registers.queries.finding import find_entry, held, same_entry
from onedoor.registers.standing import insist, may_confirm, may_propose
from onedoor.registers.values import EMPTY, clean, values_of


@transaction.atomic
def enter(register: str, told: dict, *, by, grid, ref: UUID | None = None) -> Proposal:
    """登记 — a new line; of a thing that is there already, the other line is named instead. At once by whoever confirms."""
    kept = register_of(register)
    cleaned = {field.name: clean(field, told.get(field.name)) for field in kept.fields}
    known = same_entry(kept, cleaned, grid)
    sent = ref and Proposal.objects.filter(ref=ref).first()
    if known is not None and not sent:
        words = _("已经登记过了：%(name)s（%(address)s）。请打开那一条修改或核实，不用重新登记。")
        raise NotNow(words % {"name": known, "address": known.address or known.grid}, entry=known.pk)
    changes = {name: {"new": value} for name, value in cleaned.items() if value not in EMPTY}
    return _at_once(propose(register, by=by, ref=ref or uuid7(), changes=changes, grid=grid), by)


@transaction.atomic
def edit(entry: Entry, told: dict, *, by, base: int, ref: UUID | None = None) -> Proposal:
    """修改 — what differs from the version that was looked at; at once by whoever confirms, else it waits."""
    register = REGISTERS[entry.register]
    changes = {name: {"new": clean(register.field(name), value)} for name, value in told.items()}
    for name, said in changes.items():
        said["old"] = known_at(entry, name, base)
    changes = {name: said for name, said in changes.items() if said["old"] != said["new"]}
    if not changes:
        raise NotValid(_("没有改动。要说明现在仍是如此，请按“核实无误”。"))
    return _at_once(
        propose(entry.register, by=by, ref=ref or uuid7(), entry=entry, base=base, changes=changes), by
    )


def _at_once(proposal: Proposal, by) -> Proposal:
    """The yes of those who may say it; a conflict still waits for its own press."""
    may = proposal.is_open and not may_confirm(proposal.grid, by)
    return confirm(proposal, by=by) if may else proposal


@transaction.atomic
def verify(entry: Entry, *, by, fields=None, at_phone=None) -> Entry:
    """核实 — looked at, and it is still so: a press, without a change. All fields that are filled in, or those named."""
    found = find_entry(entry.pk, by)
    insist(may_propose(found.grid, by))
    fresh = held(found.pk)
    if fresh.ended_at:
        raise NotNow(_("“%(name)s”已经注销，不用核实。") % {"name": fresh})
    filled = [name for name, value in values_of(fresh).items() if value not in EMPTY]
    names = [name for name in filled if fields is None or name in fields]
    tick(fresh, names, by=by, on=day_of(at_phone))
    revise(fresh, What.CHECKED, {name: {} for name in names} if fields else {}, by=by, phone_at=at_phone)
    return fresh


@transaction.atomic
def end(entry: Entry, *, by, why: str, reason: str) -> Entry:
    """注销 — gone from the ground: 拆除, 注销, 迁出 or entered by mistake; with its history it stays to be read."""
    found = find_entry(entry.pk, by)
    insist(may_confirm(found.grid, by))
    fresh = held(found.pk)
    if fresh.ended_at:
        raise NotNow(_("“%(name)s”已经注销。") % {"name": fresh})
    if why not in Entry.Why.values:
        raise NotValid(_("请选择注销的原因。"), field="why")
    if not reason.strip():
        raise NotValid(_("请写明依据或经过。"), field="reason")
    change(fresh, {ENDED: why}, by=by, reason=" ".join(reason.split()))
    return fresh
