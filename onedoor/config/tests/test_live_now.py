"""What a screen asks for while its stream is down: the same content under the same mark."""

import json

from django.urls import reverse

from onedoor.config.live.topics import read
from onedoor.hall.actions import call_next
from onedoor.hall.tests.people import Hall

WALL = {"centre", "calls", "windows", "waiting"}
CALL = {"label", "window", "window_name", "times", "at", "status"}
WINDOW = {"number", "name", "label", "status", "staffed"}
WAITING = {"letter", "name", "code", "count"}


def test_the_wall_is_open_to_everybody_and_a_known_mark_is_answered_in_a_word(db, client, town):
    hall = Hall(town)
    address = reverse("live-now", args=["hall", hall.centre.pk])
    first = client.get(address)
    mark = first.headers["ETag"]
    assert (first.status_code, first.json()["calls"]) == (200, [])
    assert mark == f'"{read(f"hall:{hall.centre.pk}").mark}"'
    again = client.get(address, headers={"If-None-Match": mark})
    assert (again.status_code, again.content, "session" in client.cookies) == (304, b"", False)
    window, clerk = hall.seat(1)
    hall.comes()
    call_next(window, by=clerk)
    changed = client.get(address, headers={"If-None-Match": mark})
    assert (changed.status_code, [call["label"] for call in changed.json()["calls"]]) == (200, ["A001"])


def test_a_hall_that_is_not_there_and_a_kind_nobody_reads_are_not_found(db, client):
    asked = ("hall/999", "person/1", "hall/0")
    assert [client.get(f"/now/{what}/").status_code for what in asked] == [404, 404, 404]
    assert client.post("/now/hall/1/").status_code == 405


def test_every_word_on_the_wall_is_known(db, town):
    """Whoever adds one says here that everybody may see it."""
    hall = Hall(town)
    window, clerk = hall.seat(1)
    hall.comes()
    call_next(window, by=clerk)
    found: set[str] = set()
    json.loads(read(f"hall:{hall.centre.pk}").body, object_hook=lambda said: found.update(said))
    assert found == WALL | CALL | WINDOW | WAITING
