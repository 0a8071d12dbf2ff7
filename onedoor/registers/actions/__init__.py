"""Every change to registers."""

from onedoor.registers.actions.bringing import bring, drop, forget_files, take_in
from onedoor.registers.actions.deciding import confirm, decide, refuse
from onedoor.registers.actions.entries import edit, end, enter, verify
from onedoor.registers.actions.proposing import propose
from onedoor.registers.actions.reporting import export, take_away
from onedoor.registers.actions.support import (
    end_support,
    enrol,
    erase_ended,
    hand_out,
    open_card,
    open_list,
    open_shut,
    renew,
    withdraw,
)
from onedoor.registers.actions.switching import switch_off, switch_on

__all__ = [
    "bring",
    "confirm",
    "decide",
    "drop",
    "edit",
    "end",
    "end_support",
    "enrol",
    "enter",
    "erase_ended",
    "export",
    "forget_files",
    "hand_out",
    "open_card",
    "open_list",
    "open_shut",
    "propose",
    "refuse",
    "renew",
    "switch_off",
    "switch_on",
    "take_away",
    "take_in",
    "verify",
    "withdraw",
]
