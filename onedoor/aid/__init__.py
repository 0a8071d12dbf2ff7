"""法律援助 — legal advice and legal aid: eligibility, papers, clocks, the lawyers' roster."""
