"""Commands of the mediation room."""
