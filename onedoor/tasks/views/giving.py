"""Giving tasks: under a case, through a whole ground, and for a resident."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case
from onedoor.kit.problems import NotFound, NotValid, Problem
from onedoor.places.models import Region
from onedoor.places.tree import by_code
from onedoor.tasks import actions
from onedoor.tasks.forms import ErrandForm, GiveForm, ReasonForm, RoundForm, VillageForm
from onedoor.tasks.models import Task
from onedoor.tasks.queries import grids_at
from onedoor.tasks.queries.rounds import find_round, own_part, rounds_for, villages_of
from onedoor.tasks.queries.tasks import SIZE, lines, of_case, pressed_in
from onedoor.tasks.standing import is_on_ground, may_take_back

# What a unit writes when it says that it is done: then a check is what comes next.
SAID_DONE = ("matter.resolved", "matter.settled", "matter.objected")
WENT_ON = ("matter.dispatched", "matter.sent_back", "matter.verified", "matter.answered", "matter.closed")


def panel_context(case: Case, actor, form=None) -> dict:
    """The tasks of a case, and a form filled in so far that one press gives a check."""
    tasks = of_case(case, actor)
    grids = [grid for grid in grids_at(case.region) if is_on_ground(grid, actor)]
    may_give = actor.holds("task.give") and case.closed_at is None
    stages = case.events.filter(verb__in=(*SAID_DONE, *WENT_ON)).order_by("-seq")
    last = stages.values_list("verb", flat=True).first()
    context = {"case": case, "lines": lines(tasks, timezone.now()), "may_give": may_give}
    context |= {"needs_place": not grids, "pressed": pressed_in(case, actor)}
    context["is_said_done"] = last in SAID_DONE and not any(
        task.kind == Task.Kind.CHECK for task in tasks[:1]
    )
    if may_give and grids:
        context["form"] = form or GiveForm(grids=grids, initial=_usual(case))
    return context


def _usual(case: Case) -> dict:
    return {
        "kind": Task.Kind.CHECK,
        "words": _("请到现场看看，办理结果是否属实：%(title)s") % {"title": case.title},
    }


def give(request, code):
    """派发网格任务 — where the place of the case is not known to the grid, first its village."""
    case = cases_for(request.actor, "task.give").select_related("region__parent").filter(code=code).first()
    if case is None:
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    under = _under(request, case.region)
    grids = [grid for grid in grids_at(under) if is_on_ground(grid, request.actor)]
    form = GiveForm(request.POST or None, grids=grids, initial=_usual(case))
    if request.method == "POST" and form.is_valid():
        try:
            task = actions.give(case, by=request.actor, **form.cleaned_data)
        except Problem as problem:
            form.add_error(
                problem.detail.get("field") if isinstance(problem, NotValid) else None, problem.message
            )
        else:
            messages.success(request, _("已派给%(post)s。") % {"post": task.post})
            return redirect("tasks:panel", code)
    context = {"case": case, "form": form, "grids": grids, "villages": _villages(request, case.region)}
    return render(request, "tasks/give.html", context, status=422 if form.errors else 200)


def _under(request, usual: Region) -> Region:
    """The village that was chosen in the address, if it lies in the actor's ground."""
    chosen = by_code(request.GET.get("under", ""))
    return chosen if chosen and is_on_ground(chosen, request.actor) else usual


def _villages(request, region: Region) -> VillageForm | None:
    """A choice of villages where it takes one."""
    above = (
        region
        if region.path.startswith(request.actor.post.org.region.path)
        else request.actor.post.org.region
    )
    return None if grids_at(above) else VillageForm(request.GET or None, above=above)


def rounds(request):
    """宣传巡查 — those in one's ground, the latest first."""
    page = Paginator(rounds_for(request.actor), SIZE).get_page(request.GET.get("page"))
    return render(request, "tasks/rounds.html", {"page": page, "may_give": request.actor.holds("task.give")})


def new_round(request):
    """派发宣传巡查."""
    form = RoundForm(request.POST or None, above=request.actor.post.org.region)
    if request.method == "POST" and form.is_valid():
        key = form.take_key()
        try:
            made = actions.start_round(by=request.actor, key=key, **form.cleaned_data)
        except Problem as problem:
            form.ask_again() if problem.detail.get("key") else form.add_error(None, problem.message)
        else:
            return redirect("tasks:round", made.case.code)
    return render(request, "tasks/round_form.html", {"form": form}, status=422 if form.errors else 200)


def one_round(request, code):
    """一次宣传巡查 — how far it is, by village."""
    found = find_round(code, request.actor)
    first = found.case.tasks.for_rows().select_related("giver__org__region").first()
    own = own_part(found, request.actor)
    context = {"round": found, "lines": lines(own, timezone.now()), "form": ReasonForm()}
    context["villages"] = [] if own else villages_of(found, request.actor)
    context["clock"] = lines([first], timezone.now())[0].clock if first else None
    context["may_end"] = first and not found.case.closed_at and not may_take_back(first, request.actor)
    return render(request, "tasks/round.html", context)


def end_round(request, code):
    """结束宣传巡查."""
    found, form = find_round(code, request.actor), ReasonForm(request.POST)
    if form.is_valid():
        actions.end_round(found, by=request.actor, **form.cleaned_data)
        messages.success(request, _("已结束。"))
    else:
        messages.error(request, _("请写明理由。"))
    return redirect("tasks:round", code)


def errand(request):
    """登记民生代办 — the slip is shown once, to be read out or written down."""
    under = _under(request, request.actor.post.region)
    grids = [grid for grid in grids_at(under) if is_on_ground(grid, request.actor)]
    if under.kind == Region.Kind.GRID and request.actor.post.region == under:
        grids = [under]
    form = ErrandForm(request.POST or None, grids=grids)
    if request.method == "POST" and form.is_valid():
        key = form.take_key()
        try:
            asked = actions.ask_errand(key=key, by=request.actor, **form.cleaned_data)
        except Problem as problem:
            form.ask_again() if problem.detail.get("key") else form.add_error(None, problem.message)
        else:
            return render(request, "tasks/errand_slip.html", {"asked": asked})
    villages = None if grids else VillageForm(request.GET or None, above=request.actor.post.org.region)
    context = {"form": form, "grids": grids, "villages": villages}
    return render(request, "tasks/errand_form.html", context, status=422 if form.errors else 200)
