import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DataError, IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from onedoor.kit import rows
from onedoor.kit.prepared import Question, sent

pytestmark = pytest.mark.django_db


def permission() -> Question:
    return Question(lambda name: Permission.objects.filter(codename=name).select_related("content_type"))


def test_a_question_finds_the_object_with_its_kin_and_asks_for_no_more():
    asked, kind = permission(), ContentType.objects.get_for_model(Group)
    found = [asked.first("add_group"), asked.first("add_group"), asked.first("view_group")]
    with CaptureQueriesContext(connection) as captured:
        assert [one.content_type for one in found] == [kind] * 3
    assert found[0] == Permission.objects.get(codename="add_group")
    assert found[2].codename == "view_group"
    assert len(captured) == 0


def test_a_question_without_an_answer_is_nothing():
    assert permission().first("there is none") is None


def test_a_question_is_compiled_again_when_its_version_changes():
    made = []

    def ask(name):
        made.append(name)
        return Group.objects.filter(name=name)

    asked = Question(ask)
    for day in (1, 1, 2, 2):
        asked.first("x", day)
    assert made == ["?", "?"]


def test_what_is_sent_is_counted_where_questions_are_counted(django_assert_num_queries):
    with django_assert_num_queries(1), sent("SELECT %s::int + 1 WHERE '%%' = '%%'", [41]) as cursor:
        assert cursor.fetchall() == [(42,)]


def test_an_error_of_the_server_is_django_s():
    Group.objects.create(id=7, name="甲")
    with pytest.raises(IntegrityError):
        rows.insert([Group(id=7, name="乙")])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", "a\"b\\c{d},e\n'f NULL"),
        ("text", "NULL"),
        ("text", ""),
        ("text", None),
        ("bytea", b'\x00\\"\xff'),
        ("boolean", True),
        ("integer", -3),
        ("double precision", 0.1 + 0.2),
        ("uuid", UUID(int=7)),
        ("timestamp with time zone", datetime(2026, 3, 2, 1, 2, 3, 456, tzinfo=UTC)),
        ("jsonb", {"a": ['"', "\\", None, 1]}),
    ],
)
def test_a_value_comes_back_from_an_array_as_it_went_in(kind, value):
    array = rows.array([value, None], rows.WRITTEN.get(kind, rows.quoted))
    with sent(f"SELECT (%s::{kind}[])[1], (%s::{kind}[])[2]", [array, array]) as cursor:
        (back,) = cursor.fetchall()
    # The driver leaves JSON to Django's fields, and bytes in the buffer they came in.
    read = {"jsonb": json.loads, "bytea": bytes}.get(kind, lambda told: told)
    assert (read(back[0]), back[1]) == (value, None)


def test_what_is_too_long_is_refused_not_cut():
    with pytest.raises(DataError):
        rows.insert([Group(id=8, name="长" * 151)])


def test_rows_of_two_tables_are_written_at_once_and_count_as_saved():
    kind = ContentType.objects.get_for_model(Group)
    group, right = (
        Group(id=9, name='引号"与\\'),
        Permission(id=99_999, name="n", codename="c", content_type=kind),
    )
    rows.insert([group], [], [right])
    assert (Group.objects.get(pk=9).name, right._state.adding) == ('引号"与\\', False)


def test_a_twin_is_a_row_of_its_own():
    kind = ContentType.objects.get_for_model(Group)
    first = Permission(id=99_997, name="n", codename="a", content_type=kind)
    other = rows.twin(first, id=99_998, codename="b")
    rows.insert([first, other])
    assert (first.codename, first.content_type, other.content_type) == ("a", kind, kind)
    assert set(Permission.objects.filter(id__gte=99_997).values_list("codename", flat=True)) == {"a", "b"}


def test_a_question_finds_several_in_their_order():
    kind = ContentType.objects.get_for_model(Group)
    asked = Question(lambda pk: Permission.objects.filter(content_type=pk).order_by("-codename"), mark=-1)
    expected = list(Permission.objects.filter(content_type=kind).order_by("-codename"))
    assert asked.all(kind.pk) == expected
    assert (asked.first(kind.pk), len(expected)) == (expected[0], 4)
