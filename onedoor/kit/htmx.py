"""Answering htmx: the same view gives a whole page, or only the part that was asked for."""

from django.shortcuts import render


def page_or_part(request, page: str, part: str, context: dict, status: int = 200):
    """`page` includes `part`; htmx gets `part` alone (but the whole page when it restores history)."""
    alone = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    return render(request, part if alone else page, context, status=status)
