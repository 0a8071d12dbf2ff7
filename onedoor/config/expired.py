"""登录已过期 — what somebody is told whose session ended while they wrote: their words stay, and they can go on."""

from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from onedoor.config.doors import DOORS, EVERYONE, RESIDENT_KEY


def stopped(request, url: str) -> HttpResponse:
    """Nobody is signed in (any more): a form is left standing, a page is asked for again after signing in at `url`."""
    if request.headers.get("HX-Request"):
        if request.method == "POST":
            return beside_the_form(request, 401)
        return HttpResponse(status=401, headers={} if "X-Quiet" in request.headers else {"HX-Redirect": url})
    if request.method == "GET":
        return _then(url, request.get_full_path())
    messages.warning(request, _("登录已过期，刚才那一步没有办成。请登录后再做一次。"))
    return _then(url, _came_from(request))


def beside_the_form(request, status: int) -> HttpResponse:
    return render(request, "_expired.html", {"of_staff": True}, status=status)


def csrf_failure(request, reason=""):
    """The page is older than the browser's cookies (CSRF_FAILURE_VIEW): the same words, and for residents without a login."""
    match = request.resolver_match
    audience = DOORS.get(match.view_name if match else "", {}).get(request.method)
    context = {"of_staff": audience not in (EVERYONE, RESIDENT_KEY, None), "back": _came_from(request)}
    template = "_expired.html" if request.headers.get("HX-Request") else "expired.html"
    return render(request, template, context, status=403)


def _came_from(request) -> str:
    """The page of ours that the form stood on, or nothing."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return ""
    page = urlsplit(referer)
    path = f"{page.path}?{page.query}" if page.query else page.path
    return "" if path == reverse("account_login") else path


def _then(url: str, back: str) -> HttpResponse:
    return HttpResponseRedirect(f"{url}?{urlencode({'next': back})}" if back else url)
