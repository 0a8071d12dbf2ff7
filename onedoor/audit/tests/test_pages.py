"""The auditor's page: theirs alone, searchable by day, act, staff number and case; it names no party."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from onedoor.audit.actions import Kind, note, note_read
from onedoor.audit.models import AccessLog
from onedoor.audit.queries import PAGE, staff_number


@pytest.fixture
def auditor(town, client):
    return town.login(client, town.actor("auditor"))


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


def codes(page) -> list[str]:
    return re.findall(r'class="code">(QZ-[^<]*)<', page.content.decode())


def test_the_log_is_the_auditors_alone(town, client):
    answers = {
        kind: town.login(client, town.actor(kind)).get(reverse("audit:log")).status_code
        for kind in ("clerk", "leader", "auditor")
    }
    assert answers == {"clerk": 403, "leader": 403, "auditor": 200}


def test_rows_are_found_by_each_condition(auditor, clerk, town):
    handler = town.actor("handler")
    with time_machine.travel("2026-03-01T10:00+08:00"):
        note_read(by=clerk, person_ids=[uuid4()], case_code="QZ-1")
    with time_machine.travel("2026-03-02T10:00+08:00"):
        note(Kind.REVEAL, by=handler, subjects=[uuid4()], fields=["phone"], purpose="P01", case_code="QZ-2")
    days = {"since": "2026-03-01", "until": "2026-03-02"}
    found = {
        str(more): codes(auditor.get(reverse("audit:log"), {**days, **more}))
        for more in (
            {},
            {"until": "2026-03-01"},
            {"since": "2026-03-02"},
            {"kind": "reveal"},
            {"staff": staff_number(clerk.staff.pk)},
            {"staff": handler.staff.username.upper()},
            {"case_code": "qz-1"},
            {"case_code": "QZ-3"},
        )
    }
    assert list(found.values()) == [
        ["QZ-2", "QZ-1"],
        ["QZ-1"],
        ["QZ-2"],
        ["QZ-2"],
        ["QZ-1"],
        ["QZ-2"],
        ["QZ-1"],
        [],
    ]


def test_pages_follow_each_other_without_gap_or_repeat(auditor, clerk):
    for n in range(PAGE * 2 + 5):
        note_read(by=clerk, person_ids=[], case_code=f"QZ-{n}")
    url, seen = reverse("audit:log") + "?kind=read", []
    while url:
        page = auditor.get(url)
        seen += codes(page)
        onward = re.search(r'href="(\?[^"]*before=[^"]*)"[^>]*rel="next"', page.content.decode())
        url = onward and reverse("audit:log") + onward[1].replace("&amp;", "&")
    assert seen == [f"QZ-{n}" for n in reversed(range(PAGE * 2 + 5))]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "2026-03-02", "until": "2026-03-01"}, "开始日期不能晚于结束日期"),
        ({"since": "2020-01-01", "until": "2026-03-01"}, "一次最多查一年"),
        ({"since": "0001-01-01", "until": "0001-01-02"}, "日期应在2000年至2100年之间"),
        ({"since": "9999-12-30", "until": "9999-12-31"}, "日期应在2000年至2100年之间"),
        ({"staff": "9" * 30}, "没有这个工号或用户名"),
        ({"staff": "999999"}, "没有这个工号或用户名"),
        ({"since": "昨天"}, "since"),
    ],
)
def test_a_bad_condition_is_told_and_kept(auditor, asked, words):
    page = auditor.get(reverse("audit:log"), asked)
    assert (page.status_code, words in page.content.decode()) == (422, True)


def test_a_meaningless_page_key_begins_at_the_top(auditor, clerk):
    note_read(by=clerk, person_ids=[], case_code="QZ-1")
    assert codes(auditor.get(reverse("audit:log"), {"before": "no-key"})) == ["QZ-1"]


def test_looking_at_the_log_is_logged(auditor, town):
    auditor.get(reverse("audit:log"), {"case_code": "QZ-1"})
    row = AccessLog.objects.get(kind="search")
    assert (row.staff.username, row.fields, row.purpose, row.case_code) == ("hanmei", "log", "P14", "QZ-1")


def test_the_page_takes_few_queries_whatever_it_shows(auditor, clerk, django_assert_max_num_queries):
    for n in range(PAGE):
        note_read(by=clerk, person_ids=[uuid4()], case_code=f"QZ-{n}")
    with django_assert_max_num_queries(12):
        auditor.get(reverse("audit:log"))
