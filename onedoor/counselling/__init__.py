"""咨询 — a talk with a counsellor in a sealed case of its own; what is said there stays there."""
