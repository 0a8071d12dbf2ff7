"""The addresses of the live process, as a plain ASGI application: GET /live/<kind>/<number>/ is a stream of events.

It reads no cookie and knows nobody: what it sends may be seen by everybody.
"""

import asyncio
import json
import logging
import re
import resource
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings

from onedoor.config.live.hub import Hub, Topic
from onedoor.config.live.listening import Listening
from onedoor.config.live.topics import Reader, Shelf

PATH = re.compile(r"/live/([a-z]+)/([0-9]+)/")
# Whoever takes in nothing for so long is let go; a browser comes back after so many milliseconds.
STALLED, BACK_AFTER = 30, 2000
FILES = 8192
log = logging.getLogger(__name__)


class Live:
    """One of these a process."""

    def __init__(self, topics: dict[str, Reader]):
        self.topics, self.of_address = topics, Counter()

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await self._run(receive, send)
        elif scope["type"] == "http":
            await self._answer(Asked(scope), receive, send)

    async def _run(self, receive, send) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, FILES)), hard))
        self.hub = Hub(Shelf(self.topics))
        self.listening = Listening(self.hub)
        hearing = asyncio.create_task(self.listening.keep())
        end_with(self.hub.close)
        while (message := await receive())["type"] != "lifespan.shutdown":
            await send({"type": f"{message['type']}.complete"})
        hearing.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, asked: "Asked", receive, send) -> None:
        found = PATH.fullmatch(asked.path)
        if found is None and asked.path != "/live/":
            await answer(send, 404)
        elif asked.method != "GET":
            await answer(send, 405, (b"allow", b"GET"))
        elif found is None:
            await answer(send, 200, (b"content-type", b"application/json"), body=self._health())
        elif self._is_full(asked.address):
            await answer(send, 503, (b"retry-after", b"30"), *asked.cors)
        else:
            await self._follow(asked, f"{found[1]}:{found[2]}", receive, send)

    def _health(self) -> bytes:
        """For whoever looks after the machine."""
        known = {"listening": self.listening.is_connected, "followers": self.hub.followers}
        return json.dumps(known).encode()

    def _is_full(self, address: str) -> bool:
        return (
            self.hub.followers >= settings.LIVE_MOST or self.of_address[address] >= settings.LIVE_MOST_OF_ONE
        )

    async def _follow(self, asked: "Asked", name: str, receive, send) -> None:
        try:
            topic = await self.hub.join(name)
        except Exception as error:
            log.warning("%s cannot be opened: %s", name, error)
            await answer(send, 503, (b"retry-after", b"5"), *asked.cors)
            return
        if topic is None:
            await answer(send, 404, *asked.cors)
            return
        self.of_address[asked.address] += 1
        try:
            await first_of(told(topic, asked, send), gone(receive))
        finally:
            self.hub.leave(topic)
            self.of_address[asked.address] -= 1
            self.of_address += Counter()


async def told(topic: Topic, asked: "Asked", send) -> None:
    """What it shows now, unless the browser has that already; then each change. Whoever is slow is told the last state alone."""
    await send(head(200, (b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no"), *asked.cors))
    await write(send, f"retry: {BACK_AFTER}\n\n".encode())
    mark = asked.seen
    while not topic.is_over:
        turn, is_new = topic.turn, topic.is_known and topic.message.mark != mark
        wire, mark = (topic.message.wire, topic.message.mark) if is_new else (topic.sign, mark)
        await write(send, wire)
        await turn.wait()
    await send({"type": "http.response.body", "body": b""})


def end_with(last: Callable[[], None]) -> None:
    """The server waits for every answer to end before it goes, and these do not end by themselves.

    Its own handler is the loop's, which hears of a signal by another way: both are run.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_told: loop.call_soon_threadsafe(last))


async def write(send, wire: bytes) -> None:
    async with asyncio.timeout(STALLED):
        await send({"type": "http.response.body", "body": wire, "more_body": True})


async def gone(receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def first_of(*works) -> None:
    """Until one of them ends; the other is ended with it."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        with suppress(Exception):
            await asyncio.gather(*tasks, return_exceptions=True)


class Asked:
    """What is read of a request: no cookie among it."""

    def __init__(self, scope):
        self.method, self.path, self.client = scope["method"], scope["path"], scope["client"]
        self.headers = {
            name.decode("latin-1").lower(): text.decode("latin-1") for name, text in scope["headers"]
        }

    @property
    def seen(self) -> str:
        return self.headers.get("last-event-id", "")

    @property
    def address(self) -> str:
        if settings.BEHIND_PROXY and (hops := self.headers.get("x-forwarded-for")):
            return hops.rpartition(",")[2].strip()
        return self.client[0] if self.client else ""

    @property
    def cors(self) -> list[tuple[bytes, bytes]]:
        """Pages of the house stand at another port of the same host: they may read this, others not."""
        origin = self.headers.get("origin", "")
        host = urlsplit(origin).netloc.rpartition("@")[2]
        name = re.sub(r":\d+$", "", host)
        if not origin or name not in settings.ALLOWED_HOSTS:
            return [(b"vary", b"Origin")]
        return [(b"vary", b"Origin"), (b"access-control-allow-origin", origin.encode("latin-1"))]


def head(status: int, *headers: tuple[bytes, bytes]) -> dict:
    safe = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
    return {"type": "http.response.start", "status": status, "headers": [*headers, *safe]}


async def answer(send, status: int, *headers: tuple[bytes, bytes], body: bytes = b"") -> None:
    await send(head(status, (b"content-length", str(len(body)).encode()), *headers))
    await send({"type": "http.response.body", "body": body})
