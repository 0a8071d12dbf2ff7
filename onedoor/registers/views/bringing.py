"""Bringing a file into a register: choose it, look at what it would do, take it in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotValid
from onedoor.registers import actions
from onedoor.registers.fields import REGISTERS, register_of
from onedoor.registers.forms import BringForm
from onedoor.registers.importing import GRID_HEADING, judge
from onedoor.registers.models import Bringing
from onedoor.registers.queries import reading

SHOWN, LAST = 50, 10


def bring(request):
    """导入台账 — choose a register and a file; what was brought before stands below."""
    form, told = BringForm(request.POST or None, request.FILES or None), []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.bring(form.cleaned_data["register"], file.read(), file.name, by=request.actor)
            return redirect("registers:import_one", made.pk)
        except NotValid as problem:
            form.add_error("file", problem.message)
            told = problem.detail.get("told", [])
    context = {"form": form, "told": told, "layouts": _layouts(), "before": _own(request.actor)[:LAST]}
    context["may"] = reading.may(request.actor)
    return render(request, "registers/import.html", context, status=422 if form.errors else 200)


def _layouts() -> list[dict]:
    """Which columns each register understands."""
    return [
        {
            "register": register,
            "needed": [field.label for field in register.fields if field.needed],
            "others": [field.label for field in register.fields if not field.needed] + [str(GRID_HEADING)],
        }
        for register in REGISTERS.values()
    ]


def _own(actor):
    return Bringing.objects.filter(post__org=actor.post.org).select_related("staff")


def one(request, key):
    """核对一个文件 — line by line what it would do; nothing is written before the press."""
    found = _own(request.actor).filter(pk=key).first()
    if found is None:
        raise NotFound(_("没有这次导入，或不是本单位的。"))
    if request.method == "POST":
        return _act(request, found)
    context = {"bringing": found, "register": register_of(found.register)}
    if found.state == Bringing.State.READ:
        lines = judge(context["register"], found.lines, request.actor)
        context["tally"] = {
            v: sum(line.verdict == v for line in lines) for v in ("new", "change", "same", "bad")
        }
        # What somebody has to look at stands first.
        order = ("bad", "change", "new", "same")
        lines.sort(key=lambda line: order.index(line.verdict))
        context["page"] = Paginator(lines, SHOWN).get_page(request.GET.get("page"))
    return render(request, "registers/import_one.html", context)


def _act(request, found):
    if request.POST.get("do") == "drop":
        actions.drop(found, by=request.actor)
        messages.success(request, _("已放弃，文件里的内容没有留下。"))
        return redirect("registers:import")
    actions.take_in(found, by=request.actor)
    messages.success(request, _("已导入。"))
    return redirect("registers:import_one", found.pk)
