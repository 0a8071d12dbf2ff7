"""What staff may do with a background job that did not succeed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from onedoor.config.models import JobNote
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid


@transaction.atomic
def retry(number: int, *, by, words: str = "") -> None:
    """重试 — a failed job, or one that waits for its next try, is tried again now."""
    job = _waiting_or_failed(number, by)
    _wake(job)
    _note(job, JobNote.Kind.RETRIED, words, by)


@transaction.atomic
def give_up(number: int, *, by, reason: str) -> None:
    """不再重试 — somebody has seen to it in another way, or it is no longer needed; the reason stays."""
    job = _waiting_or_failed(number, by)
    if not reason.strip():
        raise NotValid(_("请写明为什么不再重试，或已经怎样另行处理。"))
    if job.status == Status.FAILED.value:
        _wake(job)
    app.job_manager.cancel_job_by_id(job.pk)
    _note(job, JobNote.Kind.GIVEN_UP, reason, by)


def _waiting_or_failed(number: int, by) -> ProcrastinateJob:
    if not by.holds("jobs.see"):
        raise NotAllowed(_("您现在的岗位不能处理后台任务。"))
    job = ProcrastinateJob.objects.select_for_update().filter(pk=number).first()
    if job is None:
        raise NotFound(_("没有这个后台任务，可能早已完成。"))
    waits = job.status == Status.TODO.value and job.attempts > 0
    if job.status != Status.FAILED.value and not waits:
        raise NotNow(_("这个任务现在不需要处理：可能正在办理、已经完成，或同事刚刚处理过。"))
    return job


def _wake(job: ProcrastinateJob) -> None:
    """To be taken by a worker at once; the queue lets a failed job be retried, and a waiting one only be made earlier."""
    if job.status == Status.FAILED.value:
        app.job_manager.retry_job_by_id(job.pk, retry_at=timezone.now())
    else:
        _hurry(job)


def _hurry(job: ProcrastinateJob) -> None:
    app.connector.execute_query(
        "UPDATE procrastinate_jobs SET scheduled_at = %(now)s WHERE id = %(number)s AND status = 'todo'",
        now=timezone.now(),
        number=job.pk,
    )


def _note(job: ProcrastinateJob, kind: str, words: str, by) -> None:
    JobNote.objects.create(job=job.pk, kind=kind, words=words.strip()[:200], post=by.post, staff=by.staff)
