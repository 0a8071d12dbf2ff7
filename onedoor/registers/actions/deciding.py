"""确认与裁定 — a person says yes, no, or which of two words is right. Both words stay on record."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.registers.fields import register_of
from onedoor.registers.keeping import add, change
from onedoor.registers.merging import field_of, state_of, weigh_anew
from onedoor.registers.models import Entry, Item, Proposal
from onedoor.registers.queries.finding import held, same_entry
from onedoor.registers.standing import ground, insist, may_confirm
from onedoor.registers.values import clean, same, value_of

State = Item.State
MINE, THEIRS = "mine", "theirs"
LONGEST_REASON = 200


@transaction.atomic
def confirm(proposal: Proposal, *, by) -> Proposal:
    """确认变更 — what still fits is written; what somebody else changed meanwhile becomes a card to decide."""
    fresh, entry = _open(proposal, by)
    insist(may_confirm(fresh.grid, by))
    items = list(fresh.items.order_by("pk"))
    entry = entry or _enter_or_find(fresh, items, by)
    _require_standing(entry)
    waiting = [item for item in items if item.state == State.WAITING]
    for item in waiting:
        item.proposal = fresh
        weigh_anew(item, entry)
    agreed = {item.field: item.new for item in waiting if item.state == State.WAITING}
    if agreed:
        change(entry, agreed, by=by, phone_at=fresh.phone_at, reason=_from(fresh))
    for item in waiting:
        _settle(item, State.MERGED if item.state == State.WAITING else item.state, by)
    _close(fresh, by)
    _weigh_the_others(entry, agreed, by)
    return fresh


@transaction.atomic
def refuse(proposal: Proposal, *, by, reason: str) -> Proposal:
    """不采纳 — nothing is written; whoever proposed reads why."""
    fresh, entry = _open(proposal, by)
    if fresh.post_id != by.post.pk:
        insist(may_confirm(fresh.grid, by))
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise NotValid(_("请写明不采纳的理由，最多200个字。"), field="reason")
    said_no = list(fresh.items.filter(state__in=Item.OPEN))
    for item in said_no:
        _settle(item, State.REFUSED, by)
    fresh.reason = reason
    fresh.save(update_fields=["reason"])
    _close(fresh, by)
    if entry:
        _weigh_the_others(entry, [item.field for item in said_no], by)
    return fresh


@transaction.atomic
def decide(which, *, by, take) -> Item:
    """裁定 — which word is right: "mine" (the sender's), "theirs", or another value. Pressed again, nothing happens.

    Whoever answers for the ground decides at once; the sender alone may give way, or stand by their word until somebody does.
    """
    item, entry = _item(which, by)
    decider = not may_confirm(item.proposal.grid, by)
    if not decider and item.proposal.post_id != by.post.pk:
        insist(may_confirm(item.proposal.grid, by))
    if item.state != State.CONFLICT or entry is None:
        return item
    _require_standing(entry)
    value, state = _taken(item, take)
    if decider:
        _decided(item, entry, value, state, by)
    elif state == State.MERGED:
        # They know of the other word and stand by their own: it waits like any other.
        item.old = value_of(entry, item.field)
        _settle(item, State.WAITING, by)
    elif state == State.KEPT:
        _settle(item, state, by)
        _weigh_the_others(entry, [item.field], by)
    else:
        insist(may_confirm(item.proposal.grid, by))
    _close(item.proposal, by)
    return item


def _locked(key) -> tuple[Proposal, Entry | None]:
    """The proposal and what it is about. The entry's row is the lock of every word about it: it is taken first, always."""
    about = Proposal.objects.filter(pk=key).values_list("entry_id", flat=True).first()
    entry = held(about) if about else None
    rows = Proposal.objects.select_for_update(of=["self"]).select_related("grid", "staff", "post")
    fresh = rows.get(pk=key)
    if fresh.entry_id != about:
        raise NotNow(_("刚刚有人办了这条提议，请再看一次。"))
    return fresh, entry


def _in_reach(proposal: Proposal | None, by) -> bool:
    """One's own, or on one's ground; a stranger's looks like none."""
    return proposal is not None and (
        proposal.post_id == by.post.pk or any(map(proposal.grid.path.startswith, ground(by)))
    )


def _open(proposal: Proposal, by) -> tuple[Proposal, Entry | None]:
    if not _in_reach(Proposal.objects.select_related("grid").filter(pk=proposal.pk).first(), by):
        raise NotFound(_("没有这条变更提议。"))
    fresh, entry = _locked(proposal.pk)
    if not fresh.is_open:
        words = _("这条提议已经办过了：%(state)s。")
        raise NotNow(words % {"state": fresh.get_state_display()})
    return fresh, entry


def _item(which, by) -> tuple[Item, Entry | None]:
    key = which.pk if isinstance(which, Item) else _uuid(which)
    item = Item.objects.select_related("proposal__grid").filter(pk=key).first()
    if item is None or not _in_reach(item.proposal, by):
        raise NotFound(_("没有这一项。"))
    proposal, entry = _locked(item.proposal_id)
    fresh = proposal.items.get(pk=key)
    fresh.proposal = proposal
    return fresh, entry


def _uuid(key) -> UUID:
    try:
        return UUID(str(key))
    except ValueError as reason:
        raise NotFound(_("没有这一项。")) from reason


def _require_standing(entry: Entry) -> None:
    if entry.ended_at:
        words = _("“%(name)s”已注销（%(why)s），这条提议可以不采纳。")
        raise NotNow(words % {"name": entry, "why": entry.get_ended_why_display()})


def _enter_or_find(proposal: Proposal, items: list[Item], by) -> Entry:
    """A new line; or, when somebody entered the same thing meanwhile, that one, with what differs to be decided."""
    register = register_of(proposal.register)
    told = {field.name: None for field in register.fields} | {item.field: item.new for item in items}
    known = same_entry(register, told, proposal.grid)
    if known is None:
        if told.get("building"):
            clean(register.field("building"), told["building"])
        entry = _added(
            register, proposal.grid, told, by=by, phone_at=proposal.phone_at, reason=_from(proposal)
        )
        for item in items:
            item.state = State.SAME
            _settle(item, State.MERGED, by)
    else:
        entry = held(known.pk)
    proposal.entry = entry
    proposal.save(update_fields=["entry"])
    return entry


def _added(register, grid, told, **more) -> Entry:
    """Entered; or, when somebody else was quicker by a moment, told so."""
    try:
        with transaction.atomic():
            return add(register, grid, told, **more)
    except IntegrityError as quicker:
        raise NotNow(_("刚刚有人登记了同一条，请再按一次。")) from quicker


def _from(proposal: Proposal) -> str:
    words = _("%(who)s%(at)s提出")
    at = timezone.localtime(proposal.phone_at or proposal.at)
    return words % {"who": proposal.staff or proposal.post, "at": f"{at:%m-%d %H:%M}"}


def _taken(item: Item, take) -> tuple[object, str]:
    """The value that is to stand, and what became of the item by it."""
    if take == MINE:
        return item.new, State.MERGED
    if take == THEIRS:
        return item.theirs, State.KEPT
    value = clean(field_of(item), take)
    return value, State.OTHER


def _decided(item: Item, entry: Entry, value, state: str, by) -> None:
    """Written when it differs; every other open word on this field is answered with it."""
    if not same(value_of(entry, item.field), value):
        change(entry, {item.field: value}, by=by, reason=_("裁定：%(from)s") % {"from": _from(item.proposal)})
    _settle(item, state, by)
    for other in _others(entry, [item.field]):
        _settle(other, State.MERGED if same(other.new, value) else State.KEPT, by)
        _close(other.proposal, by)


def _others(entry: Entry, fields) -> list[Item]:
    """What is still open on these fields of an entry that is held: nobody else writes it meanwhile."""
    rows = Item.objects.filter(proposal__entry=entry, proposal__state__in=Proposal.OPEN)
    rows = rows.filter(field__in=list(fields), state__in=Item.OPEN).order_by("proposal__at", "pk")
    return list(rows.select_related("proposal__grid", "proposal__staff", "proposal__post"))


def _weigh_the_others(entry: Entry, fields, by) -> None:
    """A word was written or is gone: no card goes on speaking of it as if it still waited."""
    for other in _others(entry, fields):
        weigh_anew(other, entry)
        _settle(other, other.state, by)
        _close(other.proposal, by)


def _settle(item: Item, state: str, by) -> None:
    item.state = state
    if state not in Item.OPEN:
        item.decided_at, item.decided_post = timezone.now(), by.post
    item.save()


def _close(proposal: Proposal, by) -> Proposal:
    """Where it stands now that one of its items was settled."""
    proposal.state = state_of(list(proposal.items.all()))
    if not proposal.is_open:
        proposal.decided_at, proposal.decided_post = timezone.now(), by.post
    proposal.save(update_fields=["state", "decided_at", "decided_post"])
    return proposal
