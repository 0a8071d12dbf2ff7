"""大厅 — visits, tickets, windows, calling and screens: how people are received and how long they wait."""

from onedoor.hall.models.device import Device
from onedoor.hall.models.printing import Printer, PrintJob
from onedoor.hall.models.queue import Day, Need, Period, Series, Ticket, Visit
from onedoor.hall.models.rating import Rating
from onedoor.hall.models.seat import Seat
from onedoor.hall.models.setup import Offer, Policy, PriorityGroup, Service, Sitting, Skill, Window

__all__ = [
    "Day",
    "Device",
    "Need",
    "Offer",
    "Period",
    "Policy",
    "PrintJob",
    "Printer",
    "PriorityGroup",
    "Rating",
    "Seat",
    "Series",
    "Service",
    "Sitting",
    "Skill",
    "Ticket",
    "Visit",
    "Window",
]
