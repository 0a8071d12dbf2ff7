"""Who is to come in where, of mediation: the desk of a committee, and whoever mediates."""

NONE: set[str] = set()
HANDLERS = {"mediation_desk", "mediator"}
TAKERS = HANDLERS | {"clerk", "dispatcher", "seconded", "village_head"}
EDITORS = {"operator"}
# Whoever answers for figures of the district or the hall.
COUNTERS = {"mediation_desk", "leader", "operator"}


def expected(anyone) -> dict[str, tuple[set[str], set[str]]]:
    """URL name: (who may GET, who may POST)."""
    return (
        {
            "mediation:new": (TAKERS, TAKERS),
            "mediation:refusal": (TAKERS, NONE),
            "mediation:slip": (TAKERS, NONE),
            "mediation:side_slip": (NONE, HANDLERS),
            "mediation:desk": (HANDLERS, NONE),
            "mediation:one": (HANDLERS, NONE),
            "mediation:one_step": (NONE, HANDLERS),
            "mediation:side_sheet": (HANDLERS, NONE),
            "mediation:declined": (HANDLERS, NONE),
            "mediation:blank_forms": (anyone, NONE),
            "mediation:blank_form": (anyone, NONE),
            "mediation:agreement": (HANDLERS, NONE),
            "mediation:agreement_step": (NONE, HANDLERS),
            "mediation:agreement_hand": (HANDLERS, NONE),
            "mediation:dues": (HANDLERS, NONE),
            "mediation:figures": (COUNTERS, NONE),
            "mediation:figures_sheet": (COUNTERS, NONE),
            "mediation:volumes": ({"mediation_desk"}, NONE),
            "mediation:volume": (HANDLERS, NONE),
            "mediation:volume_step": (NONE, HANDLERS),
            "mediation:bound": (HANDLERS, NONE),
            "mediation:file": (HANDLERS, NONE),
            "mediation:sheet": (HANDLERS, NONE),
        }
        | _of_talking()
        | _of_others(anyone)
    )


def _of_talking() -> dict[str, tuple[set[str], set[str]]]:
    """Sessions, drawers, offers, and who is invited to them."""
    return {
        "mediation:sessions": (HANDLERS, NONE),
        "mediation:sessions_step": (NONE, HANDLERS),
        "mediation:record": (HANDLERS, {"mediator"}),
        "mediation:signing": (NONE, {"mediator"}),
        "mediation:hand": (HANDLERS, NONE),
        "mediation:summons": (HANDLERS, NONE),
        "mediation:drawers": (HANDLERS, NONE),
        "mediation:drawers_step": (NONE, HANDLERS),
        "mediation:drawers_open": (NONE, {"mediator"}),
        "mediation:offers": (HANDLERS, NONE),
        "mediation:offers_step": (NONE, HANDLERS),
        "mediation:invited": ({"mediation_partner"}, NONE),
        "mediation:guest": ({"mediation_partner"}, NONE),
        "mediation:guest_record": ({"mediation_partner"}, NONE),
    }


def _of_others(anyone) -> dict[str, tuple[set[str], set[str]]]:
    """The rosters of committees, and the pages of the sides themselves."""
    return {
        "committees:list": (HANDLERS | EDITORS | COUNTERS, NONE),
        "committees:one": (HANDLERS | EDITORS | COUNTERS, NONE),
        "committees:roster": (HANDLERS | EDITORS, NONE),
        "committees:mine": ({"mediator"}, {"mediator"}),
        "committees:tie_end": (NONE, {"mediator"}),
        "committees:do": (NONE, EDITORS),
        "portal:dispute": (anyone, anyone),
        "portal:dispute_who": (anyone, anyone),
        "portal:dispute_send": (anyone, anyone),
        "portal:dispute_slip": (anyone, NONE),
        "portal:mediation": (anyone, NONE),
        "portal:mediation_act": (anyone, anyone),
        "portal:mediation_paper": (anyone, NONE),
        "portal:mediation_readers": (anyone, NONE),
    }
