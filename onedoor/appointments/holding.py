"""Which slip a browser holds: its seed, kept in the session, so that no address and no history tells of an appointment."""

from onedoor.cases.models import Slip
from onedoor.posts.given import resident_actor

KEY = "appointment_slip"


def keep(session, slip: Slip) -> None:
    session[KEY] = str(slip.seed)


def held_in(session) -> Slip | None:
    return Slip.objects.filter(seed=session[KEY]).first() if KEY in session else None


def let_go(session) -> None:
    session.pop(KEY, None)


def acting_for(request):
    """At the desk the post that books; everywhere else the residents' door."""
    actor = request.actor
    return actor if actor and actor.holds("appointment.book") else resident_actor()
