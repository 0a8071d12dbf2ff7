"""来访 — what one browser session may see: the cases whose code and PIN were given here, and for how long."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.utils import timezone

from onedoor.cases.keys import Device, Opened, claims_with, marks_of, opened_with
from onedoor.posts.actor import Actor
from onedoor.posts.given import resident_actor
from onedoor.posts.sessions import RESIDENT_CASES

# In the session: every slip that was given here, by its case: whose it was, its mark and what it opens; the cases of all
# of them as a list of strings, for the door; and when they were last looked at.
KEYS, LAST_SEEN = "resident_keys", "resident_seen"
# Phones are shared in a family, screens in a hall: what nobody looks at is shut, and what somebody looks at all day, too.
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)
# A browser that opened a slip is known by that slip's mark for so long; of so many slips, the latest.
COOKIE, KNOWN_FOR, MOST_KNOWN = "opened_here", timedelta(days=180), 12


def unlock(session, opened: Opened) -> None:
    """凭回执打开 — as whoever the slip belongs to; of two slips of one case the one used last counts."""
    case, party = opened.case, opened.party and opened.party.pk
    keys = {**session.get(KEYS, {})}
    keys.pop(str(case.pk), None)
    at = timezone.now().isoformat()
    keys[str(case.pk)] = {"party": party and str(party), "mark": opened.mark, "at": at} | _opens(case, party)
    _keep(session, keys)
    session[LAST_SEEN] = at


def widen(session, case) -> None:
    """又打开 — what was asked for with a case since its slip was given belongs to the same slip."""
    keys = {**session.get(KEYS, {})}
    for root, key in keys.items():
        if str(case.pk) in key["cases"]:
            party = UUID(key["party"]) if root == str(case.pk) and key["party"] else None
            more = _opens(case, party)
            cases = [*key["cases"], *(one for one in more["cases"] if one not in key["cases"])]
            keys[root] = key | {"cases": cases, "claims": key["claims"] | more["claims"]}
    _keep(session, keys)


def _opens(case, party) -> dict:
    claims = claims_with(case, party)
    return {
        "cases": [str(pk) for pk in opened_with(case, party)],
        "claims": {str(one): str(held) for one, held in claims.items()},
    }


def _keep(session, keys: dict) -> None:
    if keys == session.get(KEYS):
        return
    session[KEYS] = keys
    session[RESIDENT_CASES] = list(dict.fromkeys(one for key in keys.values() for one in key["cases"]))


def visitor(session) -> Actor:
    """The resident at this browser, reaching what they opened and no more; nothing after half an hour away, nor with a slip
    that was given anew meanwhile."""
    seen, now = session.get(LAST_SEEN), timezone.now()
    if not seen or datetime.fromisoformat(seen) < now - IDLE:
        leave(session)
    elif datetime.fromisoformat(seen) < now - timedelta(minutes=1):
        session[LAST_SEEN] = now.isoformat()
    if keys := session.get(KEYS, {}):
        keys = _still_good(keys, now)
        _keep(session, keys)
    cases = session.get(RESIDENT_CASES, ()) if keys else ()
    return resident_actor(tuple(UUID(pk) for pk in cases), _claims(keys))


def _still_good(keys: dict, now) -> dict:
    held = {UUID(case): key["party"] and UUID(key["party"]) for case, key in keys.items()}
    marks = marks_of(held)
    return {
        case: key
        for case, key in keys.items()
        if marks.get(UUID(case)) == key["mark"] and datetime.fromisoformat(key["at"]) > now - LONGEST
    }


def _claims(keys: dict) -> tuple:
    """As whom each case is opened: by its own slip before by another's, and of two slips by the last."""
    claims: dict[str, str | None] = {}
    for key in keys.values():
        claims |= key["claims"]
    claims |= {case: key["party"] for case, key in keys.items()}
    return tuple((UUID(case), UUID(party)) for case, party in claims.items() if party)


def device_of(request) -> Device:
    """The browser, by the slips that it opened before; whoever clears its cookies is a stranger again."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=KNOWN_FOR)
        return Device(str(told["name"]), tuple(map(str, told["slips"])))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return Device()


def remember(request, response, opened: Opened):
    """记住 — this browser opened this slip: it is not shut out by what others type wrong."""
    device = device_of(request)
    slips = [one for one in device.slips if one != opened.mark][1 - MOST_KNOWN :]
    told = {"name": device.name or uuid4().hex, "slips": [*slips, opened.mark]}
    kept = {"max_age": KNOWN_FOR, "httponly": True, "samesite": "Lax", "secure": request.is_secure()}
    response.set_cookie(COOKIE, signing.dumps(told, salt=COOKIE), **kept)
    return response


def leave(session) -> None:
    """看完了，退出 — the next person at this screen sees nothing of it."""
    for name in (RESIDENT_CASES, KEYS, LAST_SEEN):
        session.pop(name, None)
