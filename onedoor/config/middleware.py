"""Who is asking (Actor), whether they may come in here (Door), and how a refusal is told (Problem)."""

import logging

from django.contrib.auth import SESSION_KEY, logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.api.problems import not_supported, refusal
from onedoor.audit.actions import note_denied
from onedoor.audit.models import AccessLog
from onedoor.audit.origin import coming_from
from onedoor.config.audience import PHONE
from onedoor.config.doors import (
    DOORS,
    EVERYONE,
    RESIDENT_KEY,
    SIGNED_IN,
    SIGNED_IN_NO_POST,
    TOKEN,
)
from onedoor.config.expired import stopped
from onedoor.config.signin import address_of
from onedoor.kit.problems import NotAllowed, NotFound, Problem
from onedoor.posts.actor import Actor
from onedoor.posts.sessions import POST, RESIDENT_CASES, still_good, touch
from onedoor.posts.tenures import held_now
from onedoor.surveys.views import openrosa

log = logging.getLogger(__name__)
Channel = AccessLog.Channel
QUIET = "X-Quiet"  # a page that asks again by itself says so: that is not somebody at the desk
ALWAYS_OPEN_TO_FIRST_PASSWORD = {"posts:password", "posts:logout"}


def _is_api(request) -> bool:
    return request.path.startswith("/api/")


def answer(request, problem: Problem) -> HttpResponse:
    """A refusal as a problem document, in a collecting app's own words, as a part of the page, or as a page of its own."""
    if _is_api(request):
        return refusal(problem)
    if request.path.startswith("/surveys/openrosa"):
        return openrosa.refusal(problem)
    if isinstance(problem, NotFound):
        return render(request, "404.html", status=404)
    template = "_problem.html" if request.headers.get("HX-Request") else "problem.html"
    return render(request, template, {"problem": problem}, status=problem.status)


class ProblemMiddleware:
    """Turns a Problem that a page raised into its answer; absent and forbidden look the same, however they were raised."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 403 and request.actor is not None:
            note_denied(by=request.actor, where=f"{request.method} {request.path}")
        return response

    def process_exception(self, request, problem):
        if isinstance(problem, Problem):
            return answer(request, problem)
        if isinstance(problem, Http404):
            return answer(request, NotFound())
        if isinstance(problem, PermissionDenied):
            return answer(request, NotAllowed(_("您现在的岗位不能做这一步。")))
        return None


class ActorMiddleware:
    """Sets `request.actor`: the person signed in, in the post they chose and still hold today; else None."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor, now = None, timezone.now()
        if SESSION_KEY in request.session:
            staff = request.user
            if not staff.is_authenticated or not still_good(request.session, staff, now):
                logout(request)
            else:
                request.held_posts = held_now(staff)
                request.actor = self._actor(request, staff)
                if QUIET not in request.headers:
                    touch(request.session, now)
        channel = Channel.API if _is_api(request) else Channel.PAGE
        with coming_from(channel, address_of(request)):
            return self.get_response(request)

    def _actor(self, request, staff):
        chosen = request.session.get(POST)
        post = next((post for post in request.held_posts if post.pk == chosen), None)
        return Actor(staff, post) if post else None


class DoorMiddleware:
    """Lets through what `doors.DOORS` declares, and nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        doors = DOORS.get(name)
        if doors is None:
            log.error("No door is declared for %s (%s)", request.path, name)
            return answer(request, NotFound())
        if request.method not in doors:
            return not_supported(doors) if _is_api(request) else HttpResponseNotAllowed(sorted(doors))
        return self._refusal(request, name, doors[request.method])

    def _refusal(self, request, name, audience):
        """None lets the request through."""
        if audience in (EVERYONE, TOKEN, PHONE):
            return None
        if audience is RESIDENT_KEY:
            return (
                None if request.session.get(RESIDENT_CASES) else HttpResponseRedirect(reverse("portal:track"))
            )
        if not request.user.is_authenticated:
            return stopped(request, reverse("account_login"))
        if request.user.first_password_until and name not in ALWAYS_OPEN_TO_FIRST_PASSWORD:
            return _go(request, reverse("posts:password"))
        if audience is SIGNED_IN_NO_POST:
            return None
        if request.actor is None:
            return stopped(request, reverse("posts:choose"))
        if audience is SIGNED_IN or any(request.actor.holds(verb) for verb in audience):
            return None
        return answer(
            request, NotAllowed(_("您现在的岗位“%(post)s”没有这项权限。") % {"post": request.actor.post})
        )


def _go(request, url) -> HttpResponse:
    """A redirect that htmx follows with the whole page, not inside the part it was to replace."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
