"""The keepers' pages: the list of items, the editor with its preview, publishing and order."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.guide.actions import library as actions
from onedoor.guide.library_forms import ItemForm
from onedoor.guide.markup import blocks
from onedoor.guide.models import Item
from onedoor.guide.queries import library as queries
from onedoor.kit.problems import NotFound, NotValid

MOVES = {"up": True, "down": False}
DONE = {"publish": actions.publish, "withdraw": actions.withdraw}
LAST_CHANGES = 20
# What an item says of itself; its files are not sent again.
TOLD = ("title", "topic", "source", "language", "summary", "body", "valid_from", "valid_to")


def library(request):
    """宣传资料 — by state; the order of each topic is that of the rack."""
    state = request.GET.get("state", "")
    lines = queries.lines(state if state in queries.STATES else "")
    context = {
        "shelves": _by_topic(lines),
        "counts": queries.counts(),
        "state": state,
        "kinds": Item.Kind.choices,
    }
    return render(request, "guide/library.html", context)


def _by_topic(lines) -> list[tuple[str, list]]:
    found: dict[str, list] = {str(topic.label): [] for topic in Item.Topic}
    for line in lines:
        found[line.item.get_topic_display()].append(line)
    return [(topic, held) for topic, held in found.items() if held]


def new_item(request, kind):
    """新建资料."""
    if kind not in Item.Kind.values:
        raise NotFound(_("没有这种资料。"))
    form = ItemForm(request.POST or None, request.FILES or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        sent = {"upload": form.cleaned_data.get("upload"), "cover": form.cleaned_data.get("cover")}
        try:
            item = actions.add_item(
                kind, form.words(), **sent, key=form.cleaned_data["key"], by=request.actor
            )
        except NotValid as problem:
            _tell(form, problem)
        else:
            messages.success(request, _("已保存为草稿。看过没有问题就发布。"))
            return redirect("guide:library_item", item.pk)
    return _editor(request, form, Item(kind=kind), is_new=True)


@csp_update({"media-src": [SELF]})
def item(request, key):
    """修改资料 — with a look at it, its history, and whether it is published."""
    item = queries.find_item(key)
    told = {name: vars(item)[name] for name in TOLD}
    form = ItemForm(
        request.POST or None, request.FILES or None, initial=told, kind=item.kind, has_file=bool(item.file)
    )
    if request.method == "POST" and form.is_valid():
        sent = {"upload": form.cleaned_data.get("upload"), "cover": form.cleaned_data.get("cover")}
        try:
            actions.edit_item(item, form.words(), **sent, by=request.actor)
        except NotValid as problem:
            _tell(form, problem)
        else:
            messages.success(request, _("已保存。"))
            return redirect("guide:library_item", item.pk)
    return _editor(request, form, queries.find_item(key))


def _tell(form, problem) -> None:
    named = {"file": "upload"}.get(problem.detail.get("field", ""), problem.detail.get("field"))
    form.add_error(named if named in form.fields else None, problem.message)


def _editor(request, form, item, is_new=False):
    changes = [] if is_new else item.changes.select_related("staff", "post__org")[:LAST_CHANGES]
    context = {
        "form": form,
        "item": item,
        "is_new": is_new,
        "changes": changes,
        "blocks": blocks(form["body"].value() or ""),
        "showings": [] if is_new else item.showings.select_related("screen__centre"),
    }
    return render(request, "guide/library_item.html", context, status=422 if form.errors else 200)


def preview(request):
    """预览 — how the text reads; htmx puts it beside the box."""
    told = {"blocks": blocks(request.POST.get("body", "")[:6000])}
    return render(request, "guide/_blocks.html", told)


def publish(request, key, move):
    """发布、撤下."""
    if move not in DONE:
        raise NotFound(_("没有这一步。"))
    item = DONE[move](queries.find_item(key), by=request.actor)
    messages.success(request, _("已发布。") if item.is_published else _("已撤下，一分钟内从各屏幕消失。"))
    return redirect("guide:library_item", key)


def move(request, key, way):
    """上移、下移."""
    if way not in MOVES:
        raise NotFound(_("没有这一步。"))
    actions.move_item(queries.find_item(key), MOVES[way], by=request.actor)
    return redirect("guide:library")
