"""Language and type size, kept in cookies: they belong to the person at the screen, with or without a login."""

from django.conf import settings
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

TYPE_COOKIE = "onedoor_type"
TYPE_SIZES = ("normal", "large")
YEAR = 365 * 24 * 3600


def _back(request):
    """To the page one came from; an address on another host is not followed."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target if safe else "/")


def _remember(response, name, value):
    response.set_cookie(
        name, value, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response


@require_POST
def language(request):
    """语言 — an unknown language changes nothing."""
    chosen = request.POST.get("language", "")
    answer = _back(request)
    known = chosen in dict(settings.LANGUAGES)
    return _remember(answer, settings.LANGUAGE_COOKIE_NAME, chosen) if known else answer


@require_POST
def type_size(request):
    """大字版 — an unknown size changes nothing."""
    chosen = request.POST.get("type", "")
    answer = _back(request)
    return _remember(answer, TYPE_COOKIE, chosen) if chosen in TYPE_SIZES else answer
