"""A field leaves in full for a stated purpose, after it was logged; no log, no data."""

import pytest
from django.db import connection

from onedoor.audit.actions import NotLogged
from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.persons.actions import correct, enter, look_up, reveal
from onedoor.persons.cards import read
from onedoor.persons.models import Person

REASON = "来访人要求更正登错的电话"


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


@pytest.fixture
def person(clerk, card):
    return enter("张三", "13800001234", card(), "进步巷1号", by=clerk)


def test_revealing_gives_the_field_and_logs_it(clerk, person):
    text = reveal(person, "phone", by=clerk, purpose="P01", case_code="QZ-1", assigned=True)
    row = AccessLog.objects.get(kind="reveal")
    assert (text, row.subjects, row.fields, row.purpose, row.case_code, row.staff, row.post, row.result) == (
        "13800001234",
        [str(person.pk)],
        "phone",
        "P01",
        "QZ-1",
        clerk.staff,
        clerk.post,
        "done",
    )


@pytest.mark.parametrize("field", ["name", "phone", "identity", "address"])
def test_each_reveal_is_one_row_and_one_field(clerk, person, field):
    assert reveal(person, field, by=clerk, purpose="P01", case_code="QZ-1", assigned=True) == read(
        person, field
    )
    assert list(AccessLog.objects.filter(kind="reveal").values_list("fields", flat=True)) == [field]


@pytest.mark.parametrize(
    ("kind", "purpose", "field", "allowed"),
    [
        ("clerk", "P01", "identity", True),
        ("handler", "P01", "phone", True),
        ("verifier", "P09", "phone", True),
        ("verifier", "P09", "identity", False),
        ("verifier", "P08", "phone", False),
        ("handler", "P10", "identity", False),
        ("clerk", "P14", "phone", False),
        ("grid_worker", "P01", "phone", False),
        ("auditor", "P14", "name", False),
        ("leader", "P08", "phone", False),
    ],
)
def test_a_purpose_must_fit_the_post_and_the_field(town, person, kind, purpose, field, allowed):
    actor = town.actor(kind)
    try:
        reveal(person, field, by=actor, purpose=purpose, case_code="QZ-1", assigned=True)
    except NotAllowed:
        assert not allowed
    else:
        assert allowed
    assert AccessLog.objects.filter(kind="reveal").count() == int(allowed)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"purpose": "", "case_code": "QZ-1"}, "请选择查看的目的"),
        ({"purpose": "P99", "case_code": "QZ-1"}, "请选择查看的目的"),
        ({"purpose": "P01", "assigned": True}, "哪一件事项"),
        ({"purpose": "P10", "assigned": True}, "请写明具体理由"),
    ],
)
def test_purpose_case_and_reason_are_demanded(clerk, person, more, words):
    with pytest.raises(NotValid, match=words):
        reveal(person, "phone", by=clerk, **more)
    assert AccessLog.objects.filter(kind="reveal").count() == 0


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "查看",
        "工作需要",
        "查看查看查看",
        "因工作需要查看",
        "领导要求，了解情况",
        "办理该案需要查询此人信息",
        "11111111",
        "。。。。。。",
        "无",
        "啊啊啊啊啊啊",
        "其他情况",
    ],
)
def test_a_reason_that_says_nothing_is_refused(clerk, person, reason):
    with pytest.raises(NotValid, match="请写明具体理由"):
        reveal(person, "phone", by=clerk, purpose="P01", case_code="QZ-1", reason=reason)
    assert AccessLog.objects.filter(kind="reveal").count() == 0


@pytest.mark.parametrize(
    "reason", [REASON, "回拨未接通，核对是否登错号码", "同号码登记了两件投诉，判断是否重复"]
)
def test_a_reason_that_says_something_is_kept(clerk, person, reason):
    assert reveal(person, "phone", by=clerk, purpose="P01", case_code="QZ-1", reason=reason) == "13800001234"
    assert AccessLog.objects.get(kind="reveal").reason == reason


def break_the_log():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device'; END $$;"
            "CREATE TRIGGER aa_full_disk BEFORE INSERT ON audit_accesslog FOR EACH ROW EXECUTE FUNCTION full_disk()"
        )


@pytest.mark.parametrize("ask", ["reveal", "look up", "enter", "correct"])
def test_no_log_no_data(clerk, town, person, card, ask):
    keeper = town.actor_with("person.correct")
    break_the_log()
    with pytest.raises(NotLogged) as problem:
        {
            "reveal": lambda: reveal(
                person, "phone", by=clerk, purpose="P01", case_code="QZ-1", assigned=True
            ),
            "look up": lambda: look_up("identity", card(), by=clerk, purpose="P01", case_code="QZ-1"),
            "enter": lambda: enter("李四", by=clerk),
            "correct": lambda: correct(person, "phone", "13900001234", by=keeper, reason=REASON),
        }[ask]()
    assert (problem.value.status, problem.value.detail) == (503, {})
    assert (Person.objects.count(), read(Person.objects.get(pk=person.pk), "phone")) == (1, "13800001234")


def test_no_log_at_commit_no_data(transactional_db, town, card):
    """A log row that fails only at the end of the transaction (its staff is gone) keeps the data back too."""
    clerk = town.actor("clerk")
    person = enter("张三", "13800001234", card(), by=clerk)
    ghost = town.actor("dispatcher")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM posts_tenure WHERE staff_id = %s", [ghost.staff.pk])
        cursor.execute("DELETE FROM posts_staff WHERE id = %s", [ghost.staff.pk])
    with pytest.raises(Exception, match="(?i)foreign key|记录") as problem:
        reveal(person, "phone", by=ghost, purpose="P01", case_code="QZ-1", assigned=True)
    assert "13800001234" not in str(problem.value)


def test_a_value_that_was_tampered_with_is_told_not_shown(clerk, person):
    other = enter("李四", "13900001234", by=clerk)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE persons_person SET phone_sealed = (SELECT phone_sealed FROM persons_person WHERE id = %s) WHERE id = %s",
            [other.pk, person.pk],
        )
    moved = Person.objects.get(pk=person.pk)
    with pytest.raises(NotNow, match="打不开"):
        reveal(moved, "phone", by=clerk, purpose="P01", case_code="QZ-1", assigned=True)
