"""How every page of counselling leaves: kept by no browser, found by no search engine."""

from django.shortcuts import render


def show(request, template, status=200, **context):
    """The page, with headers that say so to everything on its way."""
    response = kept_by_nobody(render(request, f"counselling/{template}", context, status=status))
    response.headers["Referrer-Policy"] = "no-referrer" if request.method == "GET" else "same-origin"
    return response


def kept_by_nobody(response):
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
