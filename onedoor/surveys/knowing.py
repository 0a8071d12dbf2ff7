"""What is known already: told by whoever wires the house, since the registers are strangers to this room.

The answer to a list of questions' words is one place a question, such as “楼栋 · 层数”, or nothing.
"""

from collections.abc import Callable, Sequence

_answering: list[Callable[[Sequence[str]], list[str]]] = []


def answer_with(told: Callable[[Sequence[str]], list[str]]) -> None:
    """Who knows; said once, at start."""
    _answering[:] = [told]


def known_places(words: Sequence[str]) -> list[str]:
    """Where the answer to each of these questions stands already."""
    return _answering[0](words) if _answering else ["" for _word in words]
