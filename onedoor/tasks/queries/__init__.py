"""Reads of tasks."""

from onedoor.tasks.queries.chairs import chair_of, chairs, colleagues_of, grids_at
from onedoor.tasks.queries.tasks import checking, find_task, open_for, task_of, tasks_for

__all__ = [
    "chair_of",
    "chairs",
    "checking",
    "colleagues_of",
    "find_task",
    "grids_at",
    "open_for",
    "task_of",
    "tasks_for",
]
