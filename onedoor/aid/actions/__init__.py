"""法律援助的每一步 — an application is taken, decided, given to a lawyer, objected to, closed; and advice at the window."""

from onedoor.aid.actions.advising import advise, advise_once, ask_mediation
from onedoor.aid.actions.applying import apply_, apply_once, forward, notify, notify_once, supply
from onedoor.aid.actions.assigning import assign, reassign, step_aside
from onedoor.aid.actions.deciding import advance, decline, grant, terminate, want, withdraw
from onedoor.aid.actions.hearings import call_off_hearing, set_hearing
from onedoor.aid.actions.objecting import object_, overturn, reopen, uphold
from onedoor.aid.actions.roster import enrol, renew_secret, set_standard
from onedoor.aid.actions.working import close, progress, rate, take_up

__all__ = [
    *(
        "advance",
        "advise",
        "advise_once",
        "apply_",
        "apply_once",
        "ask_mediation",
        "assign",
        "call_off_hearing",
        "close",
        "decline",
        "enrol",
        "forward",
        "grant",
        "notify",
        "notify_once",
        "object_",
        "overturn",
    ),
    *(
        "progress",
        "rate",
        "reassign",
        "renew_secret",
        "reopen",
        "set_hearing",
        "set_standard",
        "step_aside",
        "supply",
        "take_up",
        "terminate",
        "uphold",
        "want",
    ),
    "withdraw",
]
