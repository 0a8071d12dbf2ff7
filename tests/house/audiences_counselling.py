"""Who is to come in where, of counselling; apart from `audiences` because few are meant."""

NONE: set[str] = set()
COUNSELLORS = {"counsellor"}
SUPERVISORS = {"counselling_supervisor"}
BOTH = COUNSELLORS | SUPERVISORS


def expected(anyone: set[str], staff: set[str], readers: set[str]) -> dict[str, tuple[set[str], set[str]]]:
    """URL name: (who may GET, who may POST)."""
    return {
        "counselling:talks": (COUNSELLORS, NONE),
        "counselling:new": (COUNSELLORS, COUNSELLORS),
        "counselling:act_now": (staff, NONE),
        "counselling:consent": (COUNSELLORS, NONE),
        "counselling:figures": (readers | COUNSELLORS, NONE),
        "counselling:mine": (anyone, anyone),
        "counselling:mine_say": (NONE, anyone),
        "counselling:mine_change": (NONE, anyone),
        "counselling:hand": (SUPERVISORS, SUPERVISORS),
        "counselling:hand_all": (NONE, SUPERVISORS),
        "counselling:said": (SUPERVISORS, SUPERVISORS),
        "counselling:said_open": (NONE, SUPERVISORS),
        "counselling:supervision": (BOTH, SUPERVISORS),
        "counselling:asking": (BOTH, NONE),
        "counselling:answer": (NONE, BOTH),
        "counselling:asked_look": (NONE, SUPERVISORS),
        "counselling:take": (NONE, COUNSELLORS),
        "counselling:tell": (NONE, COUNSELLORS),
        "counselling:decline": (NONE, COUNSELLORS),
        "counselling:slip": (NONE, COUNSELLORS),
        "counselling:talk": (COUNSELLORS, NONE),
        "counselling:contact": (NONE, COUNSELLORS),
        "counselling:session": (NONE, COUNSELLORS),
        "counselling:followed": (NONE, COUNSELLORS),
        "counselling:step": (NONE, COUNSELLORS),
    }
