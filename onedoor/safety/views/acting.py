"""Raising, lowering, reporting, hearing, ending a step: a form each, one page for all of them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.kit.problems import NotFound, Problem
from onedoor.safety import actions, sealing
from onedoor.safety.facing import line_of
from onedoor.safety.forms import FinishForm, HearForm, LowerForm, RaiseForm, ReportForm
from onedoor.safety.models import Lowering, Step
from onedoor.safety.queries import current, fear_stands
from onedoor.safety.rule import ORDER, higher
from onedoor.safety.standing import insist, may_answer_lowering
from onedoor.safety.views.showing import case_of, put_problem, show

STEPS = {
    "raise": (gettext_lazy("提高保护级"), RaiseForm, actions.raise_level),
    "lower": (gettext_lazy("申请降低"), LowerForm, actions.ask_to_lower),
    "report": (gettext_lazy("登记法定报告"), ReportForm, actions.report),
    "hear": (gettext_lazy("记下本人的话"), HearForm, actions.hear),
}


def act(request, code, name):
    """办一步."""
    case = case_of(request, code)
    if name not in STEPS:
        raise NotFound(_("没有这一步。"))
    label, kind, action = STEPS[name]
    form = kind(request.POST or None, **_choices(name, case))
    if request.method == "POST" and form.is_valid():
        try:
            action(case, by=request.actor, **form.cleaned_data)
        except Problem as problem:
            put_problem(form, problem)
        else:
            messages.success(request, _("已办理：%(step)s。") % {"step": label})
            return redirect("safety:case", code)
    context = {"case": case, "form": form, "label": label, "name": name, "fears": fear_stands(case)}
    return show(request, "act.html", context, 422 if form.errors else 200)


def _choices(name: str, case) -> dict:
    """Only what is higher, or lower, than what stands."""
    row = current(case)
    if name == "raise":
        return {"grades": [one for one in ORDER if row is None or higher(one, row.grade)]}
    if name == "lower":
        return {"grades": [one for one in ORDER if row is not None and higher(row.grade, one)]}
    return {}


def step(request, code, key):
    """一个步骤 — and how it ended."""
    case = case_of(request, code)
    found = Step.objects.for_rows().filter(case=case, pk=key).first()
    if found is None:
        raise NotFound(_("没有这一步。"))
    form = FinishForm(request.POST or None, step=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.finish(found, by=request.actor, **form.cleaned_data)
        except Problem as problem:
            put_problem(form, problem)
        else:
            messages.success(request, _("已办理：%(step)s。") % {"step": found.get_kind_display()})
            return redirect("safety:case", code)
    context = {"case": case, "form": form, "step": found, "line": line_of(found, timezone.now())}
    return show(request, "step.html", context, 422 if form.errors else 200)


def answer(request, code, key):
    """答复降低 — the second person reads the reason first; that they did is kept."""
    case = case_of(request, code)
    asked = (
        Lowering.objects.filter(level__case=case, pk=key, answered_at=None)
        .select_related("asked_staff")
        .first()
    )
    if asked is None:
        raise NotFound(_("没有这次申请，或者已经答复。"))
    insist(may_answer_lowering(asked, case, request.actor))
    if request.method == "POST":
        actions.agree_to_lower(asked, request.POST.get("agree") == "yes", by=request.actor)
        messages.success(request, _("已答复。"))
        return redirect("safety:case", code)
    actions.open_words(case, by=request.actor)
    words = {name: sealing.read(asked, name, case.pk) for name in ("reason", "own_word")}
    return show(request, "answer.html", {"case": case, "lowering": asked} | words)
