"""规则 — what a filled-in form offers. The whole rule is here and nowhere else: no sum, no points, no person, no text read.

Any red offers S3; else two ambers, or one that leads, S2; else any amber S1; else S0. Three reds that nobody knows are
never S0: not enough is known, ask within a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onedoor.safety.items import EITHER, ITEMS, RED, Item

YES, LESSER, NO, UNKNOWN, NOT_ASKED = "yes", "lesser", "no", "unknown", "not_asked"
ANSWERS = (YES, LESSER, NO, UNKNOWN, NOT_ASKED)
S0, ASK, S1, S2, S3 = "S0", "ask", "S1", "S2", "S3"
# From the least protection to the most.
ORDER = (S0, ASK, S1, S2, S3)
# One of these alone is as much as any two ambers.
LEADS = {"A6", "A8", "A12", "B6", "B9"}
# An amber that becomes red together with one of these: control with separation, and so on.
TOGETHER = {"B5": {"B6"}, "B6": {"B5"}, "B11": {"B2", "B3", "B6"}, "B12": {"A3", "B2", "B10"}}
# What the person fears for themselves: lowered by nobody but their own word.
FEAR = ("A12", "B14")
# Children, the old, the disabled, the pregnant: whether the law obliges to report is looked at.
DUTY = ("A14", "B7", "B10")
CARE, TRIGGER = "A5", "A8"
FEW = 3


@dataclass(frozen=True)
class Outcome:
    """What is offered, and by which items: shown to whoever filled the form in, so that they can say why."""

    level: str
    is_known: bool
    reds: tuple[str, ...]
    ambers: tuple[str, ...]


def outcome(answers: Mapping[str, str], *, part_b: bool = False) -> Outcome:
    """核对结果 — from answers by the code of their item; what is not there was not asked. Part B counts where it was asked."""
    items = [item for item in ITEMS.values() if part_b or item.part == "A"]
    said = {item.code for item in items if answers.get(item.code) in _yeses(item)}
    reds = tuple(item.code for item in items if item.code in said and _is_red(item, answers, said))
    ambers = tuple(item.code for item in items if item.code in said and item.code not in reds)
    unknown = [item for item in items if item.can_be_red and _is_unknown(answers.get(item.code))]
    is_known = len(unknown) < FEW
    return Outcome(_level(reds, ambers, is_known), is_known, reds, ambers)


def higher(one: str, other: str) -> bool:
    """Whether the first protects more."""
    return ORDER.index(one) > ORDER.index(other)


def _yeses(item: Item) -> tuple[str, ...]:
    return (YES, LESSER) if item.lesser else (YES,)


def _is_unknown(answer: str | None) -> bool:
    return answer in (None, "", UNKNOWN, NOT_ASKED)


def _is_red(item: Item, answers: Mapping[str, str], said: set[str]) -> bool:
    if item.weight in (RED, EITHER):
        return answers[item.code] == YES
    return not said.isdisjoint(TOGETHER.get(item.code, ()))


def _level(reds: tuple, ambers: tuple, is_known: bool) -> str:
    if reds:
        return S3
    if len(ambers) > 1 or not LEADS.isdisjoint(ambers):
        return S2
    if ambers:
        return S1
    return S0 if is_known else ASK
