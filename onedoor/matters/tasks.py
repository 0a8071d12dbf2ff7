"""后台任务 of matters, found by the worker by this module's name: a file is taken in while people go on working."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from onedoor.matters.importing.running import rows_of, take_some
from onedoor.matters.models import ImportRun

# One job takes in this many hundreds and leaves the rest to the next, so that clocks are not kept waiting.
TURNS = 5


@app.task(name="import_rows", queue="errands", retry=RetryStrategy(max_attempts=6, exponential_wait=3))
def import_rows(run: str) -> None:
    """批量导入 — some of a file's rows, then the next job; each hundred is kept, so that a job that dies loses nothing."""
    rows = rows_of(ImportRun.objects.get(pk=run))
    for _turn in range(TURNS):
        if take_some(UUID(run), rows).state != ImportRun.State.RUNNING:
            return
    import_rows.defer(run=run)
