"""Who may come in where, of safety. Which case is theirs, the room itself says: of every other there is nothing."""

from onedoor.config.audience import door

CHECK, SUPERVISE = "safety.check", "safety.supervise"
EITHER = (CHECK, SUPERVISE)

SAFETY = {
    "safety:list": door(GET=EITHER),
    "safety:mine": door(GET=EITHER),
    "safety:paper": door(GET=EITHER),
    "safety:review": door(GET=SUPERVISE, POST=SUPERVISE),
    "safety:withdraw": door(POST=SUPERVISE),
    "safety:case": door(GET=EITHER),
    "safety:panel": door(GET=EITHER),
    "safety:record": door(GET=EITHER),
    "safety:check": door(GET=EITHER, POST=EITHER),
    "safety:step": door(GET=EITHER, POST=EITHER),
    "safety:answer": door(GET=EITHER, POST=EITHER),
    "safety:act": door(GET=EITHER, POST=EITHER),
}
