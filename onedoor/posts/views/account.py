"""What everybody who signs in has: their posts, their sessions, their password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout as sign_out
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from onedoor.kit.digits import whole_number
from onedoor.kit.problems import NotFound
from onedoor.posts import sessions
from onedoor.posts.forms import PasswordForm
from onedoor.posts.passwords import change_password
from onedoor.posts.tenures import posts_held, to_choose_from

WRONG, MOST_WRONG = "wrong_old_passwords", 5


def choose(request):
    """选择岗位 — straight on when there is nothing to choose."""
    held = to_choose_from(request.user)
    if request.actor and "all" not in request.GET:
        return redirect(_next(request))
    if len(held) == 1 and request.actor is None:
        sessions.enter(request.session, held[0])
        return redirect(_next(request))
    return render(request, "posts/choose.html", {"held": held, "next": request.GET.get("next", "")})


def switch(request):
    """换岗 — act in another of one's posts from now on."""
    post = posts_held(request.user).filter(pk=whole_number(request.POST.get("post", ""))).first()
    if post is None:
        raise NotFound(_("您现在不在这个岗位上，请重新选择。"))
    sessions.enter(request.session, post)
    return redirect(_next(request))


def logout(request):
    """退出 — this browser only."""
    sign_out(request)
    return redirect(f"{settings.LOGIN_URL}?out=here")


def account(request):
    """我的账号 — posts held, browsers signed in, password."""
    tenures = request.user.tenures.select_related("post__type", "post__org", "home_org").order_by("-since")
    context = {
        "held": posts_held(request.user),
        "tenures": tenures,
        "sessions": sessions.sessions_of(request.user),
        "here": request.session.session_key,
    }
    return render(request, "posts/account.html", context)


def password(request):
    """修改密码 — the other browsers are signed out; guessing the old one signs this one out too."""
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(request.user, form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        request.session.pop(WRONG, None)
        messages.success(request, _("密码已修改，其他设备上的登录已全部退出。"))
        return redirect("posts:account" if request.actor else "posts:choose")
    if form.errors.get("old"):
        request.session[WRONG] = request.session.get(WRONG, 0) + 1
        if request.session[WRONG] >= MOST_WRONG:
            sign_out(request)
            return redirect(settings.LOGIN_URL)
    return render(request, "posts/password.html", {"form": form}, status=422 if form.errors else 200)


def logout_everywhere(request):
    """全部退出 — this browser too."""
    sessions.log_out_everywhere(request.user)
    sign_out(request)
    return redirect(f"{settings.LOGIN_URL}?out=everywhere")


def _next(request) -> str:
    """Where they were going, when that is a page of this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else settings.LOGIN_REDIRECT_URL
