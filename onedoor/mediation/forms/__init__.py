"""What the mediation room fills in, a module a tab."""
