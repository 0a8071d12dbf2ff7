"""Who follows which topic. Each topic is read once, however many follow it, and all are sent the same bytes."""

import asyncio
import logging
from contextlib import suppress

from onedoor.config.live.topics import Message, Shelf

# Every so many seconds a topic is read without a hint, too, and its followers hear that it is still true.
BEAT = 15
# Between two readings: a burst of hints is one.
PAUSE = 0.05
AGAIN = 1
STILL_TRUE, NOT_KNOWN = b"event: beat\ndata: 1\n\n", b"event: away\ndata: 1\n\n"
log = logging.getLogger(__name__)


class Topic:
    """One topic while somebody follows it."""

    def __init__(self, name: str, first: Message):
        self.name, self.message, self.followers = name, first, 0
        self.is_known, self.is_over = True, False
        self.turn, self.hinted = asyncio.Event(), asyncio.Event()
        # What changed between the first reading and now has hinted at nobody.
        self.hinted.set()

    @property
    def sign(self) -> bytes:
        return STILL_TRUE if self.is_known else NOT_KNOWN

    async def keep(self, reading) -> None:
        """Reads at a hint or a beat; hints that come meanwhile lead to one more reading, which shows the last state."""
        time = asyncio.get_running_loop().time
        beat_at = time() + BEAT
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(beat_at):
                    await self.hinted.wait()
            self.hinted.clear()
            if self._changed_by(await self._read(reading)) or time() >= beat_at:
                beat_at = time() + BEAT
                self.wake()
            await asyncio.sleep(PAUSE if self.is_known else AGAIN)
            if not self.is_known:
                self.hinted.set()

    async def _read(self, reading) -> Message | None:
        try:
            return await reading(self.name)
        except Exception:
            # Said once: whoever looks after the machine needs no line a second.
            if self.is_known:
                log.exception("%s cannot be read", self.name)
            return None

    def _changed_by(self, message: Message | None) -> bool:
        was_known, self.is_known = self.is_known, message is not None
        is_new = message is not None and message.mark != self.message.mark
        self.message = message or self.message
        return is_new or was_known != self.is_known

    def wake(self) -> None:
        turn, self.turn = self.turn, asyncio.Event()
        turn.set()


class Hub:
    """All topics that somebody follows now."""

    def __init__(self, shelf: Shelf):
        self.shelf = shelf
        self.topics: dict[str, Topic] = {}
        self.keeping: dict[str, asyncio.Task] = {}
        self.opening = asyncio.Lock()

    async def read(self, name: str) -> Message | None:
        return await asyncio.get_running_loop().run_in_executor(self.shelf.thread, self.shelf.read, name)

    async def join(self, name: str) -> Topic | None:
        """The topic, opened for the first who comes; None when there is none. Each join needs its `leave`."""
        async with self.opening:
            if name not in self.topics:
                first = await self.read(name)
                if first is None:
                    return None
                self.topics[name] = Topic(name, first)
                self.keeping[name] = asyncio.create_task(self.topics[name].keep(self.read))
            self.topics[name].followers += 1
            return self.topics[name]

    def leave(self, topic: Topic) -> None:
        topic.followers -= 1
        if not topic.followers:
            del self.topics[topic.name]
            self.keeping.pop(topic.name).cancel()

    def hint(self, name: str) -> None:
        if name in self.topics:
            self.topics[name].hinted.set()

    def hint_all(self) -> None:
        for topic in self.topics.values():
            topic.hinted.set()

    def close(self) -> None:
        """Everybody is let go; browsers come back by themselves."""
        for topic in self.topics.values():
            topic.is_over = True
            topic.wake()

    @property
    def followers(self) -> int:
        return sum(topic.followers for topic in self.topics.values())
