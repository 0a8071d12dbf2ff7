"""The rules by which the first steps are raised: read by whoever may, and switched with a reason."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, Problem
from onedoor.supervision import actions, queries, standing
from onedoor.supervision.forms import RuleForm
from onedoor.supervision.rules import KINDS


def rules(request, wrong: RuleForm | None = None, status: int = 200):
    """督办规则 — each as a sentence, with whether it is on and who last changed it."""
    shown = [
        (rule, wrong if wrong and wrong.prefix == rule.code else RuleForm(rule=rule), changes)
        for rule, changes in queries.all_rules()
    ]
    context = {"rules": shown, "wrong": wrong, "refusal": standing.sets_rules(request.actor)}
    return render(request, "supervision/rules.html", context, status=status)


def set_rule(request, code):
    """设定一条规则."""
    if code not in KINDS:
        raise NotFound(_("没有这条督办规则。"))
    form = RuleForm(request.POST, rule=queries.rule_of(code))
    if not form.is_valid():
        return rules(request, form, 422)
    try:
        actions.set_rule(code, by=request.actor, **form.cleaned_data)
    except Problem as problem:
        form.add_error(None, problem.message)
        return rules(request, form, problem.status)
    messages.success(request, _("已设定：%(rule)s。") % {"rule": KINDS[code].name})
    return redirect("supervision:rules")
