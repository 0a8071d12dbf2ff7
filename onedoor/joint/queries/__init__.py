"""联动的查询 — reads bigger than one filter."""
