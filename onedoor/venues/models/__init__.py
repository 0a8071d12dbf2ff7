"""场所 — centres, their rooms with bookings that never overlap, and the equipment of their halls."""

from onedoor.venues.models.centre import Centre

__all__ = ["Centre"]
