"""Who may come in where, of mediation. Which mediation is theirs, the room itself says."""

from onedoor.config.audience import EVERYONE, RESIDENT_KEY, door

# The desk of a committee, and whoever mediates.
HANDLE = ("mediation.accept", "mediation.mediate")
# Committees and who mediates in them: also whoever answers for the figures.
LOOK = (*HANDLE, "committees.edit", "mediation.figures")

# Whoever takes a dispute down: any desk, and whoever handles it.
TAKE = ("mediation.register",)

MEDIATION = {
    "mediation:new": door(GET=TAKE, POST=TAKE),
    "mediation:refusal": door(GET=TAKE),
    "mediation:slip": door(GET=TAKE),
    "mediation:side_slip": door(POST=HANDLE),
    "committees:list": door(GET=LOOK),
    "committees:one": door(GET=LOOK),
    "committees:roster": door(GET=(*HANDLE, "committees.edit")),
    "committees:mine": door(GET=("mediation.mediate",), POST=("mediation.mediate",)),
    "committees:tie_end": door(POST=("mediation.mediate",)),
    "committees:do": door(POST=("committees.edit",)),
    "mediation:desk": door(GET=HANDLE),
    "mediation:one": door(GET=HANDLE),
    "mediation:one_step": door(POST=HANDLE),
    "mediation:side_sheet": door(GET=HANDLE),
    "mediation:declined": door(GET=HANDLE),
    # The residents' own pages: applying needs no key, following one's own does.
    "portal:dispute": door(GET=EVERYONE, POST=EVERYONE),
    "portal:dispute_who": door(GET=EVERYONE, POST=EVERYONE),
    "portal:dispute_send": door(GET=EVERYONE, POST=EVERYONE),
    "portal:dispute_slip": door(GET=RESIDENT_KEY),
    "portal:mediation": door(GET=RESIDENT_KEY),
    "portal:mediation_act": door(GET=RESIDENT_KEY, POST=RESIDENT_KEY),
    "portal:mediation_paper": door(GET=RESIDENT_KEY),
    "portal:mediation_readers": door(GET=RESIDENT_KEY),
    # Forms with nothing in them.
    "mediation:blank_forms": door(GET=EVERYONE),
    "mediation:blank_form": door(GET=EVERYONE),
    "mediation:agreement": door(GET=HANDLE),
    "mediation:agreement_step": door(POST=HANDLE),
    "mediation:agreement_hand": door(GET=HANDLE),
    "mediation:dues": door(GET=HANDLE),
    "mediation:figures": door(GET="mediation.figures"),
    "mediation:figures_sheet": door(GET="mediation.figures"),
    "mediation:volumes": door(GET="mediation.file"),
    "mediation:volume": door(GET=HANDLE),
    "mediation:volume_step": door(POST=HANDLE),
    "mediation:bound": door(GET=HANDLE),
    "mediation:file": door(GET=HANDLE),
    "mediation:sheet": door(GET=HANDLE),
    "mediation:sessions": door(GET=HANDLE),
    "mediation:sessions_step": door(POST=HANDLE),
    "mediation:record": door(GET=HANDLE, POST="mediation.mediate"),
    "mediation:signing": door(POST="mediation.mediate"),
    "mediation:hand": door(GET=HANDLE),
    "mediation:summons": door(GET=HANDLE),
    "mediation:drawers": door(GET=HANDLE),
    "mediation:drawers_step": door(POST=HANDLE),
    # One thing at a time, by whoever mediates.
    "mediation:drawers_open": door(POST="mediation.mediate"),
    "mediation:offers": door(GET=HANDLE),
    "mediation:offers_step": door(POST=HANDLE),
    # Whoever was asked to take part sees what their part needs.
    "mediation:invited": door(GET="mediation.join"),
    "mediation:guest": door(GET="mediation.join"),
    "mediation:guest_record": door(GET="mediation.join"),
}
