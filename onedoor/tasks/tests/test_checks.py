"""Whoever put a thing right is not sent to look whether it is so; where somebody pressed a button stands beside no name."""

import io
from datetime import timedelta

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from onedoor.cases.moving import holding
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.places.models import Boundary
from onedoor.tasks import actions
from onedoor.tasks.models import Task
from onedoor.tasks.tests.people import Cast, case_in

LOOK = "请看路灯是否亮了"


@pytest.fixture
def cast(town):
    return Cast(town)


@pytest.fixture
def photo():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(out, "JPEG")
    return SimpleUploadedFile("现场.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def ground(cast):
    shape = shapely.box(105.7, 34.5, 105.8, 34.6)
    return Boundary.objects.create(
        region=cast.town.community, geometry=shape.wkb, valid_from=timezone.localdate(), invented=True
    )


def say(case, by, *verbs) -> None:
    """As the timeline of the case tells it."""
    with holding(case.pk) as cases:
        for verb in verbs:
            record(cases[case.pk], verb, label="某一步", by=by)


def check(cast, **more) -> Task:
    return actions.give(cast.case, cast.town.grid, "check", LOOK, by=cast.verifier, **more)


def test_the_check_of_what_was_settled_on_the_spot_goes_to_the_villages_manager(cast):
    say(cast.case, cast.worker, "matter.registered", "matter.settled")
    manager = cast.town.actor("grid_manager")
    cast.town.actor("grid_worker", region=cast.town.second_grid, name="第二网格的")
    task = check(cast)
    assert (task.post, task.grid) == (manager.post, cast.town.grid)
    assert actions.finish(task, by=manager, found="true").status == "done"


def test_without_a_manager_it_goes_to_a_colleague_of_the_village(cast):
    say(cast.case, cast.worker, "matter.registered", "matter.settled")
    with pytest.raises(NotValid) as problem:
        check(cast)
    assert "要由别人核查" in problem.value.message
    other = cast.town.actor("grid_worker", region=cast.town.second_grid, name="第二网格的")
    assert check(cast).post == other.post


def test_whoever_only_reported_it_looks_whether_the_unit_did_it(cast):
    say(cast.case, cast.worker, "matter.registered")
    say(cast.case, cast.town.actor("handler"), "matter.resolved")
    assert check(cast).post == cast.worker.post


def test_the_same_person_in_another_chair_is_not_another_person(cast):
    say(cast.case, cast.worker, "matter.registered", "matter.settled")
    moved = cast.town.seat(cast.worker.staff, cast.town.post("grid_worker", region=cast.town.second_grid))
    with pytest.raises(NotValid):
        check(cast)
    manager = cast.town.actor("grid_manager")
    assert check(cast).post == manager.post
    Task.objects.update(post=moved.post)
    with pytest.raises(NotAllowed) as problem:
        actions.finish(Task.objects.get(), by=moved, found="true")
    assert "要由别人核查" in problem.value.message


def test_what_was_handled_after_the_check_was_asked_is_not_checked_by_that_hand(cast):
    task = check(cast)
    say(cast.case, cast.worker, "matter.resolved")
    with pytest.raises(NotAllowed):
        actions.finish(task, by=cast.worker, found="true")
    visit = actions.give(cast.case, cast.town.grid, "visit", "去问问", by=cast.verifier)
    assert actions.finish(visit, by=cast.worker, words="问过").status == "done"


def test_nobody_hands_a_check_over_to_whoever_settled_it(cast):
    other = cast.town.actor("grid_worker", region=cast.town.second_grid, name="第二网格的")
    say(cast.case, other, "matter.settled")
    check(cast)
    told = {"by": cast.town.actor("grid_manager"), "reason": "请假"}
    assert actions.hand_over(cast.worker.post, other.post, **told) == (0, 1)


def test_how_a_person_confirmed_is_said_of_errands_alone(cast):
    task = actions.finish(check(cast), by=cast.worker, found="true")
    with pytest.raises(NotValid) as problem:
        actions.say_ended(task, by=cast.worker, ended="said")
    assert problem.value.message == "只有民生代办才填本人怎样确认。"


def test_photos_come_after_the_case_was_sealed(cast, photo):
    task = actions.finish(check(cast), by=cast.worker, found="true")
    type(cast.case).objects.filter(pk=cast.case.pk).update(secrecy="minor")
    with holding(cast.case.pk):
        actions.add_photo(task, photo, by=cast.worker)
    assert task.photos.count() == 1


def test_where_the_button_was_pressed_stands_beside_nobody(client, cast):
    task = check(cast, lon=105.72, lat=34.58)
    actions.finish(task, by=cast.worker, found="true", lon=105.72345, lat=34.58321)
    cast.town.login(client, cast.verifier)
    for address in (f"/tasks/{cast.case.code}/1/", f"/tasks/cases/{cast.case.code}/"):
        page = client.get(address).content.decode()
        assert [told for told in ("105.7", "34.5", "米）") if told in page] == []
    assert f"/tasks/cases/{cast.case.code}/map.svg" in page


def test_the_map_of_the_case_shows_where(client, cast, ground):
    task = check(cast)
    cast.town.login(client, cast.verifier)
    address = f"/tasks/cases/{cast.case.code}/map.svg"
    assert client.get(address).status_code == 404
    actions.finish(task, by=cast.worker, found="true", lon=105.72345, lat=34.58321)
    drawn = client.get(address)
    assert (drawn["Cache-Control"], drawn.content.decode().count("<circle")) == ("no-store", 1)
    cast.town.login(client, cast.town.actor("grid_worker", region=cast.town.other_grid, name="别处的"))
    assert client.get(address).status_code == 404


def test_ninety_days_after_the_end_a_place_is_half_a_kilometre(cast):
    told = {"found": "true", "lon": 105.72345, "lat": 34.58321}
    over, fresh, running = (case_in(cast.town.grid, cast.town) for _n in range(3))
    for case, days in ((over, 91), (fresh, 89), (running, None)):
        actions.finish(
            actions.give(case, cast.town.grid, "check", LOOK, by=cast.verifier, lon=105.7201, lat=34.5801),
            by=cast.worker,
            **told,
        )
        closed_at = days and timezone.now() - timedelta(days=days)
        type(case).objects.filter(pk=case.pk).update(closed_at=closed_at)
    assert [actions.coarsen(by=cast.town.system) for _n in range(2)] == [1, 0]
    assert [
        (task.lon, task.lat, task.done_lon, task.done_lat)
        for task in Task.objects.order_by("case__opened_at", "case")
    ] == [(105.72, 34.58, 105.725, 34.585), *[(105.7201, 34.5801, 105.72345, 34.58321)] * 2]
