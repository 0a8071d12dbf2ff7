"""Who may come in where in the legal aid room."""

from onedoor.config.audience import EVERYONE, RESIDENT_KEY, door

AID = {
    # Which applications one reads, the case says; which step one takes, the room.
    "aid:desk": door(GET=("aid.apply", "aid.decide", "aid.object")),
    "aid:new": door(GET="aid.apply", POST="aid.apply"),
    "aid:mine": door(GET="aid.advise"),
    "aid:lawyers": door(GET="aid.decide", POST="aid.decide"),
    "aid:standard": door(POST="aid.decide"),
    "aid:year": door(GET="aid.decide"),
    "aid:year_sheet": door(GET="aid.decide"),
    # The PIN on the slip opens it.
    "aid:rate": door(GET=EVERYONE, POST=EVERYONE),
    "aid:advice": door(GET="aid.advise"),
    "aid:advice_new": door(GET="aid.advise", POST="aid.advise"),
    "aid:advice_one": door(GET="aid.advise"),
    "aid:advice_step": door(POST="aid.advise"),
    "aid:notice": door(GET="aid.decide", POST="aid.decide"),
    # Whoever knows the address: days and places, no names.
    "aid:feed": door(GET=EVERYONE),
    "aid:renew": door(POST="aid.advise"),
    "portal:aid": door(GET=RESIDENT_KEY),
    "portal:aid_letter": door(GET=RESIDENT_KEY),
    "portal:aid_act": door(GET=RESIDENT_KEY, POST=RESIDENT_KEY),
    "aid:panel": door(GET="case.see"),
    "aid:one": door(GET=("aid.apply", "aid.decide", "aid.object")),
    "aid:slip": door(GET=("aid.apply", "aid.advise")),
    "aid:step": door(POST=("aid.apply", "aid.decide", "aid.object")),
}
