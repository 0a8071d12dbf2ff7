"""一件事，几个人，几部分 — what a resident is told of a matter that several people brought, or several units share."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onedoor.matters.lifecycle import Status as S
from onedoor.matters.models import Matter

IN_HAND = _("%(unit)s正在办。")
# How far a part is, as its unit stands to it; what is not here is in hand.
PART_SAID = {
    S.REGISTERED: _("正在安排由谁来办。"),
    S.ACCEPTED: _("正在安排由谁来办。"),
    S.SUBMITTED: _("正在请领导研究。"),
    S.INSTRUCTED: _("正在安排由谁来办。"),
    S.DISPATCHED: _("已经交给%(unit)s，等它签收。"),
    S.RESOLVED: _("%(unit)s说已经办了，正在核查。"),
    S.VERIFIED: _("%(unit)s办好了，已经核查过。"),
    S.ANSWERED: _("%(unit)s办好了，已经核查过。"),
    S.CLOSED: _("%(unit)s办好了，已经核查过。"),
    S.DECLINED: _("这一部分不归这里办，原因写在下面。"),
    S.TRANSFERRED: _("这一部分转给了有权办理的机关。"),
}
SHARED_OUT = (S.ACCEPTED, S.INSTRUCTED)
TOLD = (S.ANSWERED, S.CLOSED, S.DECLINED, S.TRANSFERRED)


@dataclass(frozen=True)
class PartTold:
    """One part: what it is about, how far it is in one sentence, and what came of it."""

    title: str
    words: str
    is_done: bool
    reply: str


def parts_told(matter: Matter) -> list[PartTold]:
    """The parts in the order in which they were made; residents see one matter, so no codes."""
    parts = (
        matter.parts.select_related("case", "lead", "desk").defer("words").order_by("case__opened_at", "pk")
    )
    return [_told(part) for part in parts]


def now_words(matter: Matter, parts: list[PartTold]) -> str:
    """Who has it, as long as it is shared out and nobody has it as a whole; nothing otherwise."""
    if matter.status in SHARED_OUT and any(not part.is_done for part in parts):
        return str(_("几个单位正在分头办，办到哪里写在下面。"))
    return ""


def _told(part: Matter) -> PartTold:
    words = str(PART_SAID.get(S(part.status), IN_HAND)) % {"unit": part.lead or part.desk}
    reply = part.reply if part.status in TOLD else ""
    return PartTold(part.case.title, words, part.case.closed_at is not None, reply)
