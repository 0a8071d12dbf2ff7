"""各项回答 — item by item what was answered, how that is known and since when: sealed under the key of the case as one thing."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onedoor.safety import sealing
from onedoor.safety.models import Checklist
from onedoor.safety.models.checklist import Said, Source


@dataclass(frozen=True)
class Answer:
    """One item. What nobody knows has no source."""

    item: str
    said: str
    source: str = ""
    on: date | None = None

    def get_said_display(self):
        return Said(self.said).label

    def get_source_display(self):
        return Source(self.source).label if self.source else ""


def packed(answers: Iterable[Answer]) -> str:
    return json.dumps([[one.item, one.said, one.source, one.on and one.on.isoformat()] for one in answers])


def answers_of(made: Checklist) -> dict[str, Answer]:
    """By item. Whoever calls it for a page has asked who reads, and logged it."""
    text = sealing.read(made, "answers")
    return {
        item: Answer(item, said, source, date.fromisoformat(on) if on else None)
        for item, said, source, on in json.loads(text or "[]")
    }
