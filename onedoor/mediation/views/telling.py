"""进展单 — on paper, for a side that has no telephone."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.mediation.queries import mediations as queries
from onedoor.mediation.queries.telling import sheet_of
from onedoor.mediation.reading import note_seen


def side_sheet(request, code, place):
    """打印进展单 — one side's own: the dates, who mediates, what is due, which ways are left."""
    mediation = queries.find(code, request.actor)
    side = mediation.sides.current().for_rows().filter(place=place).first()
    if side is None:
        raise NotFound(_("没有这一方当事人。"))
    side.mediation = mediation
    context = sheet_of(side) | {"mediation": mediation, "case": mediation.case}
    note_seen(mediation, by=request.actor, side=side)
    return render(request, "mediation/side_sheet.html", context)
