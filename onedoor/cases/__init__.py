"""案卷 — the spine: one case, one code; timeline, clocks, parties, papers, access."""
