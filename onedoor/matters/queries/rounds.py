"""办理轮次 — what was found and replied each time a matter was handled; "not solved" begins the next and forgets nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from onedoor.matters.models import Matter

RESULT = ("matter.resolved", "matter.settled")


@dataclass(frozen=True)
class Round:
    """第几次办理 — with its result, its reply, and what the resident said was still not solved."""

    number: int
    result: str = ""
    resolved_at: datetime | None = None
    reply: str = ""
    replied_at: datetime | None = None
    objection: str = ""


def rounds_of(matter: Matter) -> list[Round]:
    """Every round, the first one first, told from the timeline: it cannot be written over."""
    verbs = (*RESULT, "matter.answered", "matter.objected")
    rounds = [Round(1)]
    for verb, at, note in (
        matter.case.events.filter(verb__in=verbs).order_by("seq").values_list("verb", "at", "note")
    ):
        if verb == "matter.objected":
            rounds[-1] = replace(rounds[-1], objection=note)
            rounds.append(Round(rounds[-1].number + 1))
        elif verb == "matter.answered":
            rounds[-1] = replace(rounds[-1], reply=note, replied_at=at)
        else:
            rounds[-1] = replace(rounds[-1], result=note, resolved_at=at)
    return rounds


def earlier_rounds(matter: Matter) -> list[Round]:
    """Those before the one that is under way; nothing when it was never reopened."""
    return rounds_of(matter)[:-1] if matter.round > 1 else []


def earlier_replies(matter: Matter) -> list[Round]:
    """Replies that a later one took the place of."""
    told = [one for one in rounds_of(matter) if one.reply] if matter.round > 1 else []
    return told[:-1]
