"""The one connection that hears hints, for the whole process: opened again whenever it is lost."""

import asyncio
import logging

import psycopg
from django.conf import settings

from onedoor.config.live.hub import BEAT, Hub
from onedoor.kit.live import CHANNEL

SOONEST, LATEST = 0.2, 5.0
log = logging.getLogger(__name__)


class Listening:
    """Hands each hint to the hub; after a gap, in which hints may have been lost, it hints at everything."""

    def __init__(self, hub: Hub):
        self.hub, self.is_connected = hub, False

    async def keep(self) -> None:
        wait = SOONEST
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**place(), autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self.is_connected, wait = True, SOONEST
                    self.hub.hint_all()
                    await self._hear(connection)
            except (psycopg.Error, OSError) as error:
                if self.is_connected or wait == SOONEST:
                    log.warning("the database does not answer: %s", error)
            finally:
                self.is_connected = False
            await asyncio.sleep(wait)
            wait = min(LATEST, wait * 2)

    async def _hear(self, connection: psycopg.AsyncConnection) -> None:
        """For ever. A question between two waits, because a line that is cut without a word sounds like silence."""
        while True:
            async for said in connection.notifies(timeout=BEAT):
                self.hub.hint(said.payload)
            await connection.execute("SELECT 1")


def place() -> dict:
    """Where the database is, as the driver wants it."""
    told = settings.DATABASES["default"]
    named = {key.lower(): told[key] for key in ("USER", "PASSWORD", "HOST", "PORT") if told[key]}
    options = {key: value for key, value in told["OPTIONS"].items() if isinstance(value, str)}
    return {"dbname": told["NAME"], **named, **options}
