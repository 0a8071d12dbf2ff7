"""调解组织 — committees, who sits in them, what each is versed in, and whom they must not mediate for."""
