"""Who is meant at the addresses of the legal aid room."""

LAWYERS = {"lawyer"}
OFFICERS = {"aid_officer"}
REVIEWERS = {"aid_reviewer"}
TAKERS = LAWYERS | OFFICERS
ALL = TAKERS | REVIEWERS
NONE: set[str] = set()


def expected(anyone, desks) -> dict:
    """URL name: (who may GET, who may POST)."""
    return {
        "aid:desk": (ALL, NONE),
        "aid:new": (TAKERS, TAKERS),
        "aid:mine": (TAKERS, NONE),
        "aid:lawyers": (OFFICERS, OFFICERS),
        "aid:standard": (NONE, OFFICERS),
        "aid:year": (OFFICERS, NONE),
        "aid:year_sheet": (OFFICERS, NONE),
        "aid:rate": (anyone, anyone),
        "aid:advice": (TAKERS, NONE),
        "aid:advice_new": (TAKERS, TAKERS),
        "aid:advice_one": (TAKERS, NONE),
        "aid:advice_step": (NONE, TAKERS),
        "aid:notice": (OFFICERS, OFFICERS),
        "aid:feed": (anyone, NONE),
        "aid:renew": (NONE, TAKERS),
        "portal:aid": (anyone, NONE),
        "portal:aid_letter": (anyone, NONE),
        "portal:aid_act": (anyone, anyone),
        "aid:panel": (desks, NONE),
        "aid:one": (ALL, NONE),
        "aid:slip": (TAKERS, NONE),
        "aid:step": (NONE, ALL),
    }
