"""How steps and levels stand, in words and colours of a clock: for pages and paper."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.safety.answers import answers_of
from onedoor.safety.items import ITEMS
from onedoor.safety.models import Checklist, Step
from onedoor.safety.rule import NOT_ASKED, S0, S1, S2, S3, outcome

# The colour only repeats the word beside it.
TONES = {S0: "plain", "ask": "wait", S1: "work", S2: "decide", S3: "no"}
NEAR = timedelta(hours=2)


@dataclass(frozen=True)
class Line:
    """A step and how its clock stands."""

    step: Step
    state: str
    words: str


def line_of(step: Step, now: datetime) -> Line:
    if step.ended_at:
        return Line(step, "done", step.get_ending_display())
    if step.due_at is None:
        return Line(step, "ok", _("下次联系时"))
    left = step.due_at - now
    if left <= timedelta():
        return Line(step, "late", _("超时%(span)s") % {"span": span(-left)})
    return Line(step, "near" if left <= NEAR else "ok", _("还有%(span)s") % {"span": span(left)})


def span(length: timedelta) -> str:
    """In the biggest unit that says enough."""
    minutes = int(length.total_seconds() // 60)
    if minutes >= 48 * 60:
        return ngettext("%(n)s天", "%(n)s天", minutes // 1440) % {"n": minutes // 1440}
    if minutes >= 120:
        return ngettext("%(n)s小时", "%(n)s小时", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s分钟", "%(n)s分钟", minutes) % {"n": minutes}


@dataclass(frozen=True)
class Told:
    """A form as it was filled in: each item with its answer; and which of them decided."""

    made: Checklist
    rows: list
    reds: list
    ambers: list


def told_of(made: Checklist) -> Told:
    answers = answers_of(made)
    found = outcome({code: one.said for code, one in answers.items()}, part_b=made.has_part_b)
    rows = [
        (ITEMS[code], answers[code]) for code in ITEMS if code in answers and answers[code].said != NOT_ASKED
    ]
    reds, ambers = ([ITEMS[code] for code in codes] for codes in (found.reds, found.ambers))
    return Told(made, rows, reds, ambers)
