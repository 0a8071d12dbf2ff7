"""Pages of plans: the list, one plan, and everything by which it is prepared and brought to its end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.queries import place_of
from onedoor.joint.actions import plans as actions
from onedoor.joint.forms import ItemForm, PlaceForm, PlanForm, SummaryForm
from onedoor.joint.lifecycle import PLAN
from onedoor.joint.queries import plans as queries
from onedoor.joint.standing import TO_BE_CHANGED, insist, may_plan
from onedoor.kit.burden import Burden
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound, NotValid, Problem
from onedoor.places.atlas import open_atlas
from onedoor.places.tree import ancestors, by_code, children

SIZE, LAST_EVENTS = 20, 30
MOVES = {"start": actions.start, "drop": actions.drop, "resume": actions.resume}


def plans(request):
    """联勤计划 — those that run first."""
    page = Paginator(queries.list_of(request.actor), SIZE).get_page(request.GET.get("page"))
    may_add = request.actor.holds("joint.plan")
    return render(request, "joint/plans.html", {"page": page, "may_add": may_add})


def mine(request):
    """要去的地点 — what one's unit still has to look at, on "my work"."""
    places = queries.to_visit(request.actor)
    if not places and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return page_or_part(request, "joint/mine.html", "joint/_mine.html", {"places": places})


def new_plan(request):
    """拟订计划."""
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.draft_once(form.take_key(), **form.cleaned_data, by=request.actor)
        except NotValid:
            form.ask_again()
        else:
            told = {"code": plan.case.code}
            messages.success(request, _("已拟订，编号%(code)s。接着划定区域、列出检查项和地点。") % told)
            return redirect("joint:plan", plan.case.code)
    return render(request, "joint/plan_form.html", {"form": form}, status=422 if form.errors else 200)


def plan(request, code):
    """一项计划 — progress by unit and by place, what was found, and what is still to prepare."""
    return _page(request, queries.find_plan(code, request.actor))


def _page(request, plan, status=200, **more):
    """The whole page, with a form that was refused in its place."""
    lines = queries.places_of(plan, timezone.localdate())
    finds, unit = queries.finds_of(plan, request.actor), request.actor.post.org_id
    may_change = not may_plan(plan, request.actor)
    context = {
        "plan": plan,
        "code": plan.case.code,
        "tally": queries.tally_of(lines, finds),
        "units": queries.units_of(plan, lines),
        "lines": _chosen(request, lines),
        "is_narrowed": bool(request.GET.get("unit") or request.GET.get("state")),
        "mine": [line for line in lines if line.place.org_id == unit and line.state != "done"],
        "finds": finds,
        "items": list(plan.items.all()),
        "burden": Burden(plan.items.count(), 1, len(lines)),
        "grounds": _grounds_of(plan),
        "may_change": may_change and plan.status in TO_BE_CHANGED,
        "moves": PLAN.open_from(plan.status) if may_change else [],
        "item_form": ItemForm(),
        "summary_form": SummaryForm(),
        "events": list(plan.case.events.order_by("-seq").select_related("staff", "post__org")[:LAST_EVENTS]),
    }
    return render(request, "joint/plan.html", context | more, status=status)


def _chosen(request, lines):
    """Only one unit's places, or only those in one state."""
    unit, state = request.GET.get("unit", ""), request.GET.get("state", "")
    lines = [line for line in lines if not unit or line.place.org.code == unit]
    undone = ("to_do", "late") if state == "to_do" else (state,)
    return [line for line in lines if not state or line.state in undone]


def _grounds_of(plan) -> list[str]:
    atlas = open_atlas()
    grounds = plan.grounds.order_by("region__path").values_list("region_id", flat=True)
    return [place_of(region, atlas) for region in grounds]


def edit_plan(request, code):
    """修改计划."""
    plan = queries.find_plan(code, request.actor)
    insist(may_plan(plan, request.actor))
    known = {"name": plan.name, "purpose": plan.purpose, "from_day": plan.from_day, "to_day": plan.to_day}
    parts = plan.case.involvements.filter(until=None).values_list("org_id", flat=True)
    form = PlanForm(request.POST or None, initial=known | {"orgs": list(parts)})
    if request.method == "POST" and form.is_valid():
        form.take_key()
        actions.change_plan(plan, **form.cleaned_data, by=request.actor)
        messages.success(request, _("已修改。"))
        return redirect("joint:plan", code)
    context = {"form": form, "plan": plan, "code": code}
    return render(request, "joint/plan_form.html", context, status=422 if form.errors else 200)


