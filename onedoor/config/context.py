"""What every page's frame needs to know: who acts in which post, where they may go, in what language and type size."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onedoor.config.doors import DOORS, EVERYONE, SIGNED_IN
from onedoor.config.live.pages import live_url
from onedoor.config.panels import (
    BACK_PANELS,
    CASE_PANELS,
    HANDOVERS,
    URGENT_PANELS,
    VISITOR_PANELS,
    WORK_PANELS,
)
from onedoor.config.preferences import TYPE_COOKIE
from onedoor.config.rooms import GROUPS
from onedoor.notices.queries.reading import unread_count


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _lets_in(url_name: str, actor) -> bool:
    audience = DOORS.get(url_name, {}).get("GET", ())
    return audience is SIGNED_IN or (
        isinstance(audience, tuple) and any(actor.holds(verb) for verb in audience)
    )


def _open(panels: tuple[str, ...], actor) -> list[str]:
    return [url_name for url_name in panels if _lets_in(url_name, actor)]


def _handovers(actor) -> dict[str, str]:
    """Where this reader can be sent on; nobody is sent to a door that does not let them in."""
    return {
        key: _address(name)
        for key, name in HANDOVERS.items()
        if DOORS.get(name, {}).get("GET") is EVERYONE or (actor and actor.staff and _lets_in(name, actor))
    }


def _nav(path: str, actor) -> list[dict]:
    """The rooms this post may enter, by group; the longest address that the current one starts with is where one is."""
    found = [
        (group, [(room, _address(room.url_name)) for room in rooms if _lets_in(room.url_name, actor)])
        for group, rooms in GROUPS
    ]
    urls = [url for _group, rooms in found for _room, url in rooms if url and path.startswith(url)]
    here = max(urls, key=len, default="")
    return [
        {
            "label": group,
            "rooms": [
                {"label": r.label, "url": url, "icon": r.icon, "key": r.key, "current": url == here}
                for r, url in rooms
                if url
            ],
        }
        for group, rooms in found
        if any(url for _room, url in rooms)
    ]


def _other_posts(request, actor) -> list:
    """Looked up already to find out whether the post acted in is still held."""
    held = vars(request).get("held_posts", ())
    return [post for post in held if post.pk != actor.post.pk]


def shell(request) -> dict:
    """Context processor. What asks the database is lazy: a part answered to htmx asks for none of it."""
    # Absent when a request was refused before anybody was looked for.
    actor = vars(request).get("actor")
    staffed = actor is not None and actor.staff is not None
    return {
        "actor": actor,
        "post": actor.post if staffed else None,
        "other_posts": _other_posts(request, actor) if staffed else [],
        "nav": SimpleLazyObject(lambda: _nav(request.path, actor) if staffed else []),
        "search_url": _address("matters:worklist") if staffed and _lets_in("matters:worklist", actor) else "",
        "html_lang": "en" if get_language() == "en" else "zh-Hans",
        "large_type": request.COOKIES.get(TYPE_COOKIE) == "large",
        "centre_name": _("秦州区综治中心"),
        "help_phone": settings.CENTRE["phone"],
        # Where a resident's slip is asked how long it still waits (?code=).
        "ticket_page": _address("hall:my_ticket"),
        "live_url": SimpleLazyObject(lambda: live_url(request)),
        "bell": SimpleLazyObject(lambda: unread_count(actor)) if staffed else None,
        "case_panels": SimpleLazyObject(lambda: _open(CASE_PANELS, actor) if staffed else []),
        "urgent_panels": SimpleLazyObject(lambda: _open(URGENT_PANELS, actor) if staffed else []),
        "work_panels": SimpleLazyObject(lambda: _open(WORK_PANELS, actor) if staffed else []),
        "visitor_panels": SimpleLazyObject(lambda: _open(VISITOR_PANELS, actor) if staffed else []),
        "back_panels": SimpleLazyObject(lambda: _open(BACK_PANELS, actor) if staffed else []),
        "handover": SimpleLazyObject(lambda: _handovers(actor)),
        # A refusal leaves one where one was: staff among their rooms, residents at their door.
        "refusal_base": "base.html" if staffed else "portal_base.html",
    }
