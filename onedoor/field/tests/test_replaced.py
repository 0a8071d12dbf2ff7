"""What lay unsent on a phone that another took the place of, or whose worker has gone: not lost, and nothing more is read there."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.field import actions
from onedoor.field.models import Phone, Photo, Upload
from onedoor.field.tests.conftest import Hand, picture, report
from onedoor.kit.problems import NotNow
from onedoor.posts.models import Staff, Tenure

DAY = timedelta(days=1)


@pytest.fixture
def old(client, hand):
    """The first phone of two."""
    Hand(client, hand.actor, "新手机")
    return hand


def said(answer) -> tuple:
    return answer.status_code, answer.json()["code"]


def leaves(hand, days=1):
    day = timezone.localdate() - timedelta(days=days)
    Tenure.objects.filter(post=hand.actor.post).update(until=day)


def test_what_a_replaced_phone_had_not_sent_arrives_with_its_photos(old):
    photo = picture(size=(200, 150))
    kept = report(photos=[photo])
    answer = old.answers(kept)[0]
    assert (answer["state"], bool(answer["code"])) == ("received", True)
    assert old.have(photo)["X-Have"] == "0"
    assert old.put(photo).json()["done"] is True
    stored = Upload.objects.get()
    assert (str(stored.ref), stored.phone, stored.post) == (kept["ref"], old.phone, old.actor.post)
    assert Photo.objects.get(sha256=hashlib.sha256(photo).hexdigest()).filed_at is not None


def test_a_replaced_phone_is_given_nothing_more(old):
    assert said(old.get("feed")) == (410, "replaced")
    assert said(old.get("map")) == (410, "replaced")
    drafts = old.client.post("/field/drafts", {}, content_type="application/json", headers=old.headers)
    assert said(drafts) == (410, "replaced")
    assert "Clear-Site-Data" not in old.get("feed")


def test_after_a_fortnight_a_replaced_phone_is_told_to_forget(old):
    with time_machine.travel(timezone.now() + 13 * DAY):
        assert old.send(report()).status_code == 200
    with time_machine.travel(timezone.now() + 14 * DAY + DAY):
        assert said(old.send(report())) == (410, "lost")
    assert Upload.objects.count() == 1


def test_a_replaced_phone_that_dropped_its_key_opens_once_more_within_the_fortnight(old, town):
    """It was away from the server for two weeks while its worker took another one into use."""
    by, now = town.actor("operator"), timezone.now()
    with time_machine.travel(now + 13 * DAY):
        assert actions.drop_keys(by=by) == 0
        given = actions.share_again(old.phone, signed_in_at=timezone.now(), by=old.actor)
    assert given == old.share
    with time_machine.travel(now + 15 * DAY), pytest.raises(NotNow):
        actions.share_again(old.phone, signed_in_at=timezone.now(), by=old.actor)
    with time_machine.travel(now + 15 * DAY):
        assert (actions.drop_keys(by=by), actions.drop_keys(by=by)) == (1, 0)
    kept = {one.name: bytes(one.share_sealed) != b"" for one in Phone.objects.all()}
    assert kept == {"旧手机": False, "新手机": True}


@pytest.mark.parametrize(("way", "how"), [("lost", "lost"), ("leave", "left")])
def test_a_replaced_phone_that_is_ended_for_good_sends_nothing_more(old, way, how):
    assert old.client.post(f"/field/{way}", headers=old.headers).status_code == 204
    assert said(old.send(report())) == (410, "lost")
    ended = Phone.objects.get(pk=old.phone.pk)
    assert (ended.ended_how, bytes(ended.share_sealed)) == (how, b"")
    assert Phone.objects.live().count() == 1


def test_the_phone_of_who_left_the_post_reads_and_sends_nothing_and_can_be_ended(hand):
    leaves(hand)
    assert said(hand.get("feed")) == (403, "gone")
    assert said(hand.send(report())) == (403, "gone")
    assert Phone.objects.get().ended_at is None
    assert hand.client.post("/field/lost", headers=hand.headers).status_code == 204
    assert Phone.objects.get().ended_how == "lost"


def test_the_phone_of_whoever_was_put_out_of_service_reads_nothing(hand):
    Staff.objects.filter(pk=hand.actor.staff.pk).update(is_active=False)
    assert said(hand.get("feed")) == (403, "gone")
    assert hand.client.post("/field/leave", headers=hand.headers).status_code == 204


def test_who_serves_in_turns_is_not_gone_on_the_days_between(hand):
    """On another day the phone only waits: its key is not dropped, what it holds is not emptied."""
    other_days = sorted({1, 2, 3, 4, 5, 6, 7} - {timezone.localdate().isoweekday()})
    Tenure.objects.filter(post=hand.actor.post).update(
        kind="rotating", weekdays=other_days, home_org=hand.actor.post.org
    )
    assert said(hand.get("feed")) == (403, "not_allowed")
    with time_machine.travel(timezone.now() + DAY):
        assert hand.get("feed").status_code == 200


def test_a_fortnight_after_its_worker_left_a_phone_is_ended(hand, town):
    by = town.actor("operator")
    leaves(hand, days=14)
    assert (actions.end_gone(by=by), Phone.objects.get().ended_how) == (0, "")
    leaves(hand, days=15)
    assert (actions.end_gone(by=by), Phone.objects.get().ended_how) == (1, "gone")
    assert said(hand.get("feed")) == (410, "lost")


def test_a_fortnight_after_its_worker_was_put_out_of_service_a_phone_is_ended(hand, town):
    by, staff = town.actor("operator"), Staff.objects.filter(pk=hand.actor.staff.pk)
    staff.update(is_active=False, sessions_from=timezone.now() - 13 * DAY)
    assert actions.end_gone(by=by) == 0
    staff.update(sessions_from=timezone.now() - 16 * DAY)
    assert (actions.end_gone(by=by), Phone.objects.get().ended_how) == (1, "gone")


def test_whoever_came_back_to_the_post_keeps_their_phone(hand, town):
    leaves(hand, days=40)
    staff, post = hand.actor.staff, hand.actor.post
    Tenure.objects.create(staff=staff, post=post, since=timezone.localdate() + 3 * DAY)
    assert actions.end_gone(by=town.actor("operator")) == 0
