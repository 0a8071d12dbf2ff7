"""A phone belongs to a worker in a post; ended, it opens nothing and is told to forget."""

import base64
from datetime import timedelta

import pytest
from django.utils import timezone

from onedoor.field import actions
from onedoor.field.models import Phone
from onedoor.field.tests.conftest import Hand, report
from onedoor.kit.problems import NotAllowed, NotFound, NotNow
from onedoor.posts.models import Tenure


def test_nothing_that_opens_a_phone_stands_in_the_table(hand):
    phone = Phone.objects.get()
    token = hand.headers["Authorization"].partition(".")[2]
    kept = [str(value) for value in vars(phone).values()]
    assert not [value for value in kept if token in value or hand.share in value]
    assert len(base64.b64decode(hand.share)) == 32


def test_a_new_phone_ends_the_old_one(client, hand):
    newer = Hand(client, hand.actor, "新手机")
    assert hand.send(report()).status_code == 410
    assert newer.send(report()).status_code == 200
    assert [one.ended_how for one in Phone.objects.order_by("issued_at")] == ["replaced", ""]


def test_a_lost_phone_is_told_to_forget_and_its_key_is_gone(hand):
    actions.lose(hand.phone, by=hand.actor)
    answer = hand.get("feed")
    assert (answer.status_code, answer.json()["code"]) == (410, "lost")
    assert bytes(Phone.objects.get().share_sealed) == b""
    with pytest.raises(NotNow):
        actions.share_again(Phone.objects.get(), by=hand.actor)


@pytest.mark.parametrize("who", ["grid_manager", "security_admin"])
def test_the_manager_and_whoever_guards_the_posts_may_end_it(hand, town, who):
    actions.lose(hand.phone, by=town.actor(who))
    assert Phone.objects.get().ended_how == "lost"


@pytest.mark.parametrize("who", ["grid_manager", "grid_worker", "leader", "clerk"])
def test_a_manager_of_other_ground_and_whoever_is_no_manager_may_not(hand, town, who):
    more = {"org": town.other_street_centre} if who.startswith("grid") else {}
    region = {"grid_manager": town.other_community, "grid_worker": town.other_grid}.get(who, town.district)
    with pytest.raises(NotFound):
        actions.lose(hand.phone, by=town.actor(who, **more, region=region))
    assert Phone.objects.get().ended_at is None


def test_the_key_is_given_again_to_its_own_worker_alone(hand, town):
    assert actions.share_again(hand.phone, by=hand.actor) == hand.share
    other = town.actor("grid_worker", org=town.other_street_centre, region=town.other_grid)
    with pytest.raises(NotFound):
        actions.share_again(hand.phone, by=other)


def test_who_does_not_use_a_phone_is_given_none(town):
    with pytest.raises(NotAllowed):
        actions.issue(by=town.actor("clerk"), name="x")


def test_whoever_left_the_post_sends_nothing_and_loses_nothing(hand):
    yesterday = timezone.localdate() - timedelta(days=1)
    Tenure.objects.filter(post=hand.actor.post).update(until=yesterday)
    answer = hand.send(report())
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert Phone.objects.get().ended_at is None


@pytest.mark.parametrize(
    "header", ["", "Phone", "Phone x.y", "Bearer abc", "Phone 00000000-0000-0000-0000-000000000000.t"]
)
def test_an_unknown_phone_learns_nothing(client, hand, header):
    answer = client.get("/field/feed", headers={"Authorization": header})
    assert (answer.status_code, answer.json()["code"]) == (401, "unknown")


def test_being_signed_in_opens_nothing_of_the_phones(client, hand):
    client.force_login(hand.actor.staff)
    assert client.get("/field/feed").status_code == 401


def test_the_map_shows_the_own_grid_and_its_neighbours(hand):
    told = hand.get("map").json()
    assert told["type"] == "FeatureCollection"
