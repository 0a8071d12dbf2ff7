"""后台任务 of hall, found by the worker by this module's name: slips are carried to printers, failing printers looked at."""

from uuid import UUID

from procrastinate.contrib.django import app

from onedoor.hall.actions.printing import PRESSING, TASK, carry_out, check_failing
from onedoor.posts.given import system_actor


@app.task(name=TASK, queue="errands", priority=PRESSING)
def print_slip(job: str) -> None:
    """打印小票 — what fails is told at the printer and tried again by the action itself; the job never fails for paper."""
    carry_out(UUID(job), by=system_actor())


@app.periodic(cron="* * * * *")
@app.task(name="check_printers", queue="errands", queueing_lock="check_printers")
def check_printers(timestamp: int) -> None:
    """复查打印机 — every minute, those that failed; nobody need say that the paper is in again."""
    check_failing(by=system_actor())
