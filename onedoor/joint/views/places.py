"""The page of one place, made for a phone: the checklist, what was found, what it has become."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.queries import place_of
from onedoor.joint.actions import visits as actions
from onedoor.joint.forms import FindForm, VisitForm
from onedoor.joint.lifecycle import PlanStatus
from onedoor.joint.queries import plans as queries
from onedoor.joint.standing import may_reopen, may_visit
from onedoor.kit.problems import Problem


def place(request, code, number):
    """一个地点 — its checklist to fill in, or the result with what was found."""
    place = queries.find_place(code, number, request.actor)
    if request.method == "GET":
        return _page(request, place)
    form = VisitForm(request.POST, items=place.plan.items.all())
    if not form.is_valid():
        return _page(request, place, 422, form=form)
    try:
        actions.visit(place, form.answers(), words=form.cleaned_data["words"], by=request.actor)
    except Problem as problem:
        place = queries.find_place(code, number, request.actor)
        return _page(request, place, problem.status, form=form, problem=problem.message)
    messages.success(request, _("已记下：%(name)s。") % {"name": place.name})
    return redirect("joint:place", code, number)


def _page(request, place, status=200, **more):
    plan, actor = place.plan, request.actor
    answers = queries.answers_of(place)
    is_running, finds = plan.status == PlanStatus.RUNNING, queries.finds_of(plan, actor, place)
    state = queries.state_of(place, plan, timezone.localdate())
    found = {line.find.item_id for line in finds}
    items = list(plan.items.all())
    context = {
        "plan": plan,
        "place": place,
        "code": plan.case.code,
        "where": place_of(place.region_id),
        "state": state,
        "state_words": queries.words_of(state),
        "answers": [(answer, answer.is_unexpected and answer.item_id not in found) for answer in answers],
        "finds": finds,
        "earlier": list(queries.earlier_visits(place)),
        "may_fill": is_running and not may_visit(place, actor),
        "may_reopen": is_running and place.visit_id and not may_reopen(place, actor),
        "next": _next(plan, place, actor),
        "form": VisitForm(items=items),
        "find_form": FindForm(plan=plan, initial=_known(request, answers)),
    }
    return render(request, "joint/place.html", context | more, status=status)


def _known(request, answers) -> dict:
    """What is not as it should be is written down already; one press is left."""
    wanted = request.GET.get("item", "")
    for answer in answers:
        if str(answer.item.number) == wanted and answer.is_unexpected:
            said = _("是") if answer.yes else _("否")
            return {
                "item": wanted,
                "words": _("“%(item)s”：%(said)s。") % {"item": answer.item.words, "said": said},
            }
    return {}


def _next(plan, place, actor):
    """The unit's next place that is still to do."""
    left = plan.places.filter(org=actor.post.org, visit=None).exclude(pk=place.pk)
    return left.filter(number__gt=place.number).first() or left.first()


def reopen(request, code, number):
    """重新填写."""
    actions.reopen(queries.find_place(code, number, request.actor), by=request.actor)
    messages.success(request, _("可以重新填写了。原来的结果留作记录。"))
    return redirect("joint:place", code, number)


def find(request, code, number):
    """登记为事项 — in one press."""
    place = queries.find_place(code, number, request.actor)
    form = FindForm(request.POST, request.FILES, plan=place.plan)
    if not form.is_valid():
        return _page(request, place, 422, find_form=form)
    try:
        found = actions.find(place, **form.cleaned_data, by=request.actor)
    except Problem as problem:
        place = queries.find_place(code, number, request.actor)
        return _page(request, place, problem.status, find_form=form, problem=problem.message)
    messages.success(request, _("已登记为事项，编号%(code)s。") % {"code": found.taken_up.code})
    return redirect("joint:place", code, number)
