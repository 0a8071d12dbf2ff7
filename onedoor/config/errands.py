"""差事 — what follows later, as procrastinate jobs stored in the transaction of their cause: a rollback takes them along.

`HANDLERS` is filled by `config.reactions`; periodic work stands at the end.
"""

from collections.abc import Callable

from django.core.management import call_command
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from onedoor.cases.models import Event
from onedoor.cases.receipts import forget_old

HANDLERS: dict[str, Callable] = {}


@app.task(name="errand", queue="errands", retry=RetryStrategy(max_attempts=6, exponential_wait=3))
def run_errand(handler: str, event: str) -> None:
    """Run one LATER handler for one event. After the last try the job is left failed, for people to see."""
    HANDLERS[handler](Event.objects.select_related("case__matter__desk", "post").get(pk=event))


@app.periodic(cron="* * * * *")
@app.task(name="ring_clocks", queue="errands", queueing_lock="ring_clocks")
def ring_clocks(timestamp: int) -> None:
    """到点响铃 — every minute: clocks that are near or missed say so on their case's timeline."""
    call_command("ring_clocks")


@app.periodic(cron="* * * * *")
@app.task(name="seal_audit", queue="errands", queueing_lock="seal_audit")
def seal_audit(timestamp: int) -> None:
    """查阅日志封存 — every minute: new rows of the access log are chained."""
    call_command("seal_audit")


@app.periodic(cron="30 2 * * *")
@app.task(name="nightly_checks", queue="errands", queueing_lock="nightly_checks")
def nightly_checks(timestamp: int) -> None:
    """夜间核验 — timelines hold together and statuses follow from them; a difference fails the job, so that staff see it."""
    call_command("verify_timelines")
    call_command("replay_lifecycles")
    call_command("verify_audit")
    call_command("recount_deadlines")
    forget_old()
