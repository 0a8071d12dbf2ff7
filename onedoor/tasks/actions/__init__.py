"""Every change of tasks."""
