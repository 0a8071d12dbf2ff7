"""Whom a window takes next: one rule, asked by the action that calls and by the estimate of the wait."""

from collections.abc import Iterable


def choose(heads: Iterable[tuple], now):
    """叫号规则 — of the first in each of a window's lines, the one for whom weight × time stood is largest.

    `heads` are (weight, stands_at, number, thing). The weight is what the window gives to a service. Whoever stands
    longer weighs more each minute, so no line starves however small its weight (Kleinrock's accumulating priority,
    1964). Equals: who stood first, then the smaller number. None when nobody stands.

    Times are moments, or plain numbers: the estimate counts in minutes.
    """
    best, first = None, None
    for weight, stands_at, number, thing in heads:
        rank = (weight * (stands_at - now), stands_at, number)
        if first is None or rank < first:
            best, first = thing, rank
    return best
