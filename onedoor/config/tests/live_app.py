"""The live process with a topic of the tests' own: one row of a table that they make."""

from django.db import connection

from onedoor.config.live import app
from onedoor.config.live.stream import Live


def row(number: int) -> dict | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM live_row WHERE id = %s", [number])
        found = cursor.fetchone()
    return {"words": found[0]} if found else None


application = Live({**app.TOPICS, "row": row})
