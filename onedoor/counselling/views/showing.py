"""How every page of counselling leaves: kept by no browser, found by no search engine."""

from django.http import HttpResponse
from django.shortcuts import redirect, render


def show(request, template, status=200, **context):
    """The page, with headers that say so to everything on its way."""
    response = kept_by_nobody(render(request, f"counselling/{template}", context, status=status))
    # To nobody outside; to ourselves, so that whoever had to sign in again comes back to their page.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def gone_to(request, name, *args):
    """To another page, also for a form that stayed on its own while it was sent."""
    answer = redirect(name, *args)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
    return answer


def kept_by_nobody(response):
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
