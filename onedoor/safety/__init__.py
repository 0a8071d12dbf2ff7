"""安全核对 — protective steps for a dispute: a table of rules, clocks, and no score (safeguards D)."""
