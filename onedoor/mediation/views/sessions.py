"""调解会 — the sessions of a mediation, who takes part beside the sides, the summons on paper."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotFound
from onedoor.mediation.queries import guests
from onedoor.mediation.queries.mediations import find
from onedoor.mediation.queries.sessions import (
    binds_as_road,
    is_road,
    last_day_to_postpone,
    next_after,
    refuses_joint,
    refuses_print,
    session_of,
    sessions_of,
)
from onedoor.mediation.queries.sides import is_open
from onedoor.mediation.standing import may_mediate
from onedoor.mediation.views.tabs import Tab
from onedoor.persons.actions import reveal


def _told(mediation, actor) -> dict:
    return {
        "sessions": sessions_of(mediation),
        "next_after": next_after(mediation),
        "refusal": refuses_joint(mediation) if mediation.status == "mediating" else "",
        "is_road": is_road(mediation),
        "binds_as_road": binds_as_road(mediation),
        "is_open": is_open(mediation),
        "mediates": not may_mediate(mediation, actor),
        "guests": guests.all_of(mediation),
        "onwards": guests.onwards_of(mediation),
    }


SESSIONS = Tab("sessions", "mediation/sessions.html", _told)


def sessions(request, code):
    """调解会 — those that were held, and those to come."""
    return SESSIONS.page(request, code)


def step(request, code, name):
    """办一步."""
    return SESSIONS.press(request, code, name)


def summons(request, code, pk, place):
    """通知书 — to be printed for one side; it names nobody else."""
    mediation = find(code, request.actor)
    session = session_of(mediation, pk)
    side = mediation.sides.current().for_rows().filter(place=place).first()
    if side is None:
        raise NotFound(_("没有这一方。"))
    if refusal := refuses_print(session, side):
        raise NotAllowed(refusal)
    person, more = side.party.person, {"purpose": "P02", "case_code": mediation.case.code, "assigned": True}
    name = side.organisation or reveal(person, "name", by=request.actor, **more)
    context = {"mediation": mediation, "case": mediation.case, "session": session, "name": name}
    days = {"until": last_day_to_postpone(session), "today": timezone.localdate()}
    return render(request, "mediation/summons.html", context | days)
