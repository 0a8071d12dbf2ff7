"""Every change to centres, rooms, bookings and equipment."""

from onedoor.venues.actions.bookings import book, book_once, change_time, occupy, release, vacate
from onedoor.venues.actions.centres import change_centre, open_centre
from onedoor.venues.actions.equipment import change_equipment, check, enter_equipment
from onedoor.venues.actions.faults import end_fault, report, take_up
from onedoor.venues.actions.rooms import change_room, close_on, open_on, open_room

__all__ = [
    "book",
    "book_once",
    "change_centre",
    "change_equipment",
    "change_room",
    "change_time",
    "check",
    "close_on",
    "end_fault",
    "enter_equipment",
    "occupy",
    "open_centre",
    "open_on",
    "open_room",
    "release",
    "report",
    "take_up",
    "vacate",
]
