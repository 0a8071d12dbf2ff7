"""预约 — given times: services, who gives them, slots that nobody gets twice, waiting lists and reminders."""
