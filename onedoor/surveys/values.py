"""Letters into values: each kind of question has one column, and one way to be wrong."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.days import EARLIEST, LATEST
from onedoor.kit.problems import NotValid
from onedoor.surveys.limits import MOST_CHOICE
from onedoor.surveys.models import Answer
from onedoor.surveys.questions import Question

MOST_DIGITS, MOST_LETTERS, MOST_CHOSEN = 16, 10_000, 200
FILE_NAME = re.compile(r"[^/\\\x00-\x1f]{1,100}")


def typed(question: Question, place: str, text: str) -> Answer | None:
    """The answer as a row that is not yet saved; nothing for what was left empty."""
    if not text or question.kind == "note":
        return None
    try:
        columns = WAYS[question.kind](question, text)
    except (ValueError, InvalidOperation, OverflowError) as reason:
        told = {"label": question.label[:60], "text": text[:40]}
        raise NotValid(_("“%(label)s”：“%(text)s”不对。") % told, field=question.path) from reason
    return Answer(question=question.path, place=place, kind=question.kind, **columns)


def _text(question: Question, text: str) -> dict:
    if len(text) > MOST_LETTERS:
        raise ValueError
    return {"text": text}


def _integer(question: Question, text: str) -> dict:
    if len(text) > MOST_DIGITS:
        raise ValueError
    return {"number": Decimal(int(text))}


def _decimal(question: Question, text: str) -> dict:
    number = Decimal(text)
    if not number.is_finite() or abs(number) >= 10**MOST_DIGITS:
        raise ValueError
    return {"number": round(number, 8)}


def _date(question: Question, text: str) -> dict:
    """Collect writes a day alone, some clients with the time and the zone of midnight."""
    day = date.fromisoformat(text[:10])
    if not date(1900, 1, 1) <= day <= LATEST:
        raise ValueError
    return {"day": day}


def _moment(question: Question, text: str) -> dict:
    moment = datetime.fromisoformat(text)
    if not EARLIEST <= moment.date() <= LATEST:
        raise ValueError
    return {"moment": moment if moment.tzinfo else timezone.make_aware(moment)}


def _one(question: Question, text: str) -> dict:
    return {"chosen": _among(question, [text])}


def _many(question: Question, text: str) -> dict:
    return {"chosen": _among(question, text.split())}


def _among(question: Question, chosen: list[str]) -> list[str]:
    """A list that comes with the form as a file is not known here: any name of it is taken."""
    known = {value for value, _label in question.choices}
    if known.issuperset(chosen):
        return chosen
    if known or len(chosen) > MOST_CHOSEN or any(len(one) > MOST_CHOICE for one in chosen):
        raise ValueError
    return chosen


def _point(question: Question, text: str) -> dict:
    """Latitude first, then longitude; height and accuracy are not kept."""
    lat, lon = (float(piece) for piece in text.split()[:2])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError
    return {"lat": round(lat, 6), "lon": round(lon, 6)}


def _photo(question: Question, text: str) -> dict:
    if not FILE_NAME.fullmatch(text):
        raise ValueError
    return {"text": text}


WAYS: dict[str, Callable[[Question, str], dict]] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "moment": _moment,
    "one": _one,
    "many": _many,
    "point": _point,
    "photo": _photo,
}


def in_words(question: Question, answer: Answer):
    """As a page or a table shows it: numbers stay numbers."""
    if answer.kind == "photo":
        return answer.text if answer.file else _("%(name)s（未到）") % {"name": answer.text}
    if answer.kind in ("one", "many"):
        return _("、").join(question.in_words(one) for one in answer.chosen)
    if answer.kind == "point":
        return f"{answer.lon:.6f},{answer.lat:.6f}"
    if answer.number is not None:
        return int(answer.number) if answer.kind == "integer" else float(answer.number)
    if answer.kind == "date":
        return f"{answer.day:%Y-%m-%d}"
    if answer.kind == "moment":
        return f"{timezone.localtime(answer.moment):%Y-%m-%d %H:%M}"
    return answer.text
