"""The year in figures, against rows counted by hand; and the spreadsheet that says what each column counts."""

import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from onedoor.aid import actions
from onedoor.aid.queries.yearly import COUNTED, year_of
from onedoor.aid.sheets import COLUMNS
from onedoor.aid.tests.conftest import row
from onedoor.aid.tests.test_custody import notified

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(room):
    """Nine applications and a notice, each with its fate."""
    officer, lawyer = room.officer, row(room.lawyer)
    with time_machine.travel("2026-03-02T09:00:00+08:00", tick=False) as clock:
        first, second = room.apply(groups=["migrant", "elder"]), room.apply(groups=["woman"])
        clock.shift(timedelta(days=4))
        actions.grant(first, by=officer)
        actions.decline(second, reason="不属于范围。", by=officer)
        clock.shift(timedelta(days=1))
        actions.object_(second, words="不服", by=officer)
        actions.overturn(second, reason="应当援助。", by=room.reviewer)
        actions.assign(second, lawyer=lawyer, by=officer)
        actions.assign(first, lawyer=lawyer, by=officer)
        actions.take_up(first, by=room.lawyer)
        actions.close(first, result="裁决支付。", by=room.lawyer)
        actions.rate(first, stars=4, by=officer)
        actions.terminate(second, ended_for="own", by=officer)
        actions.withdraw(room.apply(), why="own", reason="本人撤回。", by=officer)
        actions.decline(room.apply(kind="pension"), reason="不属于范围。", by=officer)
        actions.advance(room.apply(urgency="expiring", papers=[]), by=officer)
        room.apply(kind="defence")
        notified(room)
        actions.advise(room.asked(), by=officer)
    with time_machine.travel("2025-06-02T09:00:00+08:00", tick=False):
        actions.decline(room.apply(), reason="去年的。", by=officer)
    return year_of(room.officer, 2026)


def line(told, name):
    return next(dict(vars(one)) for one in (*told.kinds, told.criminal, told.civil) if one.name == name)


def test_every_figure_is_that_of_the_rows_counted_by_hand(told):
    labour = line(told, "请求确认劳动关系或者支付劳动报酬")
    del labour["name"]
    assert labour == {
        **{"applied": 4, "granted": 2, "declined": 1, "notified": 0, "assigned": 2, "done": 1, "ended": 1},
        **{"withdrawn": 1, "objected": 1, "overturned": 1, "days": round((4 + 4 + 0) / 3, 1)},
    }
    criminal, civil = line(told, "刑事"), line(told, "民事、行政")
    assert (criminal["applied"], criminal["notified"], criminal["days"]) == (1, 1, None)
    assert (civil["applied"], civil["declined"]) == (5, 2)


def test_groups_advice_lawyers_and_ratings_are_counted_and_no_person_named(told):
    groups, advice = dict(told.groups), dict(told.advice)
    assert (groups["进城务工人员"], groups["老年人"], groups["妇女"], groups["残疾人"]) == (1, 1, 1, 0)
    assert (advice["劳动争议"], told.stars) == (1, [(4, 1)])
    assert told.lawyers["enrolled"] == 1
    assert (told.lawyers["given"], told.lawyers["assignments"]) == (1, 2)


def test_the_spreadsheet_says_what_each_column_counts_and_names_nobody(client, room, told):
    room.town.login(client, room.officer)
    answer = client.get(reverse("aid:year_sheet"), {"year": 2026})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    heads = [cell.value for cell in book["申请与决定"][1]]
    meanings = dict(book["口径"].iter_rows(min_row=2, values_only=True))
    assert [head for head in heads if not meanings.get(head)] == []
    assert {field for field, _name, _what in COLUMNS} == {*COUNTED, "name", "applied", "days"}
    said = {str(cell) for page in book for line in page.iter_rows(values_only=True) for cell in line}
    assert [name for name in ("周建国", "律师甲", "小李") if any(name in one for one in said)] == []


def test_the_page_shows_the_same_and_a_year_nobody_meant_is_this_one(client, room, told):
    room.town.login(client, room.officer)
    page = client.get(reverse("aid:year"), {"year": "2026"})
    assert [value for name, value in page.context["lines"][-1] if name == "申请"] == [5]
    assert client.get(reverse("aid:year"), {"year": "9999"}).context["told"].year == timezone.localdate().year
