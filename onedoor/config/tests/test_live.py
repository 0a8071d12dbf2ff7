"""The live process itself, started as `manage.py start` does it: what is committed is seen, by everybody who follows it."""

import http.client
import json
import socket
import subprocess
from dataclasses import dataclass, field

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from onedoor.config import processes
from onedoor.config.bench.site import url_of
from onedoor.kit.live import CHANNEL, hint

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
    child: subprocess.Popen
    followers: list = field(default_factory=list)

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

    def until(self, **wanted) -> dict:
        """What it knows, once that is so; whoever waits too long is told what it was last."""
        for _try in range(PATIENCE * 100):
            known = self.health()
            if known | wanted == known:
                return known
            processes.time.sleep(0.01)
        return known


@pytest.fixture
def table(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS live_row")
        cursor.execute("CREATE TABLE live_row (id integer PRIMARY KEY, words text)")
        cursor.execute("INSERT INTO live_row VALUES (1, '早上好'), (2, '请稍候')")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE live_row")


@pytest.fixture
def live(table, tmp_path):
    app = "onedoor.config.tests.live_app:application"
    told = {"DATABASE_URL": url_of(connection.settings_dict["NAME"]), "PGAPPNAME": "live", "LIVE_MOST": "4"}
    with processes.own_port(HOST, 8950) as port:
        child = processes.started(processes.live(HOST, port, app), settings.ROOT, **told)
        process = Process(port, child)
        try:
            processes.wait_for(HOST, port, child)
            process.until(listening=True)
            yield process
        finally:
            for follower in process.followers:
                follower.close()
            child.terminate()
            child.wait(timeout=processes.GRACE)


def change(words: str, number: int = 1) -> None:
    """As an action does it: the row, and the hint with it."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE live_row SET words = %s WHERE id = %s", [words, number])
    hint(f"row:{number}")


def test_whoever_comes_is_told_how_it_stands_and_then_what_changes(live):
    followers = [live.follow(), live.follow()]
    assert [follower.words() for follower in followers] == ["早上好", "早上好"]
    with transaction.atomic():
        change("A001 请到 3 号窗口")
    assert [follower.words() for follower in followers] == ["A001 请到 3 号窗口"] * 2
    answer = followers[0].answer
    assert (answer.status, answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        200,
        "text/event-stream",
        "no-store",
    )


def test_of_what_is_taken_back_nothing_is_seen(live):
    follower = live.follow()
    assert follower.words() == "早上好"
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        change("从未叫过的号")
        raise ZeroDivisionError
    change("叫过的号")
    assert follower.words() == "叫过的号"


def test_a_hint_goes_out_when_its_transaction_ends_and_not_when_it_is_taken_back(transactional_db):
    with psycopg.connect(url_of(connection.settings_dict["NAME"]), autocommit=True) as ear:
        ear.execute(f"LISTEN {CHANNEL}")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            hint("row:1")
            raise ZeroDivisionError
        with transaction.atomic():
            hint("row:2")
        assert [said.payload for said in ear.notifies(timeout=PATIENCE, stop_after=1)] == ["row:2"]


def test_of_a_burst_the_last_state_is_told_and_not_each_one(live):
    follower = live.follow()
    follower.words()
    for number in range(300):
        change(f"第{number}次")
    told = [follower.words()]
    while told[-1] != "第299次":
        told.append(follower.words())
    assert len(told) < 300


def test_topics_do_not_hear_of_each_other(live):
    one, other = live.follow("/live/row/1/"), live.follow("/live/row/2/")
    assert (one.words(), other.words()) == ("早上好", "请稍候")
    change("一号厅", 1)
    change("二号厅", 2)
    assert (one.words(), other.words()) == ("一号厅", "二号厅")


def test_whoever_comes_back_with_the_last_mark_is_not_told_again(live):
    follower = live.follow()
    follower.words()
    again = live.follow(**{"Last-Event-ID": follower.last_id})
    assert again.event() == ("beat", "1")
    change("回来以后")
    assert again.words() == "回来以后"


def cut_off() -> None:
    """Every connection of the live process, as when the database is started anew."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'live'"
        )


def let_in(yes: bool) -> None:
    name = connection.settings_dict["NAME"]
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {str(yes).lower()}")


def test_after_the_database_was_away_everybody_is_told_what_they_missed(live):
    follower = live.follow()
    assert follower.words() == "早上好"
    let_in(False)
    try:
        cut_off()
        assert live.until(listening=False)["listening"] is False
        change("断线时叫的号")
    finally:
        let_in(True)
    assert follower.words() == "断线时叫的号"
    assert live.until(listening=True)["listening"] is True
    change("恢复以后")
    assert follower.words() == "恢复以后"


def test_whoever_leaves_is_forgotten(live):
    one, other = live.follow(), live.follow()
    assert (one.words(), other.words(), live.until(followers=2)["followers"]) == ("早上好", "早上好", 2)
    one.close()
    assert live.until(followers=1)["followers"] == 1
    other.close()
    assert live.until(followers=0)["followers"] == 0


def test_whoever_hangs_up_without_a_word_is_forgotten(live):
    line = socket.create_connection((HOST, live.port))
    line.sendall(b"GET /live/row/1/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert live.until(followers=1)["followers"] == 1
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    line.close()
    assert live.until(followers=0)["followers"] == 0


def test_more_than_the_house_can_carry_are_asked_to_come_later(live):
    for number in range(4):
        assert (live.follow().answer.status, live.until(followers=number + 1)["followers"]) == (
            200,
            number + 1,
        )
    refused = live.follow().answer
    assert (refused.status, refused.headers["Retry-After"]) == (503, "30")


ASKED = {
    ("POST", "/live/row/1/"): 405,
    ("HEAD", "/live/row/1/"): 405,
    ("GET", "/live/row/9/"): 404,
    ("GET", "/live/nothing/1/"): 404,
    ("GET", "/live/row/01/"): 404,
    ("GET", "/live/row/99999999999999999999/"): 404,
    ("GET", "/live/row/1"): 404,
    ("GET", "/"): 404,
    ("POST", "/live/"): 405,
    ("GET", "/live/"): 200,
}


def test_there_is_one_way_to_ask(live):
    assert {asked: live.ask(*asked)[0].status for asked in ASKED} == ASKED
    assert live.health()["followers"] == 0


ORIGINS = {
    "http://localhost:8000": "http://localhost:8000",
    "http://127.0.0.1:8000": "http://127.0.0.1:8000",
    "http://example.org": None,
    "http://localhost.example.org:8000": None,
    "null": None,
}


def allowed(live, origin) -> str | None:
    follower = live.follow(Origin=origin)
    headers = follower.answer.headers
    follower.close()
    live.until(followers=0)
    assert (headers["Vary"], headers["Set-Cookie"]) == ("Origin", None)
    return headers["Access-Control-Allow-Origin"]


def test_pages_of_the_house_may_read_it_from_their_own_port(live):
    assert {origin: allowed(live, origin) for origin in ORIGINS} == ORIGINS


def test_it_ends_at_once_with_whoever_still_follows(live):
    follower = live.follow()
    follower.words()
    live.child.terminate()
    assert live.child.wait(timeout=processes.GRACE) == 0
    assert follower.answer.read() == b""
