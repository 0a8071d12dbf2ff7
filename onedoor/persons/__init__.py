"""自然人 — a person's sealed identity: masked by default, opened only for a written purpose."""
