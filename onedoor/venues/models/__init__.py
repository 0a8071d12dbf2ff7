"""场所 — centres, their rooms with bookings that never overlap, and the equipment of their halls."""

from onedoor.venues.models.booking import BookedSlot, Booking
from onedoor.venues.models.centre import Centre
from onedoor.venues.models.equipment import Equipment, EquipmentCheck, Fault
from onedoor.venues.models.room import GRAIN, ClosedDay, OpenHours, Room

__all__ = [
    "GRAIN",
    "BookedSlot",
    "Booking",
    "Centre",
    "ClosedDay",
    "Equipment",
    "EquipmentCheck",
    "Fault",
    "OpenHours",
    "Room",
]
