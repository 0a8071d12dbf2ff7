"""大厅 — visits, tickets, windows, calling and screens: how people are received and how long they wait."""

from onedoor.hall.models.device import Device
from onedoor.hall.models.queue import Day, Need, Period, Series, Ticket, Visit
from onedoor.hall.models.setup import Offer, Policy, PriorityGroup, Service, Sitting, Skill, Window

__all__ = [
    "Day",
    "Device",
    "Need",
    "Offer",
    "Period",
    "Policy",
    "PriorityGroup",
    "Series",
    "Service",
    "Sitting",
    "Skill",
    "Ticket",
    "Visit",
    "Window",
]
