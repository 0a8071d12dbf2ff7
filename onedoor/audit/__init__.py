"""审计 — who looked at what, in which post, for what purpose; sign-ins."""
