"""Which slip a browser holds, and on which machine of the hall it stands: kept in the session, so that no address and no
history tells of an appointment."""

from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme

from onedoor.appointments.limits import IDLE_MINUTES
from onedoor.cases.models import Slip
from onedoor.posts.given import resident_actor

KEY, MACHINE, BROWSER = "appointment_slip", "appointment_machine", "appointment_browser"
SEEN, MINUTES = "appointment_seen", "appointment_minutes"


def keep(session, slip: Slip, minutes: int = 0) -> None:
    """`minutes`: how long a time is kept that is not confirmed yet, and whose PIN nobody has read."""
    if SESSION_KEY not in session:
        session.cycle_key()  # a key planted in this browser beforehand opens nothing; signing in has made a new one
    session[KEY], session[MINUTES] = str(slip.seed), max(minutes, IDLE_MINUTES)
    session[SEEN] = timezone.now().isoformat()


def held_in(session) -> Slip | None:
    """Nothing after half an hour away."""
    if KEY not in session or SEEN not in session:
        return None
    now, seen = timezone.now(), datetime.fromisoformat(session[SEEN])
    if seen < now - timedelta(minutes=session[MINUTES]):
        let_go(session)
        return None
    if seen < now - timedelta(minutes=1):
        session[SEEN] = now.isoformat()
    return Slip.objects.filter(seed=session[KEY]).first()


def let_go(session) -> None:
    for name in (KEY, SEEN, MINUTES):
        session.pop(name, None)


def stand_at(request) -> None:
    """Where a visit begins: `?device=` names the page of the machine to go back to; what the last person held is gone, on a
    machine as at the desk, where the next one stands."""
    told = request.GET.get("device", "")
    if told.startswith("/") and url_has_allowed_host_and_scheme(told, allowed_hosts=None):
        let_go(request.session)
        request.session[MACHINE] = told
    else:
        leave_machine(request.session)
        if request.actor and request.actor.staff:
            let_go(request.session)


def browser_of(session) -> str:
    """A mark of this browser alone, for counting how much it holds. Of a machine in the hall many people are one browser;
    there the wider limit of the network counts alone."""
    return "" if machine_of(session) else session.setdefault(BROWSER, get_random_string(16))


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
