"""受邀参加 — what somebody from outside takes part in, and just what their part needs."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.mediation.actions.recording import open_record
from onedoor.mediation.models import Guest
from onedoor.mediation.queries.guests import invitation_to, invitations_of, sessions_for
from onedoor.mediation.reading import note_seen

Sees = Guest.Sees


def invited(request):
    """受邀的调解 — those that go on."""
    return render(request, "mediation/invited.html", {"guests": list(invitations_of(request.actor))})


def guest(request, code):
    """受邀参加的一件 — dates; what all sides share; or one session."""
    row = invitation_to(code, request.actor)
    shared = row.sees == Sees.SHARED
    context = {
        "guest": row,
        "mediation": row.mediation,
        "case": row.mediation.case,
        "sessions": sessions_for(row),
        "shared": shared,
        "reads": row.sees != Sees.DATES,
        "evidence": list(row.mediation.evidence.shared().for_rows()) if shared else [],
    }
    note_seen(row.mediation, by=request.actor)
    return render(request, "mediation/guest.html", context)


def guest_record(request, code, pk):
    """受邀人看记录 — of the session, or of those, that they were asked to."""
    row = invitation_to(code, request.actor)
    session = next((one for one in sessions_for(row) if one.pk == pk), None)
    if session is None or row.sees == Sees.DATES:
        raise NotFound(_("没有这次调解会。"))
    words = open_record(session, by=request.actor)
    sides = row.mediation.sides.current()
    said = [(side.get_standing_display(), words.statements.get(side.place, "")) for side in sides]
    context = {"case": row.mediation.case, "session": session, "words": words, "said": said}
    return render(request, "mediation/guest_record.html", context)
