"""Hints to live pages: "look again at this", sent with the transaction that changed it."""

from django.db import connection

CHANNEL = "onedoor_live"


def hint(topic: str) -> None:
    """Heard when the caller's transaction ends, and never when it is taken back. It may be lost: whoever hears it also looks by itself.

    `topic` is a kind and a number, as `hall:1`, and no more: what changed is read by whoever shows it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])
