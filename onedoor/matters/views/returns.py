"""Where returns go round, and the rulings that guide the next matter."""

from django.shortcuts import render

from onedoor.matters.queries.loops import MOST, loops
from onedoor.matters.queries.precedents import standing_precedents


def returns(request):
    """退单分析 — by line of the duty list: how often, between whom, how it ended, where the list is wrong."""
    found, count = loops(request.actor)
    context = {
        "loops": [loop for loop in found if loop.goes_round],
        "single": [loop for loop in found if not loop.goes_round],
        "count": count,
        "is_cut": count >= MOST,
        "most": MOST,
        "precedents": standing_precedents(request.actor),
    }
    return render(request, "matters/returns.html", context)
