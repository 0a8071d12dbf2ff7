"""What a visitor's code and PIN opened at a window, kept in the clerk's session until that visitor goes."""

from onedoor.hall.models import Ticket

# The number that stood here and the codes it opened; no PIN.
VISITOR = "hall_visitor"
MOST = 5


def codes_of(session, ticket: Ticket | None) -> list[str]:
    """What is shown while this number is here: the case opened with its own slip, then those it gave a key to. With
    another number at the window, or none, all that is forgotten."""
    kept = session.get(VISITOR)
    if kept and (ticket is None or kept["ticket"] != str(ticket.pk)):
        del session[VISITOR]
        kept = None
    if ticket is None:
        return []
    case = ticket.visit.slip.case
    own = [case.code] if case else []
    return list(dict.fromkeys(own + (kept["codes"] if kept else [])))


def keep(session, ticket: Ticket, code: str) -> None:
    kept = session.get(VISITOR) or {"codes": []}
    codes = [code, *(one for one in kept["codes"] if one != code)]
    session[VISITOR] = {"ticket": str(ticket.pk), "codes": codes[:MOST]}
