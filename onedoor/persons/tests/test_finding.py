"""Persons are found by an exact number, one at a time, for a purpose, and not often."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

import onedoor
from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotAllowed, NotNow, NotValid, TooMany
from onedoor.persons.actions import correct, enter, erase, look_up, merge
from onedoor.persons.cards import LABELS, read
from onedoor.persons.limits import LOOK_UPS_A_DAY
from onedoor.persons.models import Person

REASON = "来访人持身份证要求更正登错的内容"


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


@pytest.fixture
def keeper(town):
    return town.actor_with("matter.register", "person.look_up", "person.reveal", "person.correct")


def seek(clerk, kind, value, **more):
    return look_up(kind, value, by=clerk, **{"purpose": "P01", "case_code": "QZ-1", **more})


def test_an_exact_number_finds_one_person(clerk, card):
    person = enter("张三", "13800001234", card(), by=clerk)
    enter("李四", "13900001234", card(2), by=clerk)
    found = [
        seek(clerk, "identity", card()),
        seek(clerk, "phone", "138 0000 1234"),
        seek(clerk, "identity", card(3)),
    ]
    assert found == [person, person, None]
    rows = AccessLog.objects.filter(kind="look_up").order_by("at").values_list("fields", "result", "subjects")
    assert list(rows) == [
        ("identity", "done", [str(person.pk)]),
        ("phone", "done", [str(person.pk)]),
        ("identity", "nothing", []),
    ]


def test_a_part_of_a_number_finds_nobody(clerk, card):
    enter("张三", "13800001234", card(), by=clerk)
    for kind, value in [
        ("phone", "1380000"),
        ("identity", card()[:10]),
        ("phone", "%"),
        ("identity", ""),
        ("name", "张三"),
    ]:
        with pytest.raises(NotValid):
            seek(clerk, kind, value)


def test_a_phone_of_several_people_shows_none_of_them(clerk):
    enter("张三", "13800001234", by=clerk)
    enter("李四", "13800001234", by=clerk)
    with pytest.raises(NotValid, match="不止一人"):
        seek(clerk, "phone", "13800001234")


def test_looking_up_needs_the_verb_a_purpose_and_a_case(town, clerk, card):
    with pytest.raises(NotAllowed):
        seek(town.actor("handler"), "identity", card())
    with pytest.raises(NotValid, match="目的"):
        seek(clerk, "identity", card(), purpose="")
    with pytest.raises(NotValid, match="哪一件"):
        seek(clerk, "identity", card(), case_code="")
    assert AccessLog.objects.count() == 0


def test_the_daily_limit_ends_at_midnight_and_is_each_ones_own(town, clerk, card):
    with time_machine.travel("2026-03-02T09:00+08:00", tick=False) as clock:
        for _ in range(LOOK_UPS_A_DAY):
            seek(clerk, "identity", card())
        with pytest.raises(TooMany, match="每日上限"):
            seek(clerk, "identity", card())
        assert seek(town.actor("dispatcher"), "identity", card()) is None
        clock.move_to(timezone.now() + timedelta(days=1))
        assert seek(clerk, "identity", card()) is None


def test_correcting_changes_value_mask_and_index(keeper, clerk, card):
    person = enter("张三", "13800001234", card(), by=clerk)
    correct(person, "phone", "139 0000 4321", by=keeper, reason=REASON)
    kept = seek(clerk, "phone", "13900004321")
    assert (kept, read(kept, "phone"), kept.masked_phone, seek(clerk, "phone", "13800001234")) == (
        person,
        "13900004321",
        "139****4321",
        None,
    )
    row = AccessLog.objects.get(kind="correct")
    assert (row.subjects, row.fields, row.reason) == ([str(person.pk)], "phone", REASON)


def test_correcting_to_anothers_number_is_refused_with_the_way_out(keeper, clerk, card):
    enter("张三", identity=card(1), by=clerk)
    other = enter("李四", identity=card(2), by=clerk)
    with pytest.raises(NotValid, match="办理合并"):
        correct(other, "identity", card(1), by=keeper, reason=REASON)
    assert read(Person.objects.get(pk=other.pk), "identity") == card(2)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("phone", "123", REASON),
        ("name", "", REASON),
        ("ethnicity", "x", REASON),
        ("name", "李四", "工作需要"),
    ],
)
def test_a_bad_correction_changes_nothing(keeper, clerk, field, value, reason):
    person = enter("张三", "13800001234", by=clerk)
    with pytest.raises(NotValid):
        correct(person, field, value, by=keeper, reason=reason)
    kept = Person.objects.get(pk=person.pk)
    assert (read(kept, "name"), read(kept, "phone"), AccessLog.objects.filter(kind="correct").count()) == (
        "张三",
        "13800001234",
        0,
    )


def test_merging_fills_the_gaps_and_leaves_a_way_to_the_kept(keeper, clerk, card):
    keep = enter("张三", "13800001234", by=clerk)
    gone = enter("张三", "13900004321", card(), "进步巷1号", by=clerk)
    merge(keep, gone, by=keeper, reason="同一人两次登记，已核对身份证")
    kept, left = Person.objects.get(pk=keep.pk), Person.objects.get(pk=gone.pk)
    assert {field: read(kept, field) for field in LABELS} == {
        "name": "张三",
        "phone": "13800001234",
        "identity": card(),
        "address": "进步巷1号",
    }
    assert (left.merged_into, seek(clerk, "identity", card()), seek(clerk, "phone", "13900004321")) == (
        keep,
        keep,
        None,
    )
    assert AccessLog.objects.get(kind="merge").subjects == sorted([str(keep.pk), str(gone.pk)])


def test_people_of_different_cards_are_never_merged(keeper, clerk, card):
    keep, gone = (enter("张三", identity=card(order), by=clerk) for order in (1, 2))
    with pytest.raises(NotValid, match="号码不同"):
        merge(keep, gone, by=keeper, reason="同一人两次登记，已核对身份证")
    with pytest.raises(NotValid, match="同一条"):
        merge(keep, keep, by=keeper, reason="同一人两次登记，已核对身份证")


def test_merging_twice_is_refused(keeper, clerk):
    keep, gone, third = (enter("张三", by=clerk) for _ in range(3))
    merge(keep, gone, by=keeper, reason="同一人两次登记，已核对身份证")
    with pytest.raises(NotNow, match="已经并入"):
        merge(third, gone, by=keeper, reason="同一人两次登记，已核对身份证")


def test_erasing_leaves_nothing_to_read_and_nothing_typed(keeper, clerk, card):
    person = enter("张三", "13800001234", card(), "进步巷1号", by=clerk)
    correct(person, "phone", "13900004321", by=keeper, reason="张三本人要求更正登错的电话")
    erase(person, by=keeper, reason="保存期限已满，本人书面要求删除")
    kept = Person.objects.get(pk=person.pk)
    assert (
        [read(kept, field) for field in LABELS],
        kept.masked_name,
        kept.identity_index,
        seek(clerk, "identity", card()),
    ) == (
        ["", "", "", ""],
        "已清除",
        None,
        None,
    )
    reasons = dict(
        AccessLog.objects.filter(subjects__contains=[str(person.pk)]).values_list("kind", "reason")
    )
    assert reasons == {"enter": "", "correct": "", "erase": "保存期限已满，本人书面要求删除"}


@pytest.mark.parametrize("act", ["correct", "merge", "erase"])
def test_changing_needs_the_verb(town, clerk, act):
    person, other = enter("张三", by=clerk), enter("李四", by=clerk)
    reader = town.actor_with("person.reveal", "person.look_up")
    with pytest.raises(NotAllowed):
        {
            "correct": lambda: correct(person, "name", "王五", by=reader, reason=REASON),
            "merge": lambda: merge(person, other, by=reader, reason=REASON),
            "erase": lambda: erase(person, by=reader, reason=REASON),
        }[act]()


def reaching_past_the_lock(source: str) -> list[str]:
    """Uses of what lists persons: the plain manager of Person, or a bulk read of its table."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    return [
        ast.unparse(node)
        for node in nodes
        if node.attr in ("_base_manager", "_default_manager") and "Person" in ast.unparse(node.value)
    ]


def test_nobody_outside_this_room_lists_persons():
    root = Path(onedoor.__file__).parent
    files = [path for path in root.rglob("*.py") if "persons" not in path.relative_to(root).parts]
    found = {str(path): uses for path in files if (uses := reaching_past_the_lock(path.read_text()))}
    assert (len(files) > 50, found) == (True, {})
    assert reaching_past_the_lock("rows = list(Person._base_manager.all())") == ["Person._base_manager"]
