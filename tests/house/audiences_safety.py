"""Who is to come in where, of safety: whoever handles a dispute, the desk of a committee, and the supervisor."""

NONE: set[str] = set()
SUPERVISORS = {"safety_supervisor"}
ALL = {"mediator", "mediation_desk"} | SUPERVISORS


def expected() -> dict[str, tuple[set[str], set[str]]]:
    """URL name: (who may GET, who may POST)."""
    return {
        "safety:list": (ALL, NONE),
        "safety:mine": (ALL, NONE),
        "safety:paper": (ALL, NONE),
        "safety:review": (SUPERVISORS, SUPERVISORS),
        "safety:withdraw": (NONE, SUPERVISORS),
        "safety:case": (ALL, NONE),
        "safety:panel": (ALL, NONE),
        "safety:record": (ALL, NONE),
        "safety:check": (ALL, ALL),
        "safety:step": (ALL, ALL),
        "safety:answer": (ALL, ALL),
        "safety:act": (ALL, ALL),
    }
