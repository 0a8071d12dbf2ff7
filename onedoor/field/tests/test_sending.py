"""What a phone sends is kept as it came, done once, and answered the same whenever it is sent again."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from onedoor.field.models import Phone, Upload
from onedoor.field.queries import photos
from onedoor.field.queries.stored import said_in
from onedoor.field.tests.conftest import Hand, picture, report
from onedoor.matters.models import Matter


def test_a_report_is_a_matter_with_a_code(hand, town):
    (answer,) = hand.answers(report())
    matter = Matter.objects.get()
    assert (answer["state"], answer["code"], answer["words"]) == ("received", matter.case.code, "")
    assert (matter.source, matter.case.region, matter.desk) == ("grid", town.grid, town.community_office)


def test_sent_again_it_is_the_same_matter_and_the_same_answer(hand):
    one = report()
    first, again = hand.answers(one), hand.answers(one, one)
    assert [first[0]] * 2 == again
    assert Matter.objects.count() == 1


def test_the_same_mark_with_other_words_is_refused_and_changes_nothing(hand):
    one = report()
    hand.answers(one)
    answer = hand.send({**one, "body": {"words": "完全不同的另一件事"}})
    assert (answer.status_code, answer.json()["detail"]) == (422, {"ref": one["ref"]})
    assert Matter.objects.get().body == one["body"]["words"]


def test_one_that_is_refused_keeps_none_behind_it(hand):
    bad, good = report("好"), report()
    told = hand.answers(bad, good)
    assert [one["state"] for one in told] == ["refused", "received"]
    assert told[0]["words"] and told[0]["code"] == ""
    assert Upload.objects.get(ref=bad["ref"]).body_sealed


def test_a_refused_one_is_put_right_as_another(hand):
    bad = report("好")
    hand.answers(bad)
    (told,) = hand.answers(report("井盖破了，请尽快修。", instead_of=bad["ref"]))
    assert told["state"] == "received"
    assert str(Upload.objects.get(state="received").instead_of) == bad["ref"]


def test_settled_on_the_spot_it_waits_for_another_to_check(hand):
    hand.answers(report(body={"settled": {"words": "已经盖好，并放了警示牌。"}}))
    matter = Matter.objects.get()
    assert (matter.status, matter.result) == ("resolved", "已经盖好，并放了警示牌。")


def test_a_place_outside_the_grid_is_refused_with_words(hand, town):
    (told,) = hand.answers(report(body={"region": town.other_grid.code}))
    assert (told["state"], Matter.objects.count()) == ("refused", 0)
    assert "不在您的网格里" in told["words"]


def test_limits_count_from_the_servers_time_and_both_are_kept(hand):
    wrong = timezone.now() - timedelta(days=9)
    hand.answers(report(at=wrong.isoformat()))
    matter, upload = Matter.objects.select_related("case").get(), Upload.objects.get()
    assert matter.reported_at == upload.at_phone == wrong
    assert abs(matter.case.opened_at - upload.at) < timedelta(seconds=5)
    assert matter.case.events.get(verb="matter.registered").facts["phone_behind"]


def test_a_phone_whose_clock_runs_ahead_reports_nothing_of_tomorrow(hand):
    hand.answers(report(at=(timezone.now() + timedelta(days=3)).isoformat()))
    assert Matter.objects.get().reported_at <= timezone.now()


def test_more_than_fifty_at_once_is_refused_in_words(hand):
    answer = hand.send(*[report() for _ in range(51)])
    assert (answer.status_code, answer.json()["code"]) == (422, "not_valid")
    assert Upload.objects.count() == 0


def test_another_posts_mark_says_nothing_of_ones_own(client, hand, town):
    """Two phones with the same mark are two items: a mark is looked for among one's own."""
    other = Hand(client, town.actor("grid_worker", org=town.other_street_centre, region=town.other_grid))
    one = report()
    assert hand.answers(one)[0]["code"] != other.answers(one)[0]["code"]
    assert photos.awaited("0" * 64, other.actor) == []


def test_a_kind_that_the_server_does_not_know_is_refused_and_kept(hand):
    item = {"ref": str(uuid4()), "kind": "dance", "at": timezone.now().isoformat(), "body": {"x": 1}}
    (told,) = hand.answers(item)
    assert told["state"] == "refused"
    assert Upload.objects.get().kind == "dance"


@time_machine.travel(datetime.fromisoformat("2026-11-23T10:00:00+08:00"), tick=False)
def test_the_feed_is_the_same_until_something_is_new(hand):
    first = hand.get("feed")
    assert hand.get("feed", **{"If-None-Match": first["ETag"]}).status_code == 304
    hand.answers(report())
    second = hand.get("feed", **{"If-None-Match": first["ETag"]})
    assert (second.status_code, len(second.json()["mine"])) == (200, 1)


def test_how_many_drafts_lie_unsent_is_a_number_and_a_day(hand):
    answer = hand.client.post(
        "/field/drafts",
        '{"count": 3, "oldest": "2026-11-20"}',
        content_type="application/json",
        headers=hand.headers,
    )
    phone = Phone.objects.get()
    assert (answer.status_code, phone.drafts, str(phone.oldest_draft)) == (204, 3, "2026-11-20")


def test_put_right_twice_it_is_one_matter_and_one_answer(hand):
    bad = report("好")
    hand.answers(bad)
    photo = picture(size=(60, 40))
    first, second = [report("井盖破了。", [photo], instead_of=bad["ref"]) for _ in range(2)]
    (told,), (again,) = hand.answers(first), hand.answers(second)
    assert (told["state"], told["code"]) == (again["state"], again["code"])
    # What the first one brings need not come again.
    assert (Matter.objects.count(), again["missing"], len(told["missing"])) == (1, [], 1)
    assert hand.answers(second) == [again]


def test_put_right_wrongly_it_may_be_put_right_again(hand):
    bad = report("好")
    hand.answers(bad, report("坏", instead_of=bad["ref"]))
    (told,) = hand.answers(report("井盖破了。", instead_of=bad["ref"]))
    assert (told["state"], Matter.objects.count()) == ("received", 1)


def test_another_posts_correction_is_not_ones_own(client, hand, town):
    other = Hand(client, town.actor("grid_worker", org=town.other_street_centre, region=town.other_grid))
    mark = str(uuid4())
    told = [one.answers(report(instead_of=mark))[0] for one in (hand, other)]
    assert (told[0]["code"] != told[1]["code"], Matter.objects.count()) == (True, 2)


@pytest.mark.parametrize(
    "at", ["1970-01-01T08:00:00+08:00", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00"]
)
def test_a_clock_that_cannot_be_right_dates_no_matter(hand, at):
    (told,) = hand.answers(report(at=at))
    upload = Upload.objects.get()
    assert (told["state"], Matter.objects.get().reported_at) == ("received", upload.at)
    assert said_in(upload).at == datetime.fromisoformat(at)
