"""Pages of the service registers. Whatever they show of a person was logged before it left, with its purpose."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.audit.queries import reads_of_person
from onedoor.kit.problems import NotFound, NotValid, Problem
from onedoor.places.tree import by_code
from onedoor.registers import actions
from onedoor.registers.forms import EnrolForm, ReviewForm, SwitchForm
from onedoor.registers.queries import reading
from onedoor.registers.queries import support as queries
from onedoor.registers.supporting import TABLES, table_of

STEPS = {"end": actions.end_support, "withdraw": actions.withdraw}


def overview(request):
    """服务台账 — which are open, on which basis, since when; nobody is named here."""
    return _overview(request)


def _overview(request, status=200, **refused):
    may_switch = request.actor.holds("register.edit") and request.actor.post.region.parent_id is None
    tables = [
        {
            "table": table,
            "switch": queries.switch_of(table, request.actor),
            "form": refused.get(table.purpose) or SwitchForm(prefix=table.purpose),
            "is_asked": table.purpose in refused,
            "due": queries.due(table, request.actor),
        }
        for table in TABLES.values()
    ]
    context = {
        "tables": tables,
        "may_switch": may_switch,
        "may_support": request.actor.holds("register.support"),
    }
    return render(request, "registers/support.html", context, status=status)


def switch(request, purpose):
    """开启、关闭."""
    if request.POST.get("do") == "off":
        actions.switch_off(purpose, by=request.actor)
        messages.success(request, _("已关闭：不再能查看，90天后清除。"))
        return redirect("registers:support")
    form = SwitchForm(request.POST, prefix=purpose)
    if not form.is_valid():
        return _overview(request, 422, **{purpose: form})
    actions.switch_on(purpose, by=request.actor, **form.cleaned_data)
    messages.success(request, _("已开启。登记要有本人同意或法律条文。"))
    return redirect("registers:support")


def listing(request, purpose):
    """一本服务台账 — masked names; logged first. Those that were ended stand apart."""
    table, ended = table_of(purpose), request.GET.get("ended") == "1"
    page = actions.open_list(purpose, by=request.actor, ended=ended, page=request.GET.get("page"))
    context = {
        "table": table,
        "page": page,
        "lines": [(row, queries.state_of(row), queries.gone_on(row)) for row in page],
        "ended": ended,
        "is_on": queries.switch_of(table, request.actor) is not None,
        "due": queries.due(table, request.actor),
    }
    return render(request, "registers/support_list.html", context)


def new(request, purpose):
    """登记服务对象 — the words to be told stand above the first field."""
    table = table_of(purpose)
    switch = queries.require_on(table, request.actor)
    form = EnrolForm(request.POST or None, table=table, grids=reading.grids(request.actor))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"grid": by_code(form.cleaned_data["grid"])}
        try:
            row = actions.enrol(purpose, by=request.actor, **told)
            messages.success(request, _("已登记。"))
            return redirect("registers:support_one", purpose, row.pk)
        except NotValid as problem:
            named = problem.detail.get("field")
            form.add_error(named if named in form.fields else None, problem.message)
    context = {"table": table, "switch": switch, "form": form}
    return render(request, "registers/support_new.html", context, status=422 if form.errors else 200)


def one(request, purpose, key):
    """一个服务对象."""
    return _page(request, purpose, key)


def _page(request, purpose, key, status=200, **more):
    """What is shut shows a masked name and what may still be done with it."""
    table, actor, card = table_of(purpose), request.actor, None
    state = queries.state_of(queries.find(table, key, actor))
    if state in ("open", "near"):
        row, card = actions.open_card(purpose, key, by=actor)
    else:
        row = actions.open_shut(purpose, key, by=actor)
    context = {
        "table": table,
        "row": row,
        "card": card,
        "state": state,
        "gone_on": queries.gone_on(row),
        "readings": reads_of_person(row.person_id, 20),
        "review_form": ReviewForm(),
    }
    return render(request, "registers/support_one.html", context | more, status=status)


def step(request, purpose, key, name):
    """复核、结束、撤回同意 — each a press."""
    if name == "review":
        return _review(request, purpose, key)
    if name not in STEPS:
        raise NotFound(_("没有这一步。"))
    STEPS[name](purpose, key, by=request.actor)
    done = {"end": _("已结束：不再能查看，90天后清除。"), "withdraw": _("已撤回同意，登记的内容已经清除。")}
    messages.success(request, done[name])
    if queries.switch_of(table_of(purpose), request.actor) is None:
        return redirect("registers:support")
    return redirect("registers:support_list", purpose)


def _review(request, purpose, key):
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, purpose, key, 422, review_form=form)
    try:
        actions.renew(purpose, key, by=request.actor, **form.cleaned_data)
    except Problem as problem:
        form.add_error("review_on", problem.message)
        return _page(request, purpose, key, problem.status, review_form=form)
    messages.success(request, _("已复核。"))
    return redirect("registers:support_one", purpose, key)


def paper(request, purpose, key):
    """给本人看 — what is kept about them, on which basis, and who has looked at it."""
    row, card = actions.hand_out(purpose, key, by=request.actor)
    table = table_of(purpose)
    context = {"table": table, "row": row, "card": card, "gone_on": queries.gone_on(row)}
    context["switch"] = queries.last_switch(table, request.actor)
    context["readings"] = reads_of_person(row.person_id)
    return render(request, "registers/support_print.html", context)
