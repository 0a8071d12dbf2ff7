"""查询办理进展 — code and PIN open one's own case, and what may still be done with it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.appointments.holding import keep
from onedoor.audit.origin import origin
from onedoor.cases.keys import open_with_pin
from onedoor.cases.papers import thumbnail
from onedoor.cases.queries import clocks_of
from onedoor.kit.problems import NotFound, NotValid, Problem, TooMany
from onedoor.portal import acting, aiding, drafting, mediating, visiting
from onedoor.portal.forms import TrackForm
from onedoor.portal.photos import own_photos, sort_out
from onedoor.portal.tracking import (
    appointed,
    choose_sms,
    file_of,
    find,
    mine_told,
    own_party,
    readings_of,
    still_waits,
    title_for,
)
from onedoor.portal.views.showing import again, sent, show


def track(request):
    """查询 — the code may come with the address, from the picture on the slip; the PIN never does."""
    if request.method == "POST":
        return _try(request, TrackForm(request.POST))
    kept = drafting.refused(request.session, "track") if "again" in request.GET else {}
    form = TrackForm(initial={"code": kept.get("code") or request.GET.get("code", "")[:20]})
    mine = mine_told(visiting.visitor(request.session))
    status = kept.get("status", 200)
    context = {"form": form, "mine": mine, "told": kept.get("told", []), "locked": status == TooMany.status}
    context |= {"waits": kept.get("waits", ""), "mediations": _mediations(request)}
    return show(request, "track.html", status, **context)


def _mediations(request):
    return mediating.own_mediations(visiting.visitor(request.session))


def _try(request, form):
    """One try; of a wrong one the code is kept for the page, never the PIN."""
    told, status = [error for errors in form.errors.values() for error in errors], 422
    if not told:
        try:
            by = {"address": origin().address, "device": visiting.device_of(request)}
            opened = open_with_pin(**form.cleaned_data, **by)
            if opened.case is None and (slip := appointed(form.cleaned_data["code"])):
                keep(request.session, slip)
                return redirect("appointments:mine")
            if waits := still_waits(opened.case):
                # Of a slip that still waits, for its place in the line; of a case that is none of these pages', nothing is kept.
                code = "" if opened.case else form.cleaned_data["code"]
                return again(request, "track", {"code": code, "waits": waits})
            request.session.cycle_key()  # a key planted in this browser beforehand opens nothing
            visiting.unlock(request.session, opened)
            page = redirect(aiding.page_of(opened.case), opened.case.code)
            return visiting.remember(request, page, opened)
        except (NotValid, TooMany) as problem:
            told, status = [problem.message], problem.status
    return again(request, "track", {"code": form["code"].value() or "", "told": told, "status": status})


def case(request, code):
    """我的事 — where it is, who has it, by when and why, and what came of it."""
    by = visiting.visitor(request.session)
    matter = find(code, by)
    visiting.widen(request.session, matter.case)
    has_aid = aiding.is_open_to(matter.case, by)
    shown = file_of(matter, visiting.visitor(request.session))
    mediations = mediating.referred_from(matter.case, visiting.visitor(request.session))
    return show(request, "case.html", **shown, has_aid=has_aid, mediations=mediations)


def photo(request, code, pk):
    """照片 — the resident's own; ?thumb=1 small."""
    by = visiting.visitor(request.session)
    paper = next((one for one in own_photos(find(code, by).case, by) if one.pk == pk), None)
    if paper is None:
        raise NotFound(_("没有这张照片。"))
    is_photo = paper.content_type == "image/jpeg"
    content = thumbnail(paper.file) if is_photo and "thumb" in request.GET else paper.file.open("rb")
    return FileResponse(
        content, as_attachment=not is_photo, filename=paper.name, content_type=paper.content_type
    )


def readers(request, code):
    """谁看过我的信息 — day, unit, post, number and purpose of everyone who did."""
    by = visiting.visitor(request.session)
    matter = find(code, by)
    party = own_party(matter, by)
    readings = readings_of(matter, party) if party else []
    told = {"readings": readings, "has_person": bool(party), "back": reverse("portal:case", args=[code])}
    return show(request, "readers.html", case=matter.case, **told)


def sms(request, code):
    """短信要不要 — for the number left with this matter; changed back at any time."""
    by = visiting.visitor(request.session)
    is_wanted = request.POST.get("wanted") == "yes"
    choose_sms(find(code, by), is_wanted, by=by)
    messages.success(request, _("以后会发短信告诉您。") if is_wanted else _("以后不再给您发短信。"))
    return redirect("portal:case", code)


def act(request, code, name):
    """办一步 — add, rate, say that it is not solved, ask for a review."""
    by = visiting.visitor(request.session)
    matter = find(code, by)
    if name not in acting.ACTS:
        raise NotFound(_("没有这一步。"))
    form = acting.ACTS[name].form(*sent(request, files=True), **_asked(name, matter, by))
    context = {"matter": matter, "name": name, "act": acting.ACTS[name], "form": form, "key": _key(request)}
    context["title"] = title_for(matter, by)
    if request.method == "POST" and form.is_valid():
        return _take(request, by, context)
    if name not in acting.open_acts(matter, by, clocks_of(matter.case)):
        return show(request, "act.html", 409, **context, why_not=acting.why_not(name, matter, by))
    return show(request, "act.html", 422 if form.errors else 200, **context)


def _asked(name, matter, by) -> dict:
    """The form that staff use too asks whose matter it is."""
    return {"matter": matter, "actor": by} if name == "rate" else {}


def _key(request) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _take(request, by, context):
    form, matter, name = context["form"], context["matter"], context["name"]
    said, refused = dict(form.cleaned_data), []
    if "photos" in said:
        said["photos"], refused = sort_out(said["photos"])
    try:
        if refused and not (said["photos"] or said["note"]):
            raise NotValid(" ".join(refused))
        acting.take(name, matter, said, by=by, key=context["key"])
    except Problem as problem:
        form.add_error(None, problem.message)
        return show(request, "act.html", problem.status, **context)
    messages.success(request, context["act"].done)
    for sentence in refused:
        messages.warning(request, sentence)
    return redirect("portal:case", matter.case.code)


def leave(request):
    """看完了，退出 — nothing of it stays on this screen."""
    visiting.leave(request.session)
    drafting.forget(request.session)
    messages.success(request, _("已经退出，这台手机或电脑上看不到您的事了。"))
    return redirect("portal:start")
