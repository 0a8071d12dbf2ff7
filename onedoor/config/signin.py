"""Signing in: allauth does it, throttled by axes; here is what the house adds. A second factor joins as a login stage of allauth."""

from ipaddress import ip_address

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import signals
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.audit.actions import note_sign_in
from onedoor.audit.models import AccessLog
from onedoor.config.throttle import known_browser, remember_browser, seconds_to_wait
from onedoor.portal import drafting, visiting
from onedoor.posts.forms import SignInForm
from onedoor.posts.sessions import begin

Kind = AccessLog.Kind
# Where a post begins its day: the first of these pages that exists and that its verbs open.
HOMES = (
    ("case.see", "matters:my_work"),
    ("posts.appoint", "posts:orgs"),
    ("audit.read", "audit:log"),
    ("jobs.see", "jobs"),
)


class Backend(AuthenticationBackend):
    """A disabled account, or a first password that has run out, looks like a wrong password."""

    def user_can_authenticate(self, user):
        until = user.first_password_until
        return super().user_can_authenticate(user) and (until is None or until > timezone.now())

    @classmethod
    def _stash_user(cls, user):
        """allauth would keep a disabled user here and tell them so: that tells a guesser that the password is right."""
        return super()._stash_user(None)


class Adapter(DefaultAccountAdapter):
    """No sign-up, no mail; one sentence for every failure."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy(
            "用户名或密码不对，请核对后再试。忘记密码请找本单位的安全管理员。"
        ),
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        return reverse("posts:choose")

    def pre_authenticate(self, request, **credentials):
        """allauth's own counter is per account, which would let a stranger lock the owner out; `throttle` counts instead."""

    def add_message(self, *args, **kwargs):
        """The page that follows says it all."""


class SignIn(LoginView):
    """登录 — a wrong password answers 422 with what was typed, but for the password."""

    form_class = SignInForm

    def form_valid(self, form):
        response = super().form_valid(form)
        if not known_browser(self.request):
            remember_browser(response, form.user.username, settings.SESSION_COOKIE_SECURE)
        return response

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


def locked_out(request, response, credentials):
    """What axes answers while the delay runs; nothing in it depends on whether the account exists."""
    wait = max(1, seconds_to_wait(request, credentials))
    form = SignInForm(request=request, initial={"login": request.POST.get("login", "")})
    told = _("试的次数太多了，请等 %(wait)s 秒后再试。") % {"wait": wait}
    answer = render(request, "account/login.html", {"form": form, "told": told}, status=429)
    answer["Retry-After"] = str(wait)
    return answer


def home_of(actor) -> str:
    for verb, name in HOMES:
        if actor.holds(verb):
            try:
                return reverse(name)
            except NoReverseMatch:
                continue
    return reverse("posts:account")


def address_of(request) -> str:
    """Whoever speaks to us, or behind a proxy whoever spoke to it: the last hop, the only one no stranger can write."""
    direct = request.META.get("REMOTE_ADDR", "")
    if not settings.BEHIND_PROXY:
        return direct
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", 1)[-1].strip()
    try:
        return str(ip_address(told.partition("%")[0]))
    except ValueError:
        return direct


def _on_signed_in(sender, request, user, **kwargs):
    """What a resident left open in this browser is not the staff member's."""
    visiting.leave(request.session)
    drafting.forget(request.session)
    begin(request.session, user, address_of(request), request.META.get("HTTP_USER_AGENT", ""))
    note_sign_in(Kind.SIGN_IN, staff=user, address=address_of(request))


def _on_failed(sender, credentials, request=None, **kwargs):
    """Of the name that was tried only a keyed hash is kept: people type their passwords there."""
    tried = salted_hmac("sign-in", (credentials.get("username") or "").strip().lower()).hexdigest()[:32]
    note_sign_in(Kind.SIGN_IN_FAILED, username_hash=tried, address=address_of(request) if request else "")


def _on_signed_out(sender, request, user, **kwargs):
    if user is not None:
        note_sign_in(Kind.SIGN_OUT, staff=user, address=address_of(request))


def connect() -> None:
    """Called once when the house starts (config.apps)."""
    for signal, receiver in (
        (signals.user_logged_in, _on_signed_in),
        (signals.user_login_failed, _on_failed),
        (signals.user_logged_out, _on_signed_out),
    ):
        signal.connect(receiver, dispatch_uid=f"onedoor.{receiver.__name__}")
