"""一扇门 — a district's one door for any problem."""
