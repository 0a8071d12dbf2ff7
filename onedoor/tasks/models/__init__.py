"""网格任务 — tasks, their photos, and those that hang on a case of their own."""

from onedoor.tasks.models.own_case import Errand, Round
from onedoor.tasks.models.task import Task, TaskPhoto

__all__ = ["Errand", "Round", "Task", "TaskPhoto"]
