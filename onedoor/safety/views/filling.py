"""The form on a screen."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import Problem
from onedoor.safety import actions
from onedoor.safety.answers import answers_of
from onedoor.safety.forms import ChecklistForm
from onedoor.safety.queries import is_invented, is_on, last_checklist
from onedoor.safety.views.showing import case_of, put_problem, show


def check(request, code):
    """填写安全核对单 — a correction by the person begins with what was written, which counts as opening it."""
    case, is_correction = case_of(request, code), "correct" in request.GET
    told = _last(request, case) if is_correction and request.method == "GET" else None
    first = {"on": timezone.localdate()}
    form = ChecklistForm(request.POST or None, told=told, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.check(case, by=request.actor, is_correction=is_correction, **form.told())
        except Problem as problem:
            put_problem(form, problem)
        else:
            messages.success(request, _("核对结果：%(result)s。") % {"result": made.get_offered_display()})
            return redirect("safety:case", code)
    context = {"case": case, "form": form, "is_on": is_on(case.region), "is_correction": is_correction}
    context["is_invented"] = is_invented(case.region)
    return show(request, "check.html", context, 422 if form.errors else 200)


def _last(request, case) -> dict:
    actions.open_words(case, by=request.actor)
    last = last_checklist(case)
    return {code: one.said for code, one in answers_of(last).items()} if last else {}
