"""Who may come in where, of counselling. Whose talk it is, the room itself says: to everybody else there is none."""

from onedoor.config.audience import EVERYONE, SIGNED_IN, door

TALK, SUPERVISE = "counselling.talk", "counselling.supervise"
EITHER = (TALK, SUPERVISE)

COUNSELLING = {
    "counselling:talks": door(GET=TALK),
    "counselling:new": door(GET=TALK, POST=TALK),
    # Whoever meets somebody in danger must be able to read what to do; it speaks of nobody.
    "counselling:act_now": door(GET=SIGNED_IN),
    "counselling:consent": door(GET=TALK),
    "counselling:figures": door(GET=("hall.figures", TALK)),
    # With code and PIN each time: nothing is kept in the session.
    "counselling:mine": door(GET=EVERYONE, POST=EVERYONE),
    "counselling:mine_say": door(POST=EVERYONE),
    "counselling:mine_change": door(POST=EVERYONE),
    "counselling:hand": door(GET=SUPERVISE, POST=SUPERVISE),
    "counselling:hand_all": door(POST=SUPERVISE),
    "counselling:said": door(GET=SUPERVISE, POST=SUPERVISE),
    "counselling:said_open": door(POST=SUPERVISE),
    "counselling:supervision": door(GET=EITHER, POST=SUPERVISE),
    "counselling:asking": door(GET=EITHER),
    "counselling:answer": door(POST=EITHER),
    "counselling:asked_look": door(POST=SUPERVISE),
    "counselling:take": door(POST=TALK),
    "counselling:tell": door(POST=TALK),
    "counselling:decline": door(POST=TALK),
    "counselling:slip": door(POST=TALK),
    "counselling:talk": door(GET=TALK),
    "counselling:contact": door(POST=TALK),
    "counselling:session": door(POST=TALK),
    "counselling:followed": door(POST=TALK),
    "counselling:step": door(POST=TALK),
}
