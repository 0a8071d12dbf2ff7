"""The worker, run here and now: it takes what is due and comes back."""

import pytest
from procrastinate.contrib.django import app

from tests.journeys.way import Way


@pytest.fixture
def work(transactional_db, monkeypatch):
    """`work()` runs every errand that is due, on connections of the worker's own, as the real one does; no timers."""
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})

    def run():
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            working.run_worker(wait=False, concurrency=1, listen_notify=False, install_signal_handlers=False)

    return run


@pytest.fixture
def way(town):
    return Way(town)
