"""The hall's figures are counted from periods, and lead to nobody."""

import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.hall import actions
from onedoor.hall.models import Rating
from onedoor.hall.queries.figures import Spread, figures


@pytest.fixture(autouse=True)
def nine():
    with time_machine.travel("2026-11-23 09:00:00+08:00") as clock:
        yield clock


def served(window, clerk, nine, minutes):
    ticket = actions.serve(actions.call_next(window, by=clerk), by=clerk)
    nine.shift(timedelta(minutes=minutes))
    return actions.finish(ticket, by=clerk)


@pytest.fixture
def busy(hall, nine):
    """Three come for intake and are served after 10, 20, 30 minutes; one of them goes on to advice; one is missed."""
    window, clerk = hall.seat(1)
    for n in range(2):
        hall.comes(people=n + 1)
    hall.comes(hall.intake, hall.advice)
    missed = hall.comes()
    for _n in range(3):
        nine.shift(timedelta(minutes=5))
        served(window, clerk, nine, 5)
    actions.miss(actions.call_next(window, by=clerk), by=clerk)
    actions.leave(missed, by=clerk)
    third, lawyer = hall.seat(3)
    served(third, lawyer, nine, 20)
    return hall


def test_what_happened_is_counted(busy):
    today = timezone.localdate()
    told = figures(busy.centre, today, today)
    assert (told.all.visits, told.all.people, told.all.missed, told.all.moved, told.all.turned) == (
        4,
        5,
        1,
        1,
        0,
    )
    intake, advice = told.services
    assert (sorted(round(m) for m in intake.waiting.minutes), round(intake.waiting.middle)) == (
        [5, 15, 25, 30],
        20,
    )
    assert ([round(m) for m in intake.serving.minutes], [round(m) for m in advice.serving.minutes]) == (
        [5, 5, 5],
        [20],
    )
    assert [(line.name, line.visits) for line in told.hours] == [("9:00—10:00", 4)]
    assert (told.one_stop, told.ended) == (2, 3)


def test_nine_of_ten_is_the_nearest_rank():
    assert Spread([float(n) for n in range(1, 11)]).most == 9
    assert Spread([3.0]).most == 3
    assert Spread().most is None


def test_few_ratings_are_not_shown_and_many_are(hall):
    today = timezone.localdate()
    for stars in (3, 3, 2, 1):
        Rating.objects.create(service=hall.intake, week=today, stars=stars, manners=["water"])
    told = figures(hall.centre, today, today)
    assert (told.opinions, told.hidden) == ([], 1)
    Rating.objects.create(service=hall.intake, week=today, stars=3)
    (shown,) = figures(hall.centre, today, today).opinions
    assert (shown.count, shown.good, shown.fair, shown.poor, shown.manners) == (5, 3, 1, 1, [("一杯热水", 4)])


def test_the_page_shows_them_and_the_sheet_is_logged(client, busy):
    busy.town.login(client, busy.town.actor("leader"))
    page = client.get(reverse("hall:figures"))
    assert (page.status_code, "九成在" in page.content.decode()) == (200, True)
    answer = client.get(reverse("hall:figures_sheet"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["按业务"]
    assert [row[1].value for row in sheet.iter_rows(min_row=3)] == [4, 1, 4]
    assert AccessLog.objects.filter(kind="export", reason__contains="导出大厅统计").count() == 1


def test_an_empty_span_and_a_wrong_one_say_so(client, hall):
    hall.town.login(client, hall.town.actor("leader"))
    assert "没有人来" in client.get(reverse("hall:figures")).content.decode()
    wrong = client.get(reverse("hall:figures"), {"since": "2026-11-20", "until": "2026-11-01"})
    assert (wrong.status_code, "不能早于" in wrong.content.decode()) == (422, True)
    assert client.get(reverse("hall:figures_sheet"), {"since": "x"}).status_code == 422
