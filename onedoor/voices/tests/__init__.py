"""Rules and pages of voices."""
