"""What a phone carries: its own person's, of its own grid, and of a sealed case only that there is something."""

from datetime import datetime

import pytest
from django.utils import timezone

from onedoor.cases.models import Case
from onedoor.field.tests.conftest import Hand, report
from onedoor.kit.keys import uuid7
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter
from onedoor.posts.models import Post, Tenure
from onedoor.registers import actions as registers
from onedoor.tasks import actions as tasks

SHOP = {"name": "进步巷便民超市", "address": "进步巷12号", "sort": "shop", "uscc": "92620502MA0000001X"}
SHOP |= {"trade": "零售", "state": "open"}


def registered(town, grid) -> Matter:
    draft = Draft("井盖破损", "路口的下水道井盖破了。", "window", community=grid)
    return matters.register(draft, by=town.actor("clerk")).matter


@pytest.fixture
def successor(client, town, hand):
    """Another person in the same chair, with a phone of their own."""
    staff = town.person("接替的")
    Tenure.objects.create(staff=staff, post=hand.actor.post, since=timezone.localdate())
    return Hand(client, type(hand.actor)(staff, hand.actor.post), "接替的手机")


def test_of_a_sealed_case_a_phone_says_only_that_there_is_something(client, town):
    cleared = {"clearances": ["family"]}
    hand = Hand(client, town.actor("grid_worker", **cleared))
    case = registered(town, town.grid).case
    Case.objects.filter(pk=case.pk).update(secrecy="family")
    told = {"place": "进步巷12号", "lon": 105.72345, "lat": 34.58321}
    task = tasks.give(
        case, town.grid, "visit", "去某某家看看她", by=town.actor("verifier", **cleared), **told
    )
    (shown,) = hand.get("feed").json()["tasks"]
    assert datetime.fromisoformat(shown.pop("due")) == task.clock.due_at
    assert shown == (
        {
            "id": str(task.pk),
            "kind": "sealed",
            "label": "保密事项",
            "words": "一件保密事项，请到电脑上办",
            "sealed": True,
            "overdue": False,
        }
    )
    feed = hand.get("feed").content.decode()
    words = (case.code, "某某", "进步巷12号", "105.72", str(task.giver.org))
    assert [one for one in words if one in feed] == []


def test_a_report_sealed_since_is_carried_without_its_code(client, town):
    hand = Hand(client, town.actor("grid_worker", clearances=["family"]))
    hand.answers(report())
    case = Matter.objects.get().case
    assert hand.get("feed").json()["mine"][0]["code"] == case.code
    Case.objects.filter(pk=case.pk).update(secrecy="family")
    (told,) = hand.get("feed").json()["mine"]
    assert (told["code"], told["state"], told["label"]) == ("", "away", "")


def test_open_here_is_what_is_open_in_the_grid_and_not_where_one_is_sent(hand, town):
    here, elsewhere = registered(town, town.grid), registered(town, town.other_grid)
    tasks.give(elsewhere.case, town.grid, "visit", "去问问", by=town.actor("verifier"))
    assert [one["code"] for one in hand.get("feed").json()["open_here"]] == [here.case.code]


def test_whoever_takes_over_the_chair_does_not_carry_what_others_sent(hand, successor, town):
    entry = registers.enter("organisation", SHOP, by=town.actor("grid_manager"), grid=town.grid).entry
    for sender, name in ((hand, "便民店"), (successor, "进步超市")):
        sender.answers(report(f"{name}门口的井盖破了。"))
        change = {"name": {"old": SHOP["name"], "new": name}}
        told = {"ref": uuid7(), "base": entry.version, "at_phone": None}
        registers.propose("organisation", by=sender.actor, entry=entry.pk, changes=change, **told)
    first, second = (one.get("feed").json() for one in (hand, successor))
    assert [len(one[part]) for one in (first, second) for part in ("mine", "proposed")] == [1, 1, 1, 1]
    assert [len(one["cards"]) for one in (first, second)] == [0, 1]
    assert first["mine"][0]["ref"] != second["mine"][0]["ref"]
    assert first["proposed"][0]["ref"] != second["proposed"][0]["ref"]


def test_a_post_moved_to_another_grid_is_told_that_this_is_all(hand, town):
    registers.enter("organisation", SHOP, by=town.actor("grid_manager"), grid=town.grid)
    first = hand.get("feed").json()
    cursor = first["cursor"].replace("+", "%2B")
    assert (first["whole"], hand.get(f"feed?since={cursor}").json()["whole"]) == (True, False)
    Post.objects.filter(pk=hand.actor.post.pk).update(region=town.second_grid)
    moved = hand.get(f"feed?since={cursor}").json()
    assert (moved["whole"], moved["entries"], moved["gone"]) == (True, [], [])


def test_what_was_settled_on_the_spot_is_not_checked_from_the_same_phone(hand, town):
    hand.answers(report(body={"settled": {"words": "已经盖好。"}}))
    manager = town.actor("grid_manager")
    task = tasks.give(
        Matter.objects.get().case, town.grid, "check", "看看是否办好", by=town.actor("verifier")
    )
    assert (task.post, hand.get("feed").json()["tasks"]) == (manager.post, [])
