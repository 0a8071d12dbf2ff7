"""What a clerk at a window sees of the one matter whose code and PIN the visitor handed over."""

from django.http import HttpResponse

from onedoor.audit.actions import note_read
from onedoor.audit.purposes import purpose_of
from onedoor.cases.queries import clocks_of
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound
from onedoor.matters.queries.casefile import find


def visitor_panel(request, code):
    """来访人的事 — title, state, unit and the next date; nothing at all of what is out of this post's reach."""
    try:
        matter = find(code, request.actor)
    except NotFound:
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204)
        raise
    persons = [party.person_id for party in matter.case.parties.current()]
    purpose = purpose_of(request.actor) or "P01"
    note_read(by=request.actor, person_ids=persons, case_code=code, fields=("case",), purpose=purpose)
    owed = next((face for face in clocks_of(matter.case) if face.clock.is_open), None)
    context = {"matter": matter, "case": matter.case, "owed": owed}
    return page_or_part(request, "matters/visitor.html", "matters/_visitor.html", context)
