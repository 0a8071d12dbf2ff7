"""开放接口 — the machines' door: the same steps, typed."""
