"""The publicity screens: what hangs in a hall for everybody, and the keepers' pages of what it shows."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.guide.actions import screens as actions
from onedoor.guide.library_forms import ScreenForm, ShowingForm
from onedoor.guide.models import Screen
from onedoor.guide.qr import qr
from onedoor.guide.queries import library as queries
from onedoor.guide.views.rack import take_away
from onedoor.kit.problems import NotFound, NotValid

MOVES = {"up": True, "down": False}


@csp_update({"media-src": [SELF, "blob:"]})
def screen(request, pk):
    """宣传屏 — plays by itself, and goes on when the server is away."""
    screen = queries.find_screen(pk)
    found = queries.slides(screen)
    context = {"screen": screen, "pages": _pages(request, found), "mark": queries.mark_of(screen, found)}
    return render(request, "guide/screen.html", context)


def slides(request, pk):
    """播放内容 — asked for each minute; 304 when nothing has changed."""
    screen = queries.find_screen(pk)
    found = queries.slides(screen)
    mark = f'"{queries.mark_of(screen, found)}"'
    headers = {"ETag": mark, "Cache-Control": "no-cache"}
    if request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304, headers=headers)
    answer = render(request, "guide/_slides.html", {"screen": screen, "pages": _pages(request, found)})
    for name, value in headers.items():
        answer.headers[name] = value
    return answer


def _pages(request, found) -> list[tuple]:
    """Each slide with the picture by which it is taken away."""
    return [(slide, qr(take_away(request, slide.item))) for slide in found]


def screens(request):
    """各屏在播 — every screen with what it shows now."""
    form = ScreenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            screen = actions.open_screen(**form.cleaned_data, by=request.actor)
        except NotValid as problem:
            form.add_error(problem.detail.get("field"), problem.message)
        else:
            messages.success(request, _("已增设。把资料放上去，再在屏幕上打开它的地址。"))
            return redirect("guide:library_screen", screen.pk)
    held = Screen.objects.select_related("centre").prefetch_related("showings__item")
    context = {"screens": [(one, _now(one)) for one in held], "form": form}
    return render(request, "guide/screens.html", context, status=422 if form.errors else 200)


def _now(screen: Screen) -> list:
    """What may be seen on it at this hour."""
    hour = timezone.localtime().time()
    showing = [one for one in screen.showings.all() if one.item.state == "current"]
    return [one for one in showing if one.from_hour is None or one.from_hour <= hour < one.to_hour]


def edit_screen(request, pk):
    """一块宣传屏 — its name, and what it shows in which order."""
    screen = queries.find_screen(pk)
    told = {"centre": screen.centre_id, "name": screen.name, "has_sound": screen.has_sound}
    form = ScreenForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_screen(screen, **form.cleaned_data, by=request.actor)
        except NotValid as problem:
            form.add_error(problem.detail.get("field"), problem.message)
        else:
            messages.success(request, _("已保存。"))
            return redirect("guide:library_screen", pk)
    return _page(request, queries.find_screen(pk), form, ShowingForm())


def _page(request, screen, form, showing_form):
    showings = screen.showings.select_related("item")
    now = {one.pk for one in _now(screen)}
    context = {"screen": screen, "form": form, "showing_form": showing_form, "showings": showings, "now": now}
    wrong = form.errors or showing_form.errors
    return render(request, "guide/screen_edit.html", context, status=422 if wrong else 200)


def show(request, pk):
    """放上屏幕 — or give what is there other times."""
    screen, form = queries.find_screen(pk), ShowingForm(request.POST)
    if form.is_valid():
        try:
            actions.show(screen, **form.cleaned_data, by=request.actor)
        except NotValid as problem:
            form.add_error(problem.detail.get("field"), problem.message)
        else:
            messages.success(request, _("已放上。屏幕一分钟内更新。"))
            return redirect("guide:library_screen", pk)
    told = {"centre": screen.centre_id, "name": screen.name, "has_sound": screen.has_sound}
    return _page(request, screen, ScreenForm(initial=told), form)


def move_showing(request, pk, key, way):
    """上移、下移、取下."""
    showing = queries.find_screen(pk).showings.select_related("screen").filter(pk=key).first()
    if showing is None or way not in (*MOVES, "off"):
        raise NotFound(_("这块屏上没有这份资料，可能刚刚被取下。"))
    if way == "off":
        actions.take_off(showing, by=request.actor)
    else:
        actions.move_showing(showing, MOVES[way], by=request.actor)
    return redirect("guide:library_screen", pk)


def close_screen(request, pk):
    """撤销宣传屏."""
    actions.close_screen(queries.find_screen(pk), by=request.actor)
    messages.success(request, _("已撤销。"))
    return redirect("guide:library_screens")
