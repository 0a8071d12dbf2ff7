from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onedoor.worktime import counting
from onedoor.worktime.models import SpecialDay
from onedoor.worktime.notices import take_in

pytestmark = pytest.mark.django_db
OWN = {"date": "2026-10-08", "is_workday": "rest", "name": "全区停电检修", "reason": "区政府通告"}


@pytest.fixture(autouse=True)
def year_2026():
    take_in(2026)


@pytest.fixture
def keeper(client, town):
    return town.login(client, town.actor_with("worktime.edit"))


@pytest.fixture
def clerk(client, town):
    return town.login(client, town.actor("clerk"))


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("year", [2019, 2100, 10**9, 10**30])
def test_no_notice_is_confirmed_for_a_year_that_has_no_calendar(keeper, year):
    told = {"source": "国办发明电〔2025〕7号", "reason": "已逐日录入并核对"}
    assert keeper.post(f"/calendar/{year}/publish/", told).status_code == 404


def test_a_year_shows_its_holidays_its_moved_days_and_its_notice(clerk):
    page = text(clerk.get("/calendar/2026/"))
    assert page.count('data-sort="rest"') == 33 + 1
    assert page.count('data-sort="makeup"') == 6 + 1
    assert page.count('class="month"') == 12
    assert "国办发明电〔2025〕7号" in page
    assert "全年248个工作日" in page


def test_a_year_without_notice_says_that_its_dates_are_provisional(clerk):
    page = text(clerk.get("/calendar/2027/"))
    assert "2027年的放假通知尚未公布" in page
    assert page.count('data-sort="rest"') == 13 + 1


def test_the_first_page_is_the_running_year(clerk, time_machine):
    time_machine.move_to("2026-05-01T09:00:00+08:00")
    assert "2026年工作日历" in text(clerk.get("/calendar/"))


def test_a_year_out_of_the_book_is_not_found(clerk):
    assert clerk.get("/calendar/1999/").status_code == 404


def test_who_does_not_keep_the_calendar_sees_no_form_and_may_not_post(clerk):
    assert "设定本区的休息日或上班日" not in text(clerk.get("/calendar/2026/"))
    assert clerk.post("/calendar/2026/day/", OWN).status_code == 403
    assert not SpecialDay.objects.filter(source="district").exists()


def test_the_keeper_sets_a_day_and_takes_it_back_and_both_are_on_record(keeper):
    page = text(keeper.post("/calendar/2026/day/", OWN, follow=True))
    assert "已设定2026-10-08：全区停电检修。" in page
    assert "区政府通告" in page
    assert not counting.is_workday(date(2026, 10, 8))
    page = text(keeper.post("/calendar/2026-10-08/remove/", {"reason": "检修取消"}, follow=True))
    assert "检修取消" in page
    assert "这一年没有自定的日期" in page
    assert counting.is_workday(date(2026, 10, 8))


def test_a_bad_day_keeps_what_was_typed_and_says_what_is_wrong(keeper):
    assert "2000年至2100年" in text(keeper.post("/calendar/2026/day/", OWN | {"date": "9999-12-31"}))
    answer = keeper.post("/calendar/2026/day/", OWN | {"date": "2026-02-30", "name": "停电"})
    assert answer.status_code == 422
    assert 'value="停电"' in text(answer)
    assert "2026-02-30" in text(answer)


def test_taking_back_without_a_reason_is_refused(keeper):
    keeper.post("/calendar/2026/day/", OWN)
    assert keeper.post("/calendar/2026-10-08/remove/", {"reason": ""}).status_code == 422
    assert keeper.post("/calendar/2026-10-10/remove/", {"reason": "误操作"}).status_code == 404
    assert SpecialDay.objects.filter(source="district").count() == 1


def test_a_year_typed_in_by_hand_is_confirmed_by_its_notice(keeper):
    facts = {"source": "国办发明电〔2026〕9号", "reason": "已逐日录入并核对"}
    page = text(keeper.post("/calendar/2027/publish/", facts, follow=True))
    assert "依据：国办发明电〔2026〕9号。" in page
    assert keeper.post("/calendar/2027/publish/", facts).status_code == 409
    assert keeper.post("/calendar/2028/publish/", {"reason": "x"}).status_code == 422


def test_a_year_costs_the_same_queries_with_one_and_with_three_days_of_its_own(keeper):
    costs = []
    for day in (8, 9, 12):
        keeper.post("/calendar/2026/day/", OWN | {"date": f"2026-10-{day:02}"})
        keeper.get("/calendar/2026/")
        with CaptureQueriesContext(connection) as queries:
            keeper.get("/calendar/2026/")
        costs.append(len(queries))
    assert costs == [costs[0]] * 3
