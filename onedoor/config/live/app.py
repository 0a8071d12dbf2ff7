"""The door for the server of live pages (`processes.live`)."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onedoor.config.settings")
django.setup()

# Readers look at tables, which are known from here on.
from onedoor.config.live.stream import Live  # noqa: E402
from onedoor.config.live.topics import TOPICS  # noqa: E402

application = Live(TOPICS)
