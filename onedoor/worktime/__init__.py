"""工作日历 — working days, holidays, moved working days, and counting between them."""
