"""预约 — services, those who give them, their times, and who was given one."""

from onedoor.appointments.models.appointment import WISHES, Appointment, Change, Grip
from onedoor.appointments.models.offering import BlackOut, Pattern, Provider, Service
from onedoor.appointments.models.slot import Slot, Wait

__all__ = [
    "WISHES",
    "Appointment",
    "BlackOut",
    "Change",
    "Grip",
    "Pattern",
    "Provider",
    "Service",
    "Slot",
    "Wait",
]
