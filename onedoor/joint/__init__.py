"""联动 — plans of joint work over a period, and joint meetings whose decisions become duties."""
