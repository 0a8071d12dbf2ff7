"""Pages of any case: a paper fetched, a field of a party shown in full. Each asks anew whether this post may.

What shows anybody's data is logged first; a small picture on the page of the case is logged with that page.
"""

from django.http import FileResponse
from django.utils.translation import gettext as _

from onedoor.audit.actions import note_read
from onedoor.audit.purposes import purpose_of
from onedoor.cases.access import cases_for
from onedoor.cases.forms import RevealForm
from onedoor.cases.papers import thumbnail
from onedoor.cases.queries import is_own_work
from onedoor.cases.reserve import closed_to, kept_back
from onedoor.kit.htmx import page_or_part
from onedoor.kit.plain_forms import tell_refusal
from onedoor.kit.problems import NotAllowed, NotFound, Problem
from onedoor.persons.actions import reveal as reveal_field


def _case(request, code):
    case = cases_for(request.actor).filter(code=code).first()
    if case is None or closed_to(case, request.actor):
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    return case


def paper(request, code, pk):
    """附件 — a photo is shown, ?thumb=1 small; anything else is only ever downloaded."""
    paper = _case(request, code).papers.filter(pk=pk).first()
    if paper is None:
        raise NotFound(_("没有这个附件。"))
    is_photo = paper.content_type == "image/jpeg"
    if is_photo and "thumb" in request.GET:
        content = thumbnail(paper.file)
    else:
        _note(request, paper.case, paper.case.parties.values_list("person_id", flat=True), "paper")
        content = paper.file.open("rb")
    return FileResponse(
        content, as_attachment=not is_photo, filename=paper.name, content_type=paper.content_type
    )


def reveal(request, code, pk):
    """查看完整信息 — one field of one party; the access log is written before it is shown."""
    case = _case(request, code)
    party = case.parties.select_related("person").filter(pk=pk).first()
    if party is None:
        raise NotFound(_("没有这位当事人。"))
    assigned = is_own_work(case, request.actor.post)
    form = RevealForm(request.POST or None, person=party.person, actor=request.actor, assigned=assigned)
    context, status = {"case": case, "party": party, "form": form}, 200
    if request.method == "POST" and form.is_valid():
        try:
            if refusal := kept_back(party, form.cleaned_data["field"], request.actor):
                raise NotAllowed(refusal)
            context["shown"] = reveal_field(
                party.person, by=request.actor, case_code=case.code, assigned=assigned, **form.cleaned_data
            )
        except Problem as problem:
            tell_refusal(form, problem)
    if form.errors:
        status = 422
    if "shown" not in context:
        _note(request, case, [party.person_id], "masked")
    return page_or_part(request, "cases/reveal.html", "cases/_reveal.html", context, status)


def _note(request, case, persons, *fields) -> None:
    purpose = purpose_of(request.actor) or "P01"
    note_read(by=request.actor, person_ids=persons, case_code=case.code, fields=fields, purpose=purpose)
