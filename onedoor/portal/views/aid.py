"""我的法律援助 — the residents' pages of an application or an advice, opened with code and PIN."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, Problem
from onedoor.portal import aiding, visiting
from onedoor.portal.views.showing import sent, show


def aid(request, code):
    """办到哪一步 — what is next, what is missing, who the lawyer is."""
    by = visiting.visitor(request.session)
    return show(request, "aid.html", **aiding.file_of(aiding.find(code, by), by))


def letter(request, code, pk):
    """决定书 — as it was sent."""
    case = aiding.find(code, visiting.visitor(request.session))
    paper = next((one for one in aiding.letters_of(case) if one.pk == pk), None)
    if paper is None:
        raise NotFound(_("没有这份文书。"))
    return FileResponse(
        paper.file.open("rb"), as_attachment=True, filename=paper.name, content_type=paper.content_type
    )


def act(request, code, name):
    """提出异议、评价 — while it is open."""
    by = visiting.visitor(request.session)
    case = aiding.find(code, by)
    application = aiding.application_of(case)
    if name not in aiding.ACTS or application is None:
        raise NotFound(_("没有这一步。"))
    form = aiding.ACTS[name].form(*sent(request))
    context = {"case": case, "act": aiding.ACTS[name], "form": form, "key": _key(request)}
    if name not in aiding.open_acts(application):
        return show(
            request, "aid_act.html", 409, **context, why_not=_("现在不能办这一步，请看办到哪一步了。")
        )
    if request.method != "POST" or not form.is_valid():
        return show(request, "aid_act.html", 422 if form.errors else 200, **context)
    try:
        aiding.take(name, application, form.cleaned_data, by=by, key=context["key"])
    except Problem as problem:
        form.add_error(None, problem.message)
        return show(request, "aid_act.html", problem.status, **context)
    messages.success(request, aiding.ACTS[name].done)
    return redirect("portal:aid", code)


def _key(request) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
