"""The pages of tasks, and who almost may."""

import pytest

from onedoor.tasks import actions
from onedoor.tasks.models import Round, Task
from onedoor.tasks.tests.people import Cast, case_in


@pytest.fixture
def cast(town):
    return Cast(town)


@pytest.fixture
def task(cast):
    return actions.give(cast.case, cast.town.grid, "check", "请看路灯是否亮了", by=cast.verifier)


def test_the_worker_finds_it_does_it_and_is_not_asked_where_they_are(client, cast, task):
    cast.town.login(client, cast.worker)
    assert "请看路灯是否亮了" in client.get("/tasks/").content.decode()
    page = client.get(f"/tasks/{cast.case.code}/1/").content.decode()
    assert ("办完了" in page, "lon" in page) == (True, False)
    refused = client.post(f"/tasks/{cast.case.code}/1/finish/", {"words": "看了"})
    assert (refused.status_code, Task.objects.get().status) == (422, "given")
    client.post(f"/tasks/{cast.case.code}/1/finish/", {"found": "partly", "words": "亮了一半"})
    assert (Task.objects.get().status, Task.objects.get().found) == ("done", "partly")


def test_handed_back_given_again_and_taken_back(client, cast, task):
    address = f"/tasks/{cast.case.code}/1/"
    cast.town.login(client, cast.worker)
    assert client.post(f"{address}hand_back/", {"reason": ""}).status_code == 422
    client.post(f"{address}hand_back/", {"reason": "门锁着"})
    cast.town.login(client, cast.verifier)
    assert "门锁着" in client.get(address).content.decode()
    client.post(f"{address}give_again/", {"reason": "已约好"})
    assert Task.objects.get().status == "given"
    client.post(f"{address}waive/", {"reason": "不用了"})
    assert Task.objects.get().status == "waived"
    assert client.post(f"{address}waive/", {"reason": "不用了"}).status_code == 409


def test_a_colleague_sees_nothing_of_it_and_does_nothing(client, cast, task):
    other = cast.town.actor("grid_worker", region=cast.town.other_grid, name="别处的网格员")
    cast.town.login(client, other)
    assert client.get("/tasks/").context["page"].paginator.count == 0
    assert client.get(f"/tasks/{cast.case.code}/1/").status_code == 404
    assert client.post(f"/tasks/{cast.case.code}/1/finish/", {"found": "true"}).status_code == 404
    assert client.post(f"/tasks/{cast.case.code}/1/nothing/").status_code == 404


def test_where_the_place_is_not_known_the_village_is_chosen_first(client, cast):
    far = case_in(cast.town.district, cast.town)
    cast.town.login(client, cast.verifier)
    panel = client.get(f"/tasks/cases/{far.code}/", headers={"HX-Request": "true"})
    assert "form" not in panel.context
    page = client.get(f"/tasks/cases/{far.code}/give/?under={cast.town.community.code}")
    assert [grid.name for grid in page.context["grids"]] == ["第一网格", "第二网格"]
    told = {"grid": cast.town.grid.pk, "kind": "visit", "words": "去问问", "days": 2}
    client.post(f"/tasks/cases/{far.code}/give/?under={cast.town.community.code}", told)
    assert Task.objects.get().post == cast.worker.post


def test_the_manager_hands_all_over_to_a_colleague(client, cast, task):
    other = cast.town.actor("grid_worker", region=cast.town.second_grid, name="顶班的")
    manager = cast.town.actor("grid_manager")
    cast.town.login(client, manager)
    address = f"/tasks/posts/{cast.worker.post.pk}/hand-over/"
    assert "交接1项任务" in client.get(address).content.decode()
    assert client.post(address, {"to": other.post.pk}).status_code == 422
    client.post(address, {"to": other.post.pk, "reason": "请病假"})
    assert Task.objects.get().post == other.post
    away = cast.town.actor("village_head", org=cast.town.other_street_centre, name="别的街道")
    cast.town.login(client, away)
    assert client.get(address).status_code == 404


def test_a_round_is_given_seen_and_ended(client, cast):
    dispatcher = cast.town.actor("dispatcher")
    cast.town.login(client, dispatcher)
    told = {"name": "防汛提醒", "kind": "publicity", "words": "挨户提醒", "days": 5}
    assert client.post("/tasks/rounds/new/", told).status_code == 422
    client.post("/tasks/rounds/new/", told | {"region": cast.town.street.pk})
    made = Round.objects.get()
    page = client.get(f"/tasks/rounds/{made.case.code}/").content.decode()
    assert ("0 / 1" in page, "另有1个网格" in page) == (True, True)
    assert client.get("/tasks/").context["page"].paginator.count == 0
    assert client.get("/tasks/").context["running"] == [made]
    cast.town.login(client, cast.worker)
    assert (client.get("/tasks/").context["page"].paginator.count, "running" in page) == (1, False)
    own = client.get(f"/tasks/rounds/{made.case.code}/").context["lines"]
    assert [line.task.post for line in own] == [cast.worker.post]
    cast.town.login(client, dispatcher)
    client.post(f"/tasks/rounds/{made.case.code}/end/", {"reason": "够了"})
    assert Task.objects.get().status == "waived"
    assert "防汛提醒" in client.get("/tasks/rounds/").content.decode()


def test_an_errand_is_taken_down_and_its_slip_shown(client, cast):
    cast.town.login(client, cast.worker)
    told = {"grid": cast.town.grid.pk, "words": "代取药", "name": "李四", "agreed": "here", "days": 2}
    assert client.post("/tasks/errands/new/", told | {"agreed": ""}).status_code == 422
    page = client.post("/tasks/errands/new/", told)
    asked = page.context["asked"]
    assert (asked.code in page.content.decode(), len(asked.pin)) == (True, 6)
    track = client.post("/track/", {"code": asked.code, "pin": asked.pin}, follow=True).content.decode()
    assert "您托人代办的事正在办" in track


def test_my_work_says_nothing_when_there_is_nothing(client, cast):
    cast.town.login(client, cast.worker)
    assert client.get("/tasks/mine/", headers={"HX-Request": "true"}).status_code == 204
    actions.give(cast.case, cast.town.grid, "visit", "去问问", by=cast.verifier)
    assert "去问问" in client.get("/tasks/mine/", headers={"HX-Request": "true"}).content.decode()
