"""Which slip a browser holds, and on which machine of the hall it stands: kept in the session, so that no address and no
history tells of an appointment."""

from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme

from onedoor.cases.models import Slip
from onedoor.posts.given import resident_actor

KEY, MACHINE, BROWSER = "appointment_slip", "appointment_machine", "appointment_browser"


def keep(session, slip: Slip) -> None:
    session[KEY] = str(slip.seed)


def held_in(session) -> Slip | None:
    return Slip.objects.filter(seed=session[KEY]).first() if KEY in session else None


def let_go(session) -> None:
    session.pop(KEY, None)


def stand_at(request) -> None:
    """Where a visit begins: `?device=` names the page of the machine to go back to; what the last person held is gone."""
    told = request.GET.get("device", "")
    if told.startswith("/") and url_has_allowed_host_and_scheme(told, allowed_hosts=None):
        let_go(request.session)
        request.session[MACHINE] = told
    else:
        leave_machine(request.session)


def browser_of(session) -> str:
    """A mark of this browser alone, for counting how much it holds."""
    return session.setdefault(BROWSER, get_random_string(16))


def machine_of(session) -> str:
    return session.get(MACHINE, "")


def leave_machine(session) -> str:
    """The page it went back to; whoever stood at a machine leaves nothing on it."""
    home = session.pop(MACHINE, "")
    if home:
        let_go(session)
    return home


def acting_for(request):
    """At the desk the post that books; everywhere else the residents' door."""
    actor = request.actor
    return actor if actor and actor.holds("appointment.book") else resident_actor()
