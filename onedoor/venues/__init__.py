"""场所 — centres, their rooms with bookings that never overlap, and the equipment of their halls."""
