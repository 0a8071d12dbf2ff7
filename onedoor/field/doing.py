"""办任务 — what a worker went to do: a task of the grid, a place on a plan's list, what people talk about."""

from onedoor.field.models import Upload
from onedoor.field.schemas import TaskBackIn, TaskDoneIn, VisitIn, VoiceIn
from onedoor.joint.actions import visits
from onedoor.joint.queries.plans import open_visit
from onedoor.tasks import actions as tasks
from onedoor.tasks.queries import task_of
from onedoor.voices import actions as voices


def done(upload: Upload, said: TaskDoneIn, by) -> None:
    """完成 — with the one place that was sent with the press, if any."""
    task = task_of(by, said.task)
    at = {"at_phone": upload.at_phone, "lon": said.lon, "lat": said.lat}
    task = tasks.finish(task, by=by, words=said.words, found=said.found, **at)
    if said.ended:
        tasks.say_ended(task, by=by, ended=said.ended, said=said.said)
    _about(upload, task)


def back(upload: Upload, said: TaskBackIn, by) -> None:
    """退回 — why it cannot be done here."""
    _about(upload, tasks.hand_back(task_of(by, said.task), by=by, reason=said.reason))


def visit(upload: Upload, said: VisitIn, by) -> None:
    """巡查 — one place of a plan, item by item."""
    place = open_visit(said.visit, by)
    visits.visit(place, {int(number): mark for number, mark in said.marks.items()}, words=said.words, by=by)
    upload.case, upload.about = place.plan.case, place.pk


def voice(upload: Upload, said: VoiceIn, by) -> None:
    """社情民意 — a topic and a place, and nobody in it."""
    upload.about = voices.write(said.topic, said.words, by=by, place=said.place, at_phone=upload.at_phone).pk


def _about(upload: Upload, task) -> None:
    upload.case, upload.about = task.case, task.pk
