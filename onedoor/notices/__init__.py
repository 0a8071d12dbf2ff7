"""通知 — what was said to whom, and whether it was read."""
