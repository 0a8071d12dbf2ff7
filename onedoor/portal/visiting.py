"""来访 — what one browser session may see: the cases whose code and PIN were given here, and for how long."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from onedoor.posts.actor import Actor
from onedoor.posts.given import resident_actor

# In the session: the cases as a list of strings, and when they were last looked at.
RESIDENT_CASES, LAST_SEEN = "resident_cases", "resident_seen"
# Phones are shared in a family, screens in a hall: what nobody looks at is shut.
IDLE = timedelta(minutes=30)


def open_cases(session, case_ids) -> None:
    """打开 — from now on this browser may see these cases too."""
    known = session.get(RESIDENT_CASES, [])
    session[RESIDENT_CASES] = [*known, *(str(pk) for pk in case_ids if str(pk) not in known)]
    session[LAST_SEEN] = timezone.now().isoformat()


def visitor(session) -> Actor:
    """The resident at this browser, reaching what they opened and no more; nothing after half an hour away."""
    seen = session.get(LAST_SEEN)
    now = timezone.now()
    if not seen or datetime.fromisoformat(seen) < now - IDLE:
        leave(session)
    elif datetime.fromisoformat(seen) < now - timedelta(minutes=1):
        session[LAST_SEEN] = now.isoformat()
    return resident_actor(tuple(UUID(pk) for pk in session.get(RESIDENT_CASES, ())))


def leave(session) -> None:
    """看完了，退出 — the next person at this screen sees nothing of it."""
    for name in (RESIDENT_CASES, LAST_SEEN):
        session.pop(name, None)
