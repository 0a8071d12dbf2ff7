"""三方比对 — what the sender knew, what they say, what stands there now: agreed, already so, or for a person to decide."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.registers.fields import REGISTERS, Field
from onedoor.registers.models import Entry, Item, Proposal, Revision
from onedoor.registers.values import in_words, same, value_of

State = Item.State


def weigh(item: Item, entry: Entry) -> None:
    """Where one field of a proposal stands, as the entry is now; in a conflict, with whose word it is against."""
    now = value_of(entry, item.field)
    rival = None if same(now, item.new) else _rival(item, entry)
    if same(now, item.new):
        item.state = State.SAME
    elif rival is not None:
        _against(item, rival.new, _who(rival.proposal.staff, rival.proposal.post), rival.proposal.at)
    elif same(now, item.old):
        item.state = State.WAITING
    else:
        last = _last_word(entry, item.field)
        who = _who(last.staff, last.post) if last else _("台账")
        _against(item, now, who, last.at if last else entry.changed_at)


def weigh_anew(item: Item, entry: Entry) -> None:
    """As things are now. A word that waits is held up neither by those who came later nor by one that its sender knows of."""
    fits = same(value_of(entry, item.field), item.old) and not same(item.old, item.new)
    if item.state != State.WAITING or not fits:
        weigh(item, entry)


def _against(item: Item, value, who: str, at) -> None:
    item.state, item.theirs, item.theirs_who, item.theirs_at = State.CONFLICT, value, who[:60], at


def _rival(item: Item, entry: Entry) -> Item | None:
    """Somebody else's word on the same field that is still waiting, and other than this one."""
    others = Item.objects.filter(
        proposal__entry=entry, proposal__state__in=Proposal.OPEN, field=item.field, state__in=Item.OPEN
    ).exclude(proposal=item.proposal_id)
    rows = others.select_related("proposal__staff", "proposal__post").order_by("proposal__at", "pk")
    # Whoever came first waits; the later word is the one that is against it.
    before = [row for row in rows if row.proposal.at <= item.proposal.at]
    return next((row for row in before if not same(row.new, item.new)), None)


def _last_word(entry: Entry, field: str) -> Revision | None:
    rows = _changed(entry, field).select_related("staff", "post")
    return rows.order_by("-version", "-at").first()


def _changed(entry: Entry, field: str):
    return entry.revisions.exclude(what=Revision.What.CHECKED).filter(changes__has_key=field)


def _who(staff, post) -> str:
    return str(staff or post)


def known_at(entry: Entry, name: str, base: int):
    """What stood there in the version that somebody looked at."""
    later = _changed(entry, name).filter(version__gt=base).order_by("version").first()
    return later.changes[name]["old"] if later and base else value_of(entry, name)


def state_of(items: list[Item]) -> str:
    """Where the whole proposal stands."""
    states = {item.state for item in items}
    if State.CONFLICT in states:
        return Proposal.State.CONFLICT
    if State.WAITING in states:
        return Proposal.State.WAITING
    done = {State.MERGED, State.OTHER} & states
    if done:
        return Proposal.State.CONFIRMED
    return Proposal.State.REFUSED if {State.REFUSED, State.KEPT} & states else Proposal.State.SAME


def field_of(item: Item) -> Field:
    return REGISTERS[item.proposal.register].field(item.field)


def card(item: Item, *, mine: bool = False) -> dict:
    """冲突卡 — one conflict in words: 间数 你：3间；张洁10:12：4间."""
    field = field_of(item)
    me = _("你") if mine else _who(item.proposal.staff, item.proposal.post)
    at = timezone.localtime(item.theirs_at) if item.theirs_at else None
    told = {
        "change": str(item.pk),
        "field": item.field,
        "label": field.label,
        "mine": in_words(field, item.new),
        "theirs": in_words(field, item.theirs),
        "who": item.theirs_who,
        "at": at.isoformat() if at else "",
    }
    words = _("%(me)s：%(mine)s；%(who)s%(when)s：%(theirs)s")
    return told | {"words": words % (told | {"me": me, "when": _when(at)})}


def _when(at) -> str:
    if at is None:
        return ""
    return f"{at:%H:%M}" if at.date() == timezone.localdate() else f"{at:%m-%d}"
