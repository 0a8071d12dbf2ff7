"""Who may come in where, of the registers. Which ground is theirs, the room itself says."""

from onedoor.config.audience import door

SEE = ("register.see", "register.confirm", "register.edit")
WRITE = ("register.propose", "register.confirm")
CONFIRM, EDIT, SUPPORT = "register.confirm", "register.edit", "register.support"

REGISTERS = {
    "registers:home": door(GET=SEE),
    "registers:list": door(GET=SEE),
    "registers:print": door(GET=SEE),
    "registers:entry": door(GET=SEE),
    "registers:new": door(GET=WRITE, POST=WRITE),
    "registers:edit": door(GET=WRITE, POST=WRITE),
    "registers:verify": door(POST=WRITE),
    "registers:end": door(POST=CONFIRM),
    "registers:proposals": door(GET=WRITE),
    "registers:confirm": door(POST=CONFIRM),
    "registers:refuse": door(POST=WRITE),
    "registers:decide": door(POST=WRITE),
    "registers:fields": door(GET=SEE),
    "registers:import": door(GET=EDIT, POST=EDIT),
    "registers:import_one": door(GET=EDIT, POST=EDIT),
    "registers:reports": door(GET=EDIT),
    "registers:asked": door(POST=EDIT),
    "registers:report": door(GET=EDIT, POST=EDIT),
    "registers:support": door(GET=(SUPPORT, EDIT)),
    "registers:support_switch": door(POST=EDIT),
    # People: one kind of post, and nobody else.
    "registers:support_list": door(GET=SUPPORT),
    "registers:support_new": door(GET=SUPPORT, POST=SUPPORT),
    "registers:support_one": door(GET=SUPPORT),
    "registers:support_step": door(POST=SUPPORT),
    "registers:support_print": door(GET=SUPPORT),
}
