"""Pages of any case: a paper fetched, a field of a party shown in full. Each asks anew whether this post may."""

from django.http import FileResponse
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.forms import RevealForm
from onedoor.cases.papers import thumbnail
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound, Problem
from onedoor.persons.actions import reveal as reveal_field


def _case(request, code):
    case = cases_for(request.actor).filter(code=code).first()
    if case is None:
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    return case


def paper(request, code, pk):
    """附件 — a photo is shown, ?thumb=1 small; anything else is only ever downloaded."""
    paper = _case(request, code).papers.filter(pk=pk).first()
    if paper is None:
        raise NotFound(_("没有这个附件。"))
    is_photo = paper.content_type == "image/jpeg"
    content = thumbnail(paper.file) if is_photo and "thumb" in request.GET else paper.file.open("rb")
    return FileResponse(
        content, as_attachment=not is_photo, filename=paper.name, content_type=paper.content_type
    )


def reveal(request, code, pk):
    """查看完整信息 — one field of one party; the access log is written before it is shown."""
    case = _case(request, code)
    party = case.parties.select_related("person").filter(pk=pk).first()
    if party is None:
        raise NotFound(_("没有这位当事人。"))
    assigned = _is_own_work(case, request.actor)
    form = RevealForm(request.POST or None, person=party.person, actor=request.actor, assigned=assigned)
    context, status = {"case": case, "party": party, "form": form}, 200
    if request.method == "POST" and form.is_valid():
        try:
            context["shown"] = reveal_field(
                party.person, by=request.actor, case_code=case.code, assigned=assigned, **form.cleaned_data
            )
        except Problem as problem:
            named = problem.detail.get("field")
            form.add_error(named if named in form.fields else None, problem.message)
    if form.errors:
        status = 422
    return page_or_part(request, "cases/reveal.html", "cases/_reveal.html", context, status)


def _is_own_work(case, actor) -> bool:
    """The unit has a part in the case, or this very post has already worked on it."""
    part = case.involvements.filter(until=None, org=actor.post.org)
    return part.exists() or case.events.filter(post=actor.post).exists()
