"""An outbox of each test's own, and one that cannot be written to."""

import json

import pytest


@pytest.fixture
def outbox(settings, tmp_path):
    """What went out by a channel, as the provider would have it."""
    settings.OUTBOX = tmp_path / "outbox"
    settings.CHANNELS = {"email": "file", "sms": "file", "account": "file"}

    def sent(channel="sms"):
        path = settings.OUTBOX / f"{channel}.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    return sent


@pytest.fixture
def broken(settings, outbox):
    """The provider cannot be reached: a file stands where the folder should be. `mend()` takes it away."""
    settings.OUTBOX.write_text("")
    return settings.OUTBOX.unlink
