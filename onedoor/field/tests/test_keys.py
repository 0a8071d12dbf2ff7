"""Being signed in opens a phone once: whoever takes it then has its PIN to guess, and the worker's password."""

import json

import pytest

from onedoor.field.models import Phone, Upload
from onedoor.field.tests.conftest import Hand, report
from onedoor.posts.models import WebSession


@pytest.fixture
def worker(client, town):
    actor = town.actor("grid_worker")
    town.login(client, actor)
    return actor


def post(client, path, **body):
    return client.post(f"/field/{path}", json.dumps(body), content_type="application/json")


def is_signed_in(client) -> bool:
    return client.get("/field/files.json").json()["signed_in"]


def test_a_phone_that_was_given_out_leaves_nobody_signed_in(client, worker):
    given = post(client, "phones", name="手机")
    assert (given.status_code, given.json()["worker"]) == (201, "陈洁")
    assert not is_signed_in(client)
    assert post(client, "phones", name="别人的").status_code == 302
    assert Phone.objects.count() == 1


def test_the_phone_in_use_is_told_before_another_takes_its_place(client, town, worker):
    assert client.get("/field/phones").json() == {"live": None}
    hand = Hand(client, worker)
    Phone.objects.update(drafts=2)
    day = hand.phone.seen_on.isoformat()
    told = {"name": "旧手机", "since": hand.phone.issued_at.isoformat(), "seen": day, "drafts": 2}
    assert client.get("/field/phones").json() == {"live": told}
    refused = post(client, "phones", name="新手机")
    assert (refused.status_code, refused.json()["code"]) == (409, "live")
    assert (Phone.objects.get().ended_at, is_signed_in(client)) == (None, True)
    given = post(client, "phones", name="新手机", replaces=True)
    assert (given.status_code, given.json()["replaced"]) == (201, True)
    assert Phone.objects.live().get().name == "新手机"


def test_another_workers_phone_is_not_told(client, town, worker):
    Hand(client, town.seat(town.person("丁一"), worker.post))
    assert client.get("/field/phones").json() == {"live": None}


def test_the_key_is_given_again_after_a_sign_in_and_ends_it(client, town, worker):
    hand = Hand(client, worker)
    stale = post(client, "share", phone=str(hand.phone.pk))
    assert (stale.status_code, stale.json()["code"], is_signed_in(client)) == (403, "sign_in", True)
    town.login(client, worker)
    client.post("/logout/")
    town.login(client, worker)
    given = post(client, "share", phone=str(hand.phone.pk))
    assert (given.status_code, given.json()["share"]) == (200, hand.share)
    assert not is_signed_in(client)
    assert post(client, "share", phone=str(hand.phone.pk)).status_code == 302


def test_a_lost_phones_worker_is_signed_in_nowhere(client, town, worker):
    hand = Hand(client, worker)
    town.login(client, worker)
    town.login(town_client := type(client)(), town.actor("grid_manager"))
    town_client.post(f"/field/ended/{hand.phone.pk}/")
    assert not WebSession.objects.filter(staff=worker.staff).exists()
    assert post(client, "phones", name="拿到手机的人").status_code == 302
    assert not Phone.objects.live().exists()


@pytest.mark.parametrize(("way", "how"), [("lost", "lost"), ("leave", "left")])
def test_ending_the_own_phone_signs_out(client, town, worker, way, how):
    hand = Hand(client, worker)
    assert client.post(f"/field/{way}", headers=hand.headers).status_code == 204
    assert (Phone.objects.get().ended_how, is_signed_in(client)) == (how, False)


@pytest.mark.parametrize("way", ["lost", "leave"])
def test_a_stranger_ends_no_phone(client, town, way):
    hand = Hand(client, town.actor("grid_worker"))
    forged = {"Authorization": f"Phone {hand.phone.pk}.x"}
    assert client.post(f"/field/{way}", headers=forged).status_code == 401
    assert client.post(f"/field/{way}").status_code == 401
    other = Hand(client, town.actor("grid_worker", name="丁一", region=town.second_grid))
    assert client.post(f"/field/{way}", headers=other.headers).status_code == 204
    assert Phone.objects.live().get() == hand.phone
    town.login(client, other.actor)
    assert client.post(f"/field/ended/{hand.phone.pk}/").status_code == 403
    assert Phone.objects.live().get() == hand.phone


def test_a_phone_that_the_server_forgot_is_given_out_anew_and_sends_what_it_has(client, town, worker):
    """After a backup was restored: the token is unknown, what lay unsent on the phone is not lost."""
    hand = Hand(client, worker)
    Phone.objects.all().delete()
    kept = report()
    assert hand.send(kept).status_code == 401
    given = post(client, "phones", name="手机").json()
    hand.headers = {"Authorization": f"Phone {given['phone']}.{given['token']}"}
    assert hand.answers(kept)[0]["state"] == "received"
    assert str(Upload.objects.get().ref) == kept["ref"]
