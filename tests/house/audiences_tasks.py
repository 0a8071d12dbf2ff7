"""Who is to come in where, of what is done in the grids."""

WORKERS = {"grid_worker", "grid_manager"}
# Those who send somebody out, and those who look after a ground.
GIVERS = {"dispatcher", "town_leader", "village_head", "verifier", "grid_manager"}
OVERSEERS = GIVERS | {"operator"}
READERS = {"town_leader", "village_head", "grid_manager", "operator"}
NONE: set[str] = set()


def expected(desks: set[str], windows: set[str]) -> dict[str, tuple[set[str], set[str]]]:
    """URL name: (who may GET, who may POST)."""
    return {
        "tasks:list": (WORKERS | OVERSEERS, NONE),
        "tasks:mine": (WORKERS | GIVERS, NONE),
        "tasks:errand": (windows, windows),
        "tasks:rounds": (WORKERS | OVERSEERS, NONE),
        "tasks:round_new": (GIVERS, GIVERS),
        "tasks:round": (WORKERS | OVERSEERS, NONE),
        "tasks:round_end": (NONE, GIVERS),
        "tasks:hand_over": (OVERSEERS, OVERSEERS),
        "tasks:panel": (desks, NONE),
        "tasks:map": (desks, NONE),
        "tasks:give": (GIVERS, GIVERS),
        "tasks:task": (desks, NONE),
        "tasks:act": (NONE, WORKERS | GIVERS),
        "voices:write": (WORKERS, WORKERS),
        "voices:mine": (WORKERS, NONE),
        "voices:take_back": (NONE, WORKERS),
        "voices:summary": (READERS, NONE),
        "voices:sheet": (READERS, NONE),
    }
