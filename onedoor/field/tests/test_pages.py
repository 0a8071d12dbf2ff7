"""Pages about grids and phones: what the manager sees of the own ground, and what anybody may know of a grid."""

import re

from django.test import Client

from onedoor.field.models import Phone, ServiceLine
from onedoor.field.tests.conftest import Hand, report
from onedoor.posts.models import Tenure


def test_the_manager_sees_each_grid_with_its_worker_phone_and_drafts(client, hand, town):
    Phone.objects.update(drafts=3, oldest_draft="2026-11-20")
    page = town.login(client, town.actor("grid_manager")).get("/field/workers/").content.decode()
    assert [word in page for word in ("第一网格", "陈洁", "旧手机", "3份")] == [True] * 4


def test_a_manager_of_other_ground_sees_none_of_it(client, hand, town):
    other = town.actor("grid_manager", org=town.other_street_centre, region=town.other_community)
    town.login(client, other)
    assert "陈洁" not in client.get("/field/workers/").content.decode()
    assert client.get(f"/field/workers/{hand.actor.post.pk}/").status_code == 404
    client.post(f"/field/ended/{hand.phone.pk}/")
    assert Phone.objects.get().ended_at is None


def test_the_manager_sees_and_ends_each_phone_of_a_chair(client, hand, town):
    second = Hand(client, town.seat(town.person("丁一"), hand.actor.post), "第二部")
    town.login(client, town.actor("grid_manager"))
    Phone.objects.filter(pk=second.phone.pk).update(drafts=4, oldest_draft="2026-11-20")
    for address in ("/field/workers/", f"/field/workers/{hand.actor.post.pk}/"):
        page = client.get(address).content.decode()
        assert [word in page for word in ("旧手机", "第二部", "丁一")] == [True] * 3
    assert "4份" in client.get("/field/workers/").content.decode()
    client.post(f"/field/ended/{second.phone.pk}/")
    assert Phone.objects.live().get() == hand.phone


def test_a_replaced_phone_can_still_be_reported_lost(client, hand, town):
    Hand(client, hand.actor, "新手机")
    town.login(client, town.actor("grid_manager"))
    page = client.get(f"/field/workers/{hand.actor.post.pk}/").content.decode()
    assert [word in page for word in ("旧手机", "新手机", "没发完的还能发上来")] == [True] * 3
    client.post(f"/field/ended/{hand.phone.pk}/")
    assert hand.send(report()).status_code == 410
    assert Phone.objects.live().get().name == "新手机"


def test_the_manager_is_told_which_kinds_of_drafts_lie_there_and_whose_worker_has_gone(client, hand, town):
    told = {"count": 5, "oldest": "2026-11-20", "kinds": {"report": 2, "task": 3, "later": 9}}
    sent = client.post("/field/drafts", told, content_type="application/json", headers=hand.headers)
    assert sent.status_code == 204
    Tenure.objects.filter(post=hand.actor.post).update(until="2020-01-02")
    town.login(client, town.actor("grid_manager"))
    page = client.get(f"/field/workers/{hand.actor.post.pk}/").content.decode()
    assert [word in page for word in ("上报 2", "任务 3", "现在不在岗", "later")] == [True] * 3 + [False]


def test_the_manager_is_told_how_many_were_refused_and_not_put_right(client, hand, town):
    first, second = report("好"), report("好")
    assert [one["state"] for one in hand.answers(first, second)] == ["refused"] * 2
    address = f"/field/workers/{hand.actor.post.pk}/"
    town.login(client, town.actor("grid_manager"))
    assert "2件没收下" in client.get("/field/workers/").content.decode()
    hand.answers(report("井盖破了，请尽快修。", instead_of=first["ref"]))
    assert "1件发来的内容没收下" in client.get(address).content.decode()
    hand.answers(report("路灯不亮了，请尽快修。", instead_of=second["ref"]))
    assert "没收下" not in client.get(address).content.decode()


