"""确认与裁定 — a person says yes, no, or which of two words is right. Both words stay on record."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.registers.fields import register_of
from onedoor.registers.keeping import add, change
from onedoor.registers.merging import field_of, state_of, weigh
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
    fresh = _open(proposal, by)
    insist(may_confirm(fresh.grid, by))
    items = list(fresh.items.select_for_update().order_by("pk"))
    entry = held(fresh.entry_id) if fresh.entry_id else _enter_or_find(fresh, items, by)
    _require_standing(entry)
    waiting = [item for item in items if item.state == State.WAITING]
    for item in waiting:
        item.proposal = fresh
        _weigh_again(item, entry)
    agreed = {item.field: item.new for item in waiting if item.state == State.WAITING}
    if agreed:
        change(entry, agreed, by=by, phone_at=fresh.phone_at, reason=_from(fresh))
    for item in waiting:
        _settle(item, State.MERGED if item.state == State.WAITING else item.state, by)
    return _close(fresh, items, by)


@transaction.atomic
def refuse(proposal: Proposal, *, by, reason: str) -> Proposal:
    """不采纳 — nothing is written; whoever proposed reads why."""
    fresh = _open(proposal, by)
    if fresh.post_id != by.post.pk:
        insist(may_confirm(fresh.grid, by))
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise NotValid(_("请写明不采纳的理由，最多200个字。"), field="reason")
    items = list(fresh.items.select_for_update())
    for item in items:
        if item.state in Item.OPEN:
            _settle(item, State.REFUSED, by)
    fresh.reason = reason
    fresh.save(update_fields=["reason"])
    return _close(fresh, items, by)


@transaction.atomic
def decide(which, *, by, take) -> Item:
    """裁定 — which word is right: "mine" (the sender's), "theirs", or another value. Pressed again, nothing happens.

    Whoever answers for the ground decides at once; the sender alone may give way, or stand by their word until somebody does.
    """
    item = _item(which)
    proposal = item.proposal
    entry = held(proposal.entry_id)
    _require_standing(entry)
    decider = not may_confirm(proposal.grid, by)
    if not decider and proposal.post_id != by.post.pk:
        insist(may_confirm(proposal.grid, by))
    if item.state != State.CONFLICT:
        return item
    value, state = _taken(item, take)
    if not decider and state == State.MERGED:
        # They know of the other word and stand by their own: it waits like any other.
        item.old, item.state = value_of(entry, item.field), State.WAITING
        item.save(update_fields=["old", "state"])
    else:
        _decided(item, entry, value, state, by, is_decider=decider)
    _close(proposal, list(proposal.items.all()), by)
    return item


def _open(proposal: Proposal, by) -> Proposal:
    """Locked, open, and on the post's ground; a stranger's looks like none."""
    rows = Proposal.objects.select_for_update(of=["self"]).select_related("grid", "staff", "post")
    fresh = rows.filter(pk=proposal.pk).first()
    if fresh is None or not (fresh.post_id == by.post.pk or any(map(fresh.grid.path.startswith, ground(by)))):
        raise NotFound(_("没有这条变更提议。"))
    if not fresh.is_open:
        words = _("这条提议已经办过了：%(state)s。")
        raise NotNow(words % {"state": fresh.get_state_display()})
    return fresh


def _item(which) -> Item:
    key = which.pk if isinstance(which, Item) else which
    rows = Item.objects.select_related("proposal__grid", "proposal__staff", "proposal__post")
    item = rows.filter(pk=_uuid(key)).first()
    if item is None:
        raise NotFound(_("没有这一项。"))
    Proposal.objects.select_for_update().get(pk=item.proposal_id)
    return rows.get(pk=item.pk)


def _uuid(key) -> UUID:
    try:
        return key if isinstance(key, UUID) else UUID(str(key))
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


def _weigh_again(item: Item, entry: Entry) -> None:
    """As things are now; the words of those who came later do not hold up an earlier one."""
    if same(value_of(entry, item.field), item.old) and not same(item.old, item.new):
        return
    weigh(item, entry)


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


def _decided(item: Item, entry: Entry, value, state: str, by, *, is_decider: bool) -> None:
    """Written when a decider says so and it differs; every other open word on this field is answered with it."""
    if not is_decider and state == State.OTHER:
        insist(may_confirm(item.proposal.grid, by))
    if is_decider and not same(value_of(entry, item.field), value):
        change(entry, {item.field: value}, by=by, reason=_("裁定：%(from)s") % {"from": _from(item.proposal)})
    _settle(item, state, by)
    if is_decider:
        _answer_the_others(item, entry, value, by)


def _answer_the_others(item: Item, entry: Entry, value, by) -> None:
    others = Item.objects.filter(
        proposal__entry=entry, proposal__state__in=Proposal.OPEN, field=item.field, state__in=Item.OPEN
    ).exclude(pk=item.pk)
    for other in others.select_related("proposal__grid", "proposal__staff", "proposal__post"):
        _settle(other, State.MERGED if same(other.new, value) else State.KEPT, by)
        _close(other.proposal, list(other.proposal.items.all()), by)


def _settle(item: Item, state: str, by) -> None:
    item.state = state
    if state not in Item.OPEN:
        item.decided_at, item.decided_post = timezone.now(), by.post
    item.save()


def _close(proposal: Proposal, items: list[Item], by) -> Proposal:
    proposal.state = state_of(items)
    if not proposal.is_open:
        proposal.decided_at, proposal.decided_post = timezone.now(), by.post
    proposal.save(update_fields=["state", "decided_at", "decided_post"])
    return proposal
