"""What is committed is seen at once by everybody who follows it, and nothing else is."""

import socket

import psycopg
import pytest
from django.db import connection, transaction

from onedoor.config.bench.site import url_of
from onedoor.config.tests.live_process import HOST, PATIENCE, change
from onedoor.kit.live import CHANNEL, hint


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


def allowed(process, origin) -> str | None:
    follower = process.follow(Origin=origin)
    headers = follower.answer.headers
    follower.close()
    process.until(followers=0)
    assert (headers["Vary"], headers["Set-Cookie"]) == ("Origin", None)
    return headers["Access-Control-Allow-Origin"]


def test_pages_of_the_house_may_read_it_from_their_own_port(live):
    assert {origin: allowed(live, origin) for origin in ORIGINS} == ORIGINS


def test_it_ends_at_once_with_whoever_still_follows(live):
    follower = live.follow()
    follower.words()
    live.stop()
    assert live.child.returncode == 0
    assert follower.answer.read() == b""
