"""Pages of a ground's registers: what there is, a list, one entry with when each field was looked at, entering and changing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid, Problem
from onedoor.places.atlas import open_atlas
from onedoor.places.tree import by_code
from onedoor.registers import actions
from onedoor.registers.actions.reporting import ON_PAPER
from onedoor.registers.fields import REGISTERS, register_of
from onedoor.registers.forms import EndForm, EntryForm
from onedoor.registers.queries import finding, reading
from onedoor.registers.standing import may_confirm, may_propose

SIZE, FIRST, MOST_BUILDINGS = 30, 8, 500


def home(request):
    """台账 — what is kept of this ground, and what wants looking at."""
    actor = request.actor
    context = {
        "counts": reading.counts(actor),
        "stale": reading.listed(actor, stale=True)[:FIRST],
        "waiting": reading.waiting(actor).count(),
        "may": reading.may(actor),
    }
    return render(request, "registers/home.html", context)


def _writes(actor) -> bool:
    return actor.holds("register.propose") or actor.holds("register.confirm")


def _asked(request) -> dict:
    """What the list is narrowed to, by its address."""
    told = {name: request.GET.get(name, "").strip()[:60] for name in ("register", "grid", "q")}
    if told["register"] not in REGISTERS:
        told["register"] = ""
    return told | {"stale": request.GET.get("stale") == "1"}


def listing(request):
    """一本台账 — by place; narrowed to a grid, to words, or to what wants looking at again."""
    asked, actor = _asked(request), request.actor
    page = Paginator(reading.listed(actor, **asked), SIZE).get_page(request.GET.get("page"))
    atlas = open_atlas()
    context = {
        "page": page,
        "lines": [(entry, reading.place(entry, atlas)) for entry in page],
        "asked": asked,
        "register": REGISTERS.get(asked["register"]),
        "registers": REGISTERS.values(),
        "grids": reading.grids(actor),
        "may_propose": _writes(actor),
    }
    return render(request, "registers/list.html", context)


def paper(request):
    """打印 — the same list, to take along and write on."""
    asked = _asked(request)
    register = REGISTERS.get(asked["register"])
    fields = [field for field in register.fields if field.kind != "point"] if register else []
    entries = actions.take_away(register, asked, by=request.actor) if register else []
    context = {
        "lines": [(entry, reading.cells_of(entry, fields)) for entry in entries],
        "register": register,
        "headings": [field.label for field in fields],
        "is_cut": len(entries) == ON_PAPER,
    }
    return render(request, "registers/print.html", context)


def entry(request, key):
    """一条台账."""
    return _page(request, finding.find_entry(key, request.actor))


def _page(request, found, status=200, **refused):
    actor, waits = request.actor, found.proposals.filter(state__in=("waiting", "conflict"))
    is_live = found.ended_at is None
    context = {
        "entry": found,
        "register": REGISTERS[found.register],
        "lines": reading.lines_of(found),
        "history": reading.history_of(found),
        "dwellings": reading.dwellings_of(found) if found.register == "building" else [],
        "place": reading.place(found, open_atlas()),
        "may_propose": is_live and not may_propose(found.grid, actor) and _writes(actor),
        "may_confirm": is_live and not may_confirm(found.grid, actor),
        "waiting": waits.count(),
        "end_form": EndForm(),
    }
    return render(request, "registers/entry.html", context | refused, status=status)


def new(request, register):
    """登记 — what is there already is named first."""
    kept, actor = register_of(register), request.actor
    first = {"building": request.GET.get("building", "")[:36]}
    grids = reading.grids(actor)
    form = EntryForm(
        request.POST or None, register=kept, grids=grids, buildings=_buildings(kept, actor), initial=first
    )
    context = {"form": form, "register": kept, "grids": grids}
    if request.method == "POST" and form.is_valid():
        told = form.told()
        context["like"] = [] if request.POST.get("sure") else finding.like(kept, told, actor)
        if not context["like"]:
            try:
                made = actions.enter(register, told, by=actor, grid=_grid(form), ref=form.take_key())
                return _said(request, made)
            except Problem as problem:
                _refuse(form, problem)
                context["known"] = problem.detail.get("entry")
    status = 422 if form.errors else 200
    return render(request, "registers/new.html", context, status=status)


def _buildings(register, actor):
    if register.code != "dwelling":
        return []
    rows = finding.entries_for(actor).live().filter(register="building").order_by("address", "name")
    return list(rows[:MOST_BUILDINGS])


def _grid(form):
    """A dwelling stands where its building stands; anything else in the grid that was chosen."""
    if "grid" in form.cleaned_data:
        return by_code(form.cleaned_data["grid"])
    return reading.building(form.cleaned_data["building"]).grid


def _refuse(form, problem) -> None:
    named = problem.detail.get("field")
    form.add_error(named if named in form.fields else None, problem.message)


def _said(request, proposal):
    """On to the entry, or to what now waits; with what happened in one sentence."""
    if proposal.state == "confirmed":
        messages.success(request, _("已记入台账。"))
    elif proposal.state == "conflict":
        messages.warning(request, _("有人说的不一样，请在下面裁定。"))
    else:
        messages.success(request, _("已提出，等网格管理员确认。"))
    if proposal.entry and proposal.state != "conflict":
        return redirect("registers:entry", proposal.entry.pk)
    return redirect("registers:proposals")


def edit(request, key):
    """修改 — what differs; at once by whoever confirms, else it waits."""
    found = finding.find_entry(key, request.actor)
    register = REGISTERS[found.register]
    form = EntryForm(request.POST or None, register=register, entry=found)
    if request.method == "POST" and form.is_valid():
        try:
            base, ref = form.cleaned_data["base"], form.take_key()
            return _said(request, actions.edit(found, form.told(), base=base, by=request.actor, ref=ref))
        except Problem as problem:
            _refuse(form, problem)
    context = {"form": form, "entry": found, "register": register}
    return render(request, "registers/edit.html", context, status=422 if form.errors else 200)


def verify(request, key):
    """核实无误 — a press."""
    found = actions.verify(finding.find_entry(key, request.actor), by=request.actor)
    messages.success(request, _("已核实：%(name)s。") % {"name": found})
    back = request.POST.get("back")
    return redirect("registers:home") if back == "home" else redirect("registers:entry", key)


def end(request, key):
    """注销."""
    found, form = finding.find_entry(key, request.actor), EndForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, end_form=form, is_ending=True)
    try:
        actions.end(found, **form.cleaned_data, by=request.actor)
    except NotValid as problem:
        _refuse(form, problem)
        return _page(request, found, 422, end_form=form, is_ending=True)
    messages.success(request, _("已注销，历史仍可查看。"))
    return redirect("registers:entry", key)
