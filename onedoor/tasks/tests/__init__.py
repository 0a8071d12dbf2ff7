"""Rules and pages of tasks."""
