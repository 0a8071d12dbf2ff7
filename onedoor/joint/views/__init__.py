"""联动的页面 — plans, places, meetings, minutes."""
