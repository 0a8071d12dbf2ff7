"""接访 — the register of visitors, alone or as a group, and the days on which leaders receive."""
