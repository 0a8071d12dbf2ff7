"""大厅 — visits, tickets, windows, calling and screens: how people are received and how long they wait."""
