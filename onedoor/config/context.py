"""What every page's frame needs to know: who acts in which post, where they may go, in what language and type size."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onedoor.config.preferences import TYPE_COOKIE
from onedoor.posts.models import Post


@dataclass(frozen=True)
class Room:
    """栏目 — one line of the main navigation, shown to posts that hold `verb` (or to all)."""

    label: str
    url_name: str
    icon: str
    verb: str = ""
    key: str = ""


ROOMS = (
    Room(_("我的工作"), "matters:my-work", "work"),
    Room(_("事项"), "matters:worklist", "list"),
    Room(_("登记"), "matters:register", "pen", "matter.register", "n"),
    Room(_("导入"), "matters:import", "upload", "matter.import"),
)


def _address(url_name):
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _nav(request, actor):
    """The rooms this post may enter; the longest address that the current one starts with is the current room."""
    rooms = [(room, _address(room.url_name)) for room in ROOMS if not room.verb or actor.holds(room.verb)]
    here = max((url for _room, url in rooms if url and request.path.startswith(url)), key=len, default="")
    return [
        {"label": room.label, "url": url, "icon": room.icon, "key": room.key, "current": url == here} for room, url in rooms if url
    ]


def _other_posts(actor):
    today = localdate()
    held = Post.objects.filter(tenures__staff=actor.staff, tenures__since__lte=today).exclude(tenures__until__lt=today)
    return list(held.exclude(pk=actor.post.pk).select_related("type", "org").distinct())


def shell(request):
    """Context processor. Lists are lazy: a part answered to htmx asks the database for none of them."""
    # A refusal before the middleware of posts ran leaves no actor at all.
    actor = vars(request).get("actor")
    staff = actor.staff if actor else None
    return {
        "actor": actor,
        "post": actor.post if staff else None,
        "other_posts": SimpleLazyObject(lambda: _other_posts(actor) if staff else []),
        "nav": SimpleLazyObject(lambda: _nav(request, actor) if staff else []),
        "search_url": _address("matters:worklist") if staff else "",
        "html_lang": "en" if get_language() == "en" else "zh-Hans",
        "large_type": request.COOKIES.get(TYPE_COOKIE) == "large",
        "centre_name": _("秦州区综治中心"),
        "help_phone": "",
    }