def test_a_lost_phone_is_ended_by_one_press(client, hand, town):
    town.login(client, town.actor("grid_manager"))
    answer = client.post(f"/field/ended/{hand.phone.pk}/", follow=True)
    assert "已停用" in answer.content.decode()
    assert Phone.objects.get().ended_how == "lost"


def test_whoever_guards_the_posts_finds_a_phone_by_login(client, hand, town):
    town.login(client, town.actor("security_admin"))
    page = client.get("/field/lost-phones/?login=CHENJIE").content.decode()
    assert "旧手机" in page
    assert "没有在用的手机" in client.get("/field/lost-phones/?login=nobody").content.decode()
    far = town.actor("security_admin", org=town.other_street_centre, region=town.other_community, name="远")
    elsewhere = town.login(type(client)(), far).get("/field/lost-phones/?login=CHENJIE")
    assert "没有在用的手机" in elsewhere.content.decode()
    client.post(f"/field/ended/{hand.phone.pk}/")
    assert Phone.objects.get().ended_how == "lost"


def test_the_grids_number_stays_when_the_worker_changes(client, hand, town):
    town.login(client, town.actor("grid_manager"))
    address = f"/field/workers/{hand.actor.post.pk}/"
    assert client.post(address, {"number": "not a number"}).status_code == 422
    assert client.post(address, {"number": "0938-8210000"}).status_code == 302
    assert ServiceLine.objects.get().number == "0938-8210000"


def test_anybody_may_know_who_serves_a_grid_and_how_to_call(client, hand, town):
    ServiceLine.objects.create(post=hand.actor.post, number="0938-8210000")
    page = client.get(f"/field/grid/{town.grid.code}/").content.decode()
    assert [word in page for word in ("陈洁", "tel:0938-8210000", "进步巷社区")] == [True] * 3
    assert "chenjie" not in page


def test_a_grid_without_a_worker_says_whom_to_call(client, hand, town):
    Tenure.objects.filter(post=hand.actor.post).update(until="2020-01-02")
    page = client.get(f"/field/grid/{town.grid.code}/").content.decode()
    assert "暂时没有网格员" in page


def test_no_grid_is_no_page(client, town):
    assert client.get("/field/grid/nothing/").status_code == 404
    assert client.get(f"/field/grid/{town.street.code}/").status_code == 404


def test_one_finds_the_own_grid_by_an_address(client, town):
    answer = client.post("/field/grid/", {"address": "进步巷社区第一网格"})
    assert (answer.status_code, answer.headers.get("Location")) == (302, f"/field/grid/{town.grid.code}/")
    lost = client.post("/field/grid/", {"address": "月球背面"})
    assert (lost.status_code, "没找到是哪个网格" in lost.content.decode()) == (422, True)


def test_the_address_looked_for_stands_in_no_address_line(client, town):
    assert '<form method="post"' in client.get("/field/grid/").content.decode()
    asked = client.get("/field/grid/", {"address": "进步巷社区第一网格"})
    assert (asked.status_code, "进步巷社区第一网格" in asked.content.decode()) == (200, False)


def test_looking_for_a_grid_takes_the_token_of_its_own_form_alone(town):
    browser, told = Client(enforce_csrf_checks=True), {"address": "进步巷社区第一网格"}
    page = browser.get("/field/grid/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    answers = [browser.post("/field/grid/", told | more) for more in ({"csrfmiddlewaretoken": token}, {})]
    assert [answer.status_code for answer in answers] == [302, 403]


def test_the_list_asks_as_little_for_three_grids_as_for_one(
    client, hand, town, django_assert_max_num_queries
):
    town.actor("grid_worker", region=town.second_grid, name="丁一")
    town.login(client, town.actor("grid_manager"))
    with django_assert_max_num_queries(20):
        assert "丁一" in client.get("/field/workers/").content.decode()
