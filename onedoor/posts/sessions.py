"""Sessions in the database that know whose they are, so that they can be listed, counted and ended.

`SESSION_ENGINE` names this module; the class must be called SessionStore.
"""

from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from onedoor.posts.models import WebSession

# Keys kept inside a session.
POST, STARTED, SEEN, ADDRESS, AGENT = "post", "started_at", "seen_at", "address", "agent"


class SessionStore(DatabaseStore):
    """Copies whose session it is, and since when, out of the signed data into columns."""

    @classmethod
    def get_model_class(cls):
        return WebSession

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.staff_id = data.get(SESSION_KEY)
        row.started_at = _moment(data, STARTED)
        row.seen_at = _moment(data, SEEN)
        row.address, row.agent = data.get(ADDRESS, ""), data.get(AGENT, "")
        return row


def _moment(data: dict, key: str) -> datetime | None:
    return datetime.fromisoformat(data[key]) if key in data else None
