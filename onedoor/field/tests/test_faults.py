"""Whatever an item brings about, it has one answer in words; none keeps those behind it."""

import json
from uuid import uuid4

import pytest
from django.db import DataError, OperationalError
from django.utils import timezone

from onedoor.field.kinds import KINDS, Kind
from onedoor.field.models import Upload
from onedoor.field.schemas import Said
from onedoor.field.tests.conftest import item, report
from onedoor.matters.models import Matter
from onedoor.registers.models import Item
from onedoor.registers.tests.people import Ground
from onedoor.tasks import actions as tasks
from onedoor.tasks.models import Errand, Task
from onedoor.tasks.tests.people import case_in

BUILDING = {"name": "3号楼", "address": "进步巷12号", "use": "homes"}


def answered(hand, bad) -> dict:
    """It, and one behind it that has nothing to do with it."""
    told, behind = hand.answers(bad, report("后面这一件没有问题。"))
    assert behind["state"] == "received"
    return told


@pytest.mark.parametrize(
    "bad",
    [
        item("voice", {"topic": "water", "words": "停水\0了"}),
        item("report", {"words": "井盖破了。", "region": "62\0"}),
        item("report", {"words": "井盖破了。", "\0": ""}),
        item("visit", {"visit": str(uuid4()), "marks": {"1": "x\0"}}),
        item("entry.new", {"register": "spot", "fields": {"name": ["老\0戏台"]}}),
        item(
            "entry.change",
            {"register": "spot", "entry": str(uuid4()), "base": 1, "changes": {"name": {"old": "\0"}}},
        ),
    ],
    ids=["voice", "region", "key", "mark", "deep", "old"],
)
def test_what_no_database_keeps_is_refused_wherever_it_stands(hand, bad):
    told = answered(hand, bad)
    assert (told["state"], told["words"]) == ("refused", "内容里有看不见的字符，请重新输入后再报。")


def test_a_kind_that_no_database_keeps_is_no_item_at_all(hand):
    assert hand.send(item("x\0y", {})).status_code == 422


@pytest.mark.parametrize(
    "fields",
    [
        BUILDING | {"use": ["homes"]},
        BUILDING | {"floors": 1e300},
        BUILDING | {"floors": 10**30},
        BUILDING | {"point": [[1], 2]},
        BUILDING | {"name": None},
        BUILDING | {"units": {"1": [2]}},
    ],
    ids=range(6),
)
def test_values_of_another_shape_are_refused_in_words(hand, fields):
    told = answered(hand, item("entry.new", {"register": "building", "fields": fields}))
    assert (told["state"], bool(told["words"])) == ("refused", True)


def test_a_register_or_building_that_is_not_there_is_refused_in_words(hand):
    for register, fields in (("nope", {}), ("dwelling", {"building": str(uuid4()), "name": "101"})):
        told = answered(hand, item("entry.new", {"register": register, "fields": fields}))
        assert (told["state"], bool(told["words"])) == ("refused", True)


def test_deciding_what_is_not_entered_yet_changes_nothing(hand, town):
    Ground(town).propose_new(by=hand.actor)
    before = list(Item.objects.values_list("pk", "state"))
    told = answered(hand, item("conflict.decide", {"change": str(before[0][0]), "take": "mine"}))
    assert (told["state"], list(Item.objects.values_list("pk", "state"))) == ("received", before)


def test_how_somebody_said_that_it_is_done_belongs_to_an_errand(hand, town):
    task = tasks.give(case_in(town.grid, town), town.grid, "check", "去看", by=town.actor("verifier"))
    body = {"task": str(task.pk), "found": "true", "ended": Errand.Ended.values[0]}
    told = answered(hand, item("task.done", body))
    assert (told["state"], bool(told["words"])) == ("refused", True)
    assert Task.objects.get().status == "given"


def test_a_cursor_from_the_first_year_is_none(hand):
    assert hand.get("feed?since=0001-01-01T00:00:00%2B00:00").status_code == 200


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"words": "好"}, "“内容”太短，至少2个字。"),
        ({"words": "长" * 2001}, "“内容”太长，最多2000个字。"),
        ({}, "还没有填“内容”。"),
        ({"words": "井盖破了。", "lon": 999}, "“位置”填得不对，请改正后再报。"),
        ({"words": "井盖破了。", "settled": {"words": ""}}, "“内容”太短，至少2个字。"),
        ({"words": "井盖破了。", "dance": 1}, "手机端发来的内容不完整。请更新手机端后再报，或打电话说明。"),
    ],
    ids=range(6),
)
def test_what_is_wrong_is_said_in_the_words_of_the_form(hand, body, words):
    told = answered(hand, item("report", body))
    assert (told["state"], told["words"]) == ("refused", words)
    assert Matter.objects.count() == 1


def a_kind_that_raises(monkeypatch, fault):
    def do(_upload, _said, _by):
        raise fault

    monkeypatch.setitem(KINDS, "stumble", Kind(Said, do))
    return item("stumble", {})


@pytest.mark.parametrize(
    "fault", [Task.DoesNotExist(), DataError("x"), KeyError("x"), AttributeError("x")], ids=repr
)
def test_what_no_rule_foresaw_is_refused_in_words_and_noted(hand, monkeypatch, caplog, fault):
    bad = a_kind_that_raises(monkeypatch, fault)
    told = answered(hand, bad)
    assert (told["state"], "已经记下" in told["words"]) == ("refused", True)
    (noted,) = caplog.records
    assert noted.getMessage() == f"stumble {bad['ref']} was not done"


def test_the_servers_own_fault_is_no_answer_and_the_item_waits(hand, monkeypatch):
    bad = a_kind_that_raises(monkeypatch, OperationalError("disk full"))
    hand.client.raise_request_exception = False
    assert hand.send(bad, report()).status_code == 500
    assert Upload.objects.get().state == "taken"
    assert hand.answers(report())[0]["state"] == "received"


@pytest.mark.parametrize(
    "body", ['{"words": "\\ud800破了"}', '{"a":' * 500 + "1" + "}" * 500], ids=["half", "deep"]
)
def test_what_is_no_json_for_us_is_refused_as_a_whole_and_stores_nothing(hand, body):
    told = json.dumps({"sent_at": timezone.now().isoformat(), "items": [report() | {"body": "HERE"}]})
    answer = hand.client.post(
        "/field/items", told.replace('"HERE"', body), content_type="application/json", headers=hand.headers
    )
    assert (answer.status_code, Upload.objects.count()) == (422, 0)
