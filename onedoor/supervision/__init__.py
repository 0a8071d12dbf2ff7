"""督办 — a ladder from reminder to interview, raised by rules that a district can read, or by people."""
