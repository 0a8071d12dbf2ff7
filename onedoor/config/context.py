"""What every page's frame needs to know: who acts in which post, where they may go, in what language and type size."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onedoor.config.doors import DOORS, SIGNED_IN
from onedoor.config.live.pages import live_url
from onedoor.config.panels import CASE_PANELS, HANDOVERS, URGENT_PANELS, VISITOR_PANELS, WORK_PANELS
from onedoor.config.preferences import TYPE_COOKIE
from onedoor.notices.queries.reading import unread_count


@dataclass(frozen=True)
class Room:
    """栏目 — one line of the main navigation; who sees it follows from its door. Alt and `key` lead there."""

    label: str
    url_name: str
    icon: str
    key: str = ""


ROOMS = (
    Room(_("我的工作"), "matters:my_work", "work"),
    Room(_("事项"), "matters:worklist", "list"),
    Room(_("登记"), "matters:desk", "pen", "n"),
    Room(_("窗口叫号"), "hall:windows", "bell", "w"),
    Room(_("大厅排队"), "hall:line", "people"),
    Room(_("批量导入"), "matters:import", "upload"),
    Room(_("并案建议"), "matters:proposals", "merge"),
    Room(_("吹哨报到"), "whistles:list", "flag"),
    Room(_("突发事件联处"), "whistles:emergency", "warning"),
    Room(_("督办"), "supervision:list", "paper"),
    Room(_("联勤联防"), "joint:plans", "place"),
    Room(_("联席会议"), "joint:meetings", "chat"),
    Room(_("接访登记"), "reception:today", "people"),
    Room(_("场所"), "venues:rooms", "place"),
    Room(_("宣传资料"), "guide:library", "paper"),
    Room(_("责任清单"), "matters:duty_list", "org"),
    Room(_("退单分析"), "matters:returns", "undo"),
    Room(_("大厅统计"), "hall:figures", "list"),
    Room(_("大厅设置"), "hall:setup", "settings"),
    Room(_("大厅设备"), "hall:devices", "settings"),
    Room(_("通知"), "notices:list", "bell"),
    Room(_("单位与岗位"), "posts:orgs", "people"),
    Room(_("接口令牌"), "api:tokens", "lock"),
    Room(_("区域与网格"), "places:regions", "place"),
    Room(_("工作日历"), "worktime:calendar", "day"),
    Room(_("后台任务"), "jobs", "settings"),
    Room(_("告知文字"), "notices:wordings", "chat"),
    Room(_("发送情况"), "notices:deliveries", "send"),
    Room(_("查阅日志"), "audit:log", "eye"),
)


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


def _nav(path: str, actor) -> list[dict]:
    """The rooms this post may enter; the longest address that the current one starts with is where one is."""
    rooms = [(room, _address(room.url_name)) for room in ROOMS if _lets_in(room.url_name, actor)]
    here = max((url for _room, url in rooms if url and path.startswith(url)), key=len, default="")
    return [
        {"label": r.label, "url": url, "icon": r.icon, "key": r.key, "current": url == here}
        for r, url in rooms
        if url
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
        "handover": SimpleLazyObject(lambda: {key: _address(name) for key, name in HANDOVERS.items()}),
        # A refusal leaves one where one was: staff among their rooms, residents at their door.
        "refusal_base": "base.html" if staffed else "portal_base.html",
    }
