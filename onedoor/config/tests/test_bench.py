"""The bench's own arithmetic; nothing here looks at a clock."""

import json
import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from onedoor.config.bench.bare import Script, plain, quoted
from onedoor.config.bench.client import length_of, wire
from onedoor.config.bench.figures import Figure, Goal, percentile, rounded

ONE, OTHER = UUID("019ab000-0000-7000-8000-000000000001"), UUID("019ab000-0000-7000-8000-000000000002")


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([5], 0.95, 5),
        ([3, 1, 2], 0.5, 2),
        ([4, 3, 2, 1], 0.5, 2),
        (list(range(1, 101)), 0.95, 95),
        (list(range(1, 21)), 0.95, 19),
        ([1, 2], 1, 2),
    ],
)
def test_a_percentile_is_the_nearest_rank(values, share, expected):
    assert percentile(values, share) == expected


def test_no_values_have_no_percentile():
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_a_figure_says_its_median_its_spread_and_its_bound():
    goal = Goal(0.1, "ratio", at_least=True, stretch=0.15)
    figure = Figure("intake", "requests/s", [90.0, 123.456, 200.0], "bare SQL", [900.0, 1000.0, 1100.0], goal)
    assert json.loads(figure.line()) == {
        "figure": "intake",
        "unit": "requests/s",
        "median": 123.0,
        "min": 90.0,
        "max": 200.0,
        "repeats": 3,
        "bound": {"what": "bare SQL", "median": 1000.0},
        "ratio": 0.123,
        "goal": "ratio ≥ 0.1 (stretch ≥ 0.15)",
        "met": True,
    }


@pytest.mark.parametrize(
    ("goal", "values", "met"),
    [
        (Goal(2), [1.9, 2.0, 9.0], True),
        (Goal(2), [2.1], False),
        (Goal(334, at_least=True), [333.0], False),
        (Goal(334, at_least=True), [400.0], True),
        (Goal(0.9, "ratio", at_least=True), [1.0], None),
        (None, [1.0], None),
    ],
)
def test_a_goal_is_met_missed_or_not_to_be_judged(goal, values, met):
    assert Figure("x", "ms", values, goal=goal).said()["met"] is met


def test_rounding_keeps_three_digits():
    assert [rounded(value) for value in (12345.6, 0.012345, 0, 7)] == [12300.0, 0.0123, 0.0, 7.0]


def scripted(*sent) -> str:
    return Script([(sql, list(params)) for sql, params in sent], unit="007").text


def test_reads_are_left_out_and_the_counters_answer_is_kept():
    text = scripted(
        ("SELECT 1", ()),
        ("INSERT INTO d (u) VALUES ($1) RETURNING last", ("007",)),
        ("UPDATE r SET a = $1 WHERE id = $2", ('{"cases": []}', 5)),
    )
    lines = text.splitlines()
    assert lines[1:3] == ["BEGIN;", "INSERT INTO d (u) VALUES ('b' || :client_id) RETURNING last \\gset"]
    assert lines[3] == "UPDATE r SET a = ('{\"cases\"' || chr(58) || ' []}')::jsonb WHERE id = 5;"
    assert lines[4] == "END;"


def test_keys_and_codes_are_new_each_time_and_agree_with_each_other():
    text = scripted(
        ("INSERT INTO c SELECT * FROM unnest($1::uuid[], $2::text[])", (f"{{{ONE}}}", '{"261123-007-0001"}')),
        ("INSERT INTO m (case_id, about) VALUES (%s, %s)", (ONE, f"matter:{ONE}")),
    )
    assert str(ONE) not in text
    assert "261123-007" not in text
    assert text.count(":n::bigint * 1000 + 0)") == 3
    assert text.count(":last::bigint + 0)") == 1


def test_a_column_of_keys_in_a_row_is_told_in_one_expression():
    text = scripted(
        ("INSERT INTO c SELECT * FROM unnest($1::uuid[], $2::text[])", (f"{{{ONE},{OTHER}}}", "{a,b}"))
    )
    assert "* 1000 + 0 + g)" in text
    assert "generate_series(0, 1)" in text
    assert "'{a,b}'" in text


def test_keys_out_of_order_are_refused():
    with pytest.raises(ValueError, match="do not follow"):
        scripted(("INSERT INTO c VALUES ($1::uuid[])", (f"{{{ONE},{ONE}}}",)))


def test_no_colon_is_left_in_a_literal():
    told = quoted(plain(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))) + quoted("it's 09:30")
    assert re.findall(r"(?<!:):(?!:)", told) == []
    assert quoted("it's 09:30") == "'it''s 09' || chr(58) || '30'"


def test_a_request_is_written_as_http_has_it():
    order = {"host": "127.0.0.1", "port": 80}
    head, body, keyed = wire(
        order, {"method": "POST", "path": "/x", "headers": {"A": "b"}, "body": "字", "keyed": True}
    )
    assert head == b"POST /x HTTP/1.1\r\nHost: 127.0.0.1:80\r\nA: b\r\nContent-Length: 3\r\n"
    assert (body, keyed) == ("字".encode(), True)
    assert length_of(b"HTTP/1.1 201 Created\r\ncontent-length: 42\r\nx: y") == 42
    with pytest.raises(ValueError, match="Content-Length"):
        length_of(b"HTTP/1.1 200 OK")
