"""Who is to come in where, of the registers: those who walk a ground, those who answer for it, and one post for people."""

NONE: set[str] = set()
WALKERS = {"grid_worker", "grid_manager"}
CONFIRMERS = {"grid_manager", "village_head"}
WRITERS = WALKERS | CONFIRMERS
OPERATORS = {"operator"}
READERS = WRITERS | OPERATORS | {"town_leader"}
SUPPORTERS = {"support_worker"}


def expected() -> dict[str, tuple[set[str], set[str]]]:
    """URL name: (who may GET, who may POST)."""
    return {
        "registers:home": (READERS, NONE),
        "registers:list": (READERS, NONE),
        "registers:print": (READERS, NONE),
        "registers:entry": (READERS, NONE),
        "registers:new": (WRITERS, WRITERS),
        "registers:edit": (WRITERS, WRITERS),
        "registers:verify": (NONE, WRITERS),
        "registers:end": (NONE, CONFIRMERS),
        "registers:proposals": (WRITERS, NONE),
        "registers:confirm": (NONE, CONFIRMERS),
        "registers:refuse": (NONE, WRITERS),
        "registers:decide": (NONE, WRITERS),
        "registers:fields": (READERS, NONE),
        "registers:import": (OPERATORS, OPERATORS),
        "registers:import_one": (OPERATORS, OPERATORS),
        "registers:reports": (OPERATORS, NONE),
        "registers:asked": (NONE, OPERATORS),
        "registers:report": (OPERATORS, OPERATORS),
        "registers:support": (SUPPORTERS | OPERATORS, NONE),
        "registers:support_switch": (NONE, OPERATORS),
        "registers:support_list": (SUPPORTERS, NONE),
        "registers:support_new": (SUPPORTERS, SUPPORTERS),
        "registers:support_one": (SUPPORTERS, NONE),
        "registers:support_step": (NONE, SUPPORTERS),
        "registers:support_print": (SUPPORTERS, NONE),
    }
