"""A phone belongs to a worker in a post; ended, it opens nothing and is told to forget."""

import base64

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.field import actions
from onedoor.field.models import Phone
from onedoor.field.refusals import Live, SignInAgain
from onedoor.field.tests.conftest import Hand, report
from onedoor.kit.problems import NotAllowed, NotFound, NotNow


def test_nothing_that_opens_a_phone_stands_in_the_table(hand):
    phone = Phone.objects.get()
    token = hand.headers["Authorization"].partition(".")[2]
    kept = [str(value) for value in vars(phone).values()]
    assert not [value for value in kept if token in value or hand.share in value]
    assert len(base64.b64decode(hand.share)) == 32


def test_a_new_phone_ends_the_old_one_when_the_worker_says_so(client, hand):
    with pytest.raises(Live, match="旧手机"):
        actions.issue(by=hand.actor, name="新手机")
    assert Phone.objects.get().ended_at is None
    newer = Hand(client, hand.actor, "新手机")
    assert newer.send(report()).status_code == 200
    assert [one.ended_how for one in Phone.objects.order_by("issued_at")] == ["replaced", ""]


def test_a_lost_phone_is_told_to_forget_and_its_key_is_gone(hand):
    actions.lose(hand.phone, by=hand.actor)
    answer = hand.get("feed")
    assert (answer.status_code, answer.json()["code"]) == (410, "lost")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert bytes(Phone.objects.get().share_sealed) == b""
    with pytest.raises(NotNow):
        actions.share_again(Phone.objects.get(), signed_in_at=timezone.now(), by=hand.actor)


def test_each_key_given_and_each_end_leaves_a_line_for_the_auditor(client, hand, town):
    actions.share_again(hand.phone, signed_in_at=timezone.now(), by=hand.actor)
    newer = Hand(client, hand.actor, "新手机")
    manager = town.actor("grid_manager")
    actions.lose(newer.phone, by=manager)
    lines = [
        (row.reason.partition(" ")[0], row.post_id)
        for row in AccessLog.objects.filter(kind="grant").order_by("pk")
    ]
    own = hand.actor.post.pk
    assert lines == [
        ("启用终端", own),
        ("再给钥匙", own),
        ("停用终端（换了新手机）", own),
        ("启用终端", own),
        ("停用终端（丢失停用）", manager.post.pk),
    ]
    assert not AccessLog.objects.filter(reason__contains=hand.share[:8]).exists()


@pytest.mark.parametrize("who", ["grid_manager", "security_admin"])
def test_the_manager_and_whoever_guards_the_posts_may_end_it(hand, town, who):
    actions.lose(hand.phone, by=town.actor(who))
    assert Phone.objects.get().ended_how == "lost"


@pytest.mark.parametrize("who", ["grid_manager", "security_admin", "grid_worker", "leader", "clerk"])
def test_a_manager_of_other_ground_and_whoever_is_no_manager_may_not(hand, town, who):
    far = {"grid_manager", "security_admin", "grid_worker"}
    more = {"org": town.other_street_centre} if who in far else {}
    region = town.other_community if who in far else town.district
    region = town.other_grid if who == "grid_worker" else region
    with pytest.raises(NotFound):
        actions.lose(hand.phone, by=town.actor(who, **more, region=region))
    assert Phone.objects.get().ended_at is None


def test_another_holder_of_the_chair_may_not_end_it(hand, town):
    other = town.seat(town.person("丁一"), hand.actor.post)
    with pytest.raises(NotFound):
        actions.lose(hand.phone, by=other)
    assert Phone.objects.get().ended_at is None


def test_the_key_is_given_again_to_its_own_worker_alone(hand, town):
    now = timezone.now()
    other = town.actor("grid_worker", org=town.other_street_centre, region=town.other_grid)
    with pytest.raises(NotFound):
        actions.share_again(hand.phone, signed_in_at=now, by=other)
    assert actions.share_again(hand.phone, signed_in_at=now, by=hand.actor) == hand.share


def test_the_key_is_given_once_for_each_sign_in(hand):
    signed_in_at = timezone.now()
    actions.share_again(hand.phone, signed_in_at=signed_in_at, by=hand.actor)
    for before in (signed_in_at, None):
        with pytest.raises(SignInAgain):
            actions.share_again(hand.phone, signed_in_at=before, by=hand.actor)


def test_who_does_not_use_a_phone_is_given_none(town):
    with pytest.raises(NotAllowed):
        actions.issue(by=town.actor("clerk"), name="x")


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


def test_a_phone_given_out_or_ended_holds_up_nobody_who_names_the_post(hand):
    """A desk that writes a row of this post meanwhile waits for nothing: else each could wait for the other."""
    with CaptureQueriesContext(connection) as asked:
        Hand(hand.client, hand.actor, "新手机")
        actions.leave(hand.phone, by=hand.actor)
    locks = [one["sql"].rpartition(" FOR ")[2] for one in asked if " FOR " in one["sql"]]
    assert {lock.partition(" OF ")[0] for lock in locks} == {"NO KEY UPDATE"}
