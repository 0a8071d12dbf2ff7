"""核对 — what is wrong with a topic's pages: they are data that a district changes, so they are looked at as a whole."""

import re

from onedoor.guide.queries.decisions import START, Outcome, Question, Topic, laws
from onedoor.guide.queries.papers import papers
from onedoor.guide.windows import WINDOWS

DEEPEST = 5
CITED = re.compile(r"《(.+?)》第\d+条(之一)?")


def faults(topic: Topic) -> list[str]:
    """Every fault in words; an empty list when every path ends in an outcome that can be relied on."""
    reached: set[str] = set()
    found = _walk(topic, START, (), reached)
    found += [f"{topic.key}.{key}: no path leads here" for key in topic.nodes if key not in reached]
    for node in topic.nodes.values():
        found += [f"{topic.key}.{node.key}: {fault}" for fault in _of(node)]
    return found


def _walk(topic: Topic, key: str, way: tuple[str, ...], reached: set[str]) -> list[str]:
    here = f"{topic.key}.{'.'.join([*way, key])}"
    node = topic.nodes.get(key)
    reached.add(key)
    if node is None:
        return [f"{here}: leads nowhere"]
    if key in way:
        return [f"{here}: a loop"]
    if isinstance(node, Outcome):
        return []
    if len(way) >= DEEPEST:
        return [f"{here}: more than {DEEPEST} questions"]
    return [fault for answer in node.answers for fault in _walk(topic, answer.to, (*way, key), reached)]


def _of(node: Question | Outcome) -> list[str]:
    if isinstance(node, Question):
        return (
            []
            if 2 <= len({answer.to for answer in node.answers}) <= 5
            else ["two to five answers are asked for"]
        )
    found = [
        f"no {name}"
        for name in ("title", "what", "limits", "basis", "bring", "steps")
        if not vars(node)[name]
    ]
    if not node.window and not node.also:
        found.append("nowhere to turn")
    if node.window and node.window not in WINDOWS:
        found.append(f"no window {node.window}")
    found += [f"no form {form}" for form in node.forms if form not in papers()]
    return found + [f"no law {law}" for law in uncited([*node.basis, *(law for _words, law in node.limits)])]


def uncited(cited) -> list[str]:
    """References that do not name an article of a law in the list of laws."""
    found = ((one, CITED.fullmatch(one)) for one in cited)
    return [one for one, match in found if match is None or match[1] not in laws()]