def grounds(request, code):
    """划定区域 — the tree, one level at a time."""
    plan = queries.find_plan(code, request.actor)
    insist(may_plan(plan, request.actor))
    here = plan.host.region
    above = by_code(request.GET.get("under", "")) or here
    if not above.path.startswith(here.path):
        raise NotFound(_("没有这个区域，或不在牵头单位的辖区内。"))
    below = list(children(above))
    if request.method == "POST":
        ticked = set(request.POST.getlist("region"))
        add = [region for region in below if region.code in ticked]
        actions.set_grounds(
            plan, add=add, remove=[r for r in below if r.code not in ticked], by=request.actor
        )
        messages.success(request, _("已保存参与区域。"))
        return redirect(request.get_full_path())
    chosen = set(plan.grounds.values_list("region_id", flat=True))
    chain = [*(one for one in ancestors(above) if one.depth >= here.depth), above]
    context = {"plan": plan, "code": code, "below": below, "chosen": chosen, "chain": chain, "above": above}
    context["inherited"] = any(region.pk in chosen for region in chain)
    return render(request, "joint/grounds.html", context)


def add_item(request, code):
    """增加检查项."""
    plan = queries.find_plan(code, request.actor)
    form = ItemForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, 422, item_form=form)
    actions.add_item(plan, **form.cleaned_data, by=request.actor)
    return redirect(f"{request.path.removesuffix('items/')}#items")


def remove_item(request, code, number):
    """移除检查项."""
    actions.remove_item(queries.find_plan(code, request.actor), number, by=request.actor)
    messages.success(request, _("已移除检查项。"))
    return redirect("joint:plan", code)


def add_place(request, code):
    """增加地点 — one after another."""
    plan = queries.find_plan(code, request.actor)
    insist(may_plan(plan, request.actor))
    form = PlaceForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            place = actions.add_place(plan, **form.cleaned_data, by=request.actor)
        except NotValid as problem:
            form.add_error(problem.detail.get("field"), problem.message)
        else:
            told = {"number": place.number, "name": place.name}
            messages.success(request, _("已增加第%(number)s个地点：%(name)s。可以接着增加下一个。") % told)
            return redirect("joint:place_add", code)
    context = {"form": form, "plan": plan, "code": code}
    return render(request, "joint/place_form.html", context, status=422 if form.errors else 200)


def remove_place(request, code, number):
    """移除地点."""
    actions.remove_place(queries.find_plan(code, request.actor), number, by=request.actor)
    messages.success(request, _("已移除地点。"))
    return redirect("joint:plan", code)


def move_plan(request, code, move):
    """开始、作废、收尾、继续."""
    plan, form = queries.find_plan(code, request.actor), SummaryForm(request.POST)
    if move not in PLAN.moves:
        raise NotFound(_("没有这一步。"))
    if move == "end" and not form.is_valid():
        return _page(request, plan, 422, summary_form=form)
    try:
        if move == "end":
            actions.end(plan, **form.cleaned_data, by=request.actor)
        else:
            MOVES[move](plan, by=request.actor)
    except Problem as problem:
        return _page(request, queries.find_plan(code, request.actor), problem.status, problem=problem.message)
    messages.success(request, _("已办理：%(step)s。") % {"step": PLAN.moves[move].label})
    return redirect("joint:plan", code)


def print_plan(request, code):
    """打印检查表 — one sheet for each place that is still to do, or for one of them."""
    plan = queries.find_plan(code, request.actor)
    lines = queries.places_of(plan, timezone.localdate())
    number = request.GET.get("place", "")
    lines = [one for one in lines if (str(one.place.number) == number if number else one.state != "done")]
    context = {"plan": plan, "code": code, "items": list(plan.items.all()), "lines": lines}
    return render(request, "joint/plan_print.html", context)
