"""来访 — what one browser session may see: the cases whose code and PIN were given here, and for how long."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from onedoor.cases.keys import Opened, opened_with
from onedoor.posts.actor import Actor
from onedoor.posts.given import resident_actor

# In the session: the cases as a list of strings, the claimant by case where a slip of their own was used, and when they
# were last looked at.
RESIDENT_CASES, RESIDENT_CLAIMS, LAST_SEEN = "resident_cases", "resident_claims", "resident_seen"
# Phones are shared in a family, screens in a hall: what nobody looks at is shut.
IDLE = timedelta(minutes=30)


def open_cases(session, case_ids) -> None:
    """打开 — from now on this browser may see these cases too."""
    known = session.get(RESIDENT_CASES, [])
    session[RESIDENT_CASES] = [*known, *(str(pk) for pk in case_ids if str(pk) not in known)]
    session[LAST_SEEN] = timezone.now().isoformat()


def unlock(session, opened: Opened) -> None:
    """凭回执打开 — as whoever the slip belongs to; of two slips of one case the one used last counts."""
    claims = {**session.get(RESIDENT_CLAIMS, {})}
    claims.pop(str(opened.case.pk), None)
    if opened.party:
        claims[str(opened.case.pk)] = str(opened.party.pk)
    session[RESIDENT_CLAIMS] = claims
    open_cases(session, opened_with(opened.case, opened.party and opened.party.pk))


def visitor(session) -> Actor:
    """The resident at this browser, reaching what they opened and no more; nothing after half an hour away."""
    seen = session.get(LAST_SEEN)
    now = timezone.now()
    if not seen or datetime.fromisoformat(seen) < now - IDLE:
        leave(session)
    elif datetime.fromisoformat(seen) < now - timedelta(minutes=1):
        session[LAST_SEEN] = now.isoformat()
    claims = session.get(RESIDENT_CLAIMS, {})
    return resident_actor(
        tuple(UUID(pk) for pk in session.get(RESIDENT_CASES, ())),
        tuple((UUID(case), UUID(party)) for case, party in claims.items()),
    )


def leave(session) -> None:
    """看完了，退出 — the next person at this screen sees nothing of it."""
    for name in (RESIDENT_CASES, RESIDENT_CLAIMS, LAST_SEEN):
        session.pop(name, None)
