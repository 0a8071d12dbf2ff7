"""The live process started as `manage.py start` does it, with a topic of the tests' own, and who follows it."""

import http.client
import json
import time
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.db import connection

from onedoor.config import processes
from onedoor.config.bench.site import url_of
from onedoor.kit.live import hint

HOST, PATIENCE = "127.0.0.1", 20


@dataclass
class Follower:
    """A browser's EventSource, as far as the wire goes."""

    port: int
    path: str = "/live/row/1/"
    headers: dict = field(default_factory=dict)

    def __post_init__(self):
        self.line = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        self.line.request("GET", self.path, headers=self.headers)
        self.answer = self.line.getresponse()
        self.last_id = ""

    def event(self) -> tuple[str, str]:
        """(its kind, its data); the browser's own `retry` is passed over."""
        said = {}
        while text := self.answer.readline().decode().strip():
            name, _colon, value = text.partition(":")
            said[name] = value.strip()
        self.last_id = said.get("id", self.last_id)
        return (said.get("event", "message"), said["data"]) if "data" in said else self.event()

    def words(self) -> str:
        """Of the next message; a beat between is none."""
        kind, data = self.event()
        return json.loads(data)["words"] if kind == "message" else self.words()

    def close(self):
        self.answer.close()
        self.line.close()


@dataclass
class Process:
    """The running process, and what it knows of itself."""

    port: int
    followers: list = field(default_factory=list)

    def start(self) -> None:
        app = "onedoor.config.tests.live_app:application"
        database = url_of(connection.settings_dict["NAME"])
        told = {"DATABASE_URL": database, "PGAPPNAME": "live", "LIVE_MOST": "4"}
        self.child = processes.started(processes.live(HOST, self.port, app), settings.ROOT, **told)
        processes.wait_for(HOST, self.port, self.child)
        self.until(listening=True)

    def stop(self) -> None:
        self.child.terminate()
        self.child.wait(timeout=processes.GRACE)

    def follow(self, path="/live/row/1/", **headers) -> Follower:
        self.followers.append(Follower(self.port, path, headers))
        return self.followers[-1]

    def ask(self, method="GET", path="/live/", **headers):
        line = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        line.request(method, path, headers=headers)
        answer = line.getresponse()
        body = answer.read()
        line.close()
        return answer, body

    def health(self) -> dict:
        return json.loads(self.ask()[1])

    def is_up(self) -> bool:
        return self.child.poll() is None

    def until(self, **wanted) -> dict:
        """What it knows, once that is so; whoever waits too long is told what it was last."""
        for _try in range(PATIENCE * 100):
            known = self.health()
            if known | wanted == known:
                return known
            time.sleep(0.01)
        return known


@pytest.fixture(scope="module")
def live_process(django_db_setup):
    with processes.own_port(HOST, 8950) as port:
        process = Process(port)
        try:
            process.start()
            yield process
        finally:
            process.stop()


@pytest.fixture
def live(live_process, transactional_db):
    """The process with two rows to follow, and nobody who follows them yet."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS live_row")
        cursor.execute("CREATE TABLE live_row (id integer PRIMARY KEY, words text)")
        cursor.execute("INSERT INTO live_row VALUES (1, '早上好'), (2, '请稍候')")
    if not live_process.is_up():
        live_process.start()
    yield live_process
    for follower in live_process.followers:
        follower.close()
    live_process.followers.clear()
    if live_process.is_up():
        live_process.until(followers=0)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE live_row")


def change(words: str, number: int = 1) -> None:
    """As an action does it: the row, and the hint with it."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE live_row SET words = %s WHERE id = %s", [words, number])
    hint(f"row:{number}")
