"""我的调解 — the residents' pages of a mediation, each side opening its own with code and PIN."""

from urllib.parse import quote
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, Problem
from onedoor.mediation import actions
from onedoor.portal import mediating, siding, visiting
from onedoor.portal.views.showing import sent, show


def mediation(request, code):
    """办到哪一步 — what is asked of this side, when it sits, who mediates, what is due."""
    by = visiting.visitor(request.session)
    shown = mediating.file_of(*mediating.find(code, by), by)
    open_now = siding.open_acts(shown)
    asked = siding.asked_of(shown)
    lines = [{"name": name, "act": act, "is_asked": name in asked} for name, act in open_now.items()]
    may_more = any(not line["is_asked"] for line in lines)
    return show(request, "mediation.html", **shown, acts=lines, asked=asked, may_more=may_more)


def readers(request, code):
    """谁看过我的信息 — in this mediation, of this side alone; who looked into another's drawer is not told."""
    by = visiting.visitor(request.session)
    one, side = mediating.find(code, by)
    readings = mediating.readings_of(one, side)
    back = reverse("portal:mediation", args=[one.case.code])
    return show(request, "readers.html", case=one.case, readings=readings, has_person=True, back=back)


def act(request, code, name):
    """办一步 — say yes or no, ask for another date, write to the mediator, hand in a paper, stop."""
    by = visiting.visitor(request.session)
    one, side = mediating.find(code, by)
    if name not in siding.ACTS:
        raise NotFound(_("没有这一步。"))
    shown = mediating.facts_of(one, side, by)
    context = {"case": one.case, "act": siding.ACTS[name], "key": _key(request)}
    if name not in siding.open_acts(shown):
        why_not = _("现在不能办这一步，请看办到哪一步了。")
        return show(request, "mediation_act.html", 409, **context, why_not=why_not)
    if siding.ACTS[name].reads_offers:
        shown["offers"] = mediating.offers_told(one, side, by)
    form = siding.form_of(name, shown, *sent(request, files=True))
    context |= {"form": form, "name": name}
    if request.method != "POST" or not form.is_valid():
        return show(request, "mediation_act.html", 422 if form.errors else 200, **context)
    return _take(request, one, side, by, context)


def _take(request, one, side, by, context):
    form = context["form"]
    try:
        siding.take(context["name"], one, side, form.cleaned_data, by=by, key=context["key"])
    except Problem as problem:
        form.add_error(None, problem.message)
        return show(request, "mediation_act.html", problem.status, **context)
    messages.success(request, context["act"].done)
    return redirect("portal:mediation", one.case.code)


def paper(request, code, pk):
    """材料 — one's own, and what all sides share; logged before it leaves."""
    by = visiting.visitor(request.session)
    file = mediating.paper_of(*mediating.find(code, by), pk)
    content = actions.read_file(file, by=by)
    disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=file.content_type, headers=headers)


def _key(request) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
