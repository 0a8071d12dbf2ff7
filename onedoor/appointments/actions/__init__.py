"""预约的每一步 — every change is one function of this package's modules."""

from onedoor.appointments.actions.booking import (
    again,
    arrive,
    book,
    book_slot,
    called,
    cancel,
    finish,
    hold,
    miss,
    open_number,
    reschedule,
)
from onedoor.appointments.actions.days import Closed, black_out, close_day, open_again, open_centre
from onedoor.appointments.actions.setting_up import (
    add_pattern,
    end_pattern,
    renew_secret,
    set_provider,
    set_service,
)
from onedoor.appointments.actions.slots import make_all, make_slots
from onedoor.appointments.actions.swapping import swap
from onedoor.appointments.actions.tending import lapse_holds, remind
from onedoor.appointments.actions.waiting import leave_line, wait

__all__ = [
    "Closed",
    "add_pattern",
    "again",
    "arrive",
    "black_out",
    "book",
    "book_slot",
    "called",
    "cancel",
    "close_day",
    "end_pattern",
    "finish",
    "hold",
    "lapse_holds",
    "leave_line",
    "make_all",
    "make_slots",
    "miss",
    "open_again",
    "open_centre",
    "open_number",
    "remind",
    "renew_secret",
    "reschedule",
    "set_provider",
    "set_service",
    "swap",
    "wait",
]
