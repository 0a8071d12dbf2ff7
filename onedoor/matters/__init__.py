"""事项 — a request on its way from the door to the closed case."""
