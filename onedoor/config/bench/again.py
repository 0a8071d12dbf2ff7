"""What one booking wrote, written again for other times: its own statements, with none of our code around them."""

import re
import time
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import psycopg
from django.db import connection, transaction

from onedoor.appointments.models import Slot
from onedoor.config.bench.bare import TOKEN, WRITES


class Again:
    """The writes and the locks of one booking of `slot`, in the order in which they were sent."""

    def __init__(self, sent: list[tuple[str, list]], slot: Slot):
        self.slot = slot
        self.statements = [(sql, params) for sql, params in sent if is_wanted(sql)]

    def book(self, slot: Slot) -> float:
        """Another time, under keys and codes of its own; how many milliseconds it took until it was kept."""
        told = Renamed(self.slot, slot)
        ready = [(sql, [told.value(one) for one in params]) for sql, params in self.statements]
        connection.ensure_connection()
        raw, began = psycopg.RawCursor(connection.connection), time.perf_counter()
        with transaction.atomic(), connection.connection.cursor() as cursor, raw:
            for sql, params in ready:
                done = raw.execute(sql, params, prepare=True) if "$1" in sql else cursor.execute(sql, params)
                if done.description:
                    done.fetchall()
        return (time.perf_counter() - began) * 1000


def is_wanted(sql: str) -> bool:
    """Inserts, updates, and the rows that are locked."""
    text = sql.lstrip().upper()
    return text.startswith(WRITES) or "FOR UPDATE" in text


class Renamed:
    """Values of the first booking as those of another: its slot's key and hours are told, every other key and code is new."""

    def __init__(self, old: Slot, new: Slot):
        self.keys: dict[str, str] = {str(old.pk): str(new.pk)}
        self.span, self.later = (old.starts_at, old.ends_at), new.starts_at - old.starts_at

    def value(self, one):
        if isinstance(one, UUID):
            return UUID(self._name(str(one)))
        if isinstance(one, datetime):
            return one + (self.later if self.span[0] <= one <= self.span[1] else timedelta())
        if isinstance(one, str):
            return TOKEN.sub(lambda found: self._name(found[0]), one)
        if isinstance(one, list):
            return [self.value(part) for part in one]
        return one

    def _name(self, old: str) -> str:
        key = str(uuid4())
        return self.keys.setdefault(old, key if len(old) == 36 else re.sub(r"\D", "", str(int(key[:8], 16))))
