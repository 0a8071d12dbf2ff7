from datetime import date, datetime

import pytest
import time_machine
from django.utils.timezone import get_default_timezone

from onedoor.cases import clocks
from onedoor.cases.clocks import Limit
from onedoor.cases.explaining import explain
from onedoor.cases.models import Case
from onedoor.cases.recounting import recount
from onedoor.cases.ringing import ring_all
from onedoor.cases.timeline import is_intact
from onedoor.worktime.counting import CALENDAR, WORKING
from onedoor.worktime.models import SpecialDay
from onedoor.worktime.notices import publish, take_in

pytestmark = pytest.mark.django_db
TZ = get_default_timezone()
PROMISE = Limit("promise", "承诺办理期限", 5, WORKING, since="交办")
HANDLE = Limit("handle", "法定办理期限", 60, CALENDAR, since="受理")


def at(*ymdhm):
    return time_machine.travel(datetime(*ymdhm, tzinfo=TZ), tick=False)


@pytest.fixture(autouse=True)
def calendar(db):
    take_in(2026)


@pytest.fixture
def case(town):
    return Case.objects.create(
        code="1",
        title="t",
        region=town.grid,
        region_path=town.grid.path,
        opened_at=datetime(2026, 3, 2, tzinfo=TZ),
    )


def arrange_2027(*special):
    for day, is_workday, name in special:
        SpecialDay.objects.create(date=day, is_workday=is_workday, name=name)
    publish(2027, "国办发明电〔2026〕9号")


NEW_YEAR = [(date(2027, 1, day), False, "元旦") for day in (1, 2, 3)]


def test_a_notice_that_gives_more_rest_moves_the_date_later_and_says_so(case, town):
    with at(2026, 12, 28, 9):
        clock = clocks.start(case, PROMISE)
    assert (clock.due_at, clock.provisional) == (datetime(2027, 1, 6, tzinfo=TZ), True)
    arrange_2027(*NEW_YEAR, (date(2027, 1, 4), False, "元旦"))
    with at(2026, 12, 29, 2, 30):
        assert recount(by=town.system) == [clock]
        assert recount(by=town.system) == []
    clock.refresh_from_db()
    case.refresh_from_db()
    assert (clock.due_at, clock.provisional) == (datetime(2027, 1, 7, tzinfo=TZ), False)
    assert case.due_at == clock.due_at
    assert explain(clock).parts[-3:] == (
        "12月29日02:30因日历变动重新计算，推后至1月6日24时",
        "跳过1月1日至4日（元旦）",
        "2027年1月6日24时到期",
    )
    assert case.events.get().label == "期限重算"
    assert is_intact(case)


def test_a_notice_that_gives_less_rest_never_moves_the_date_earlier(case, town):
    with at(2026, 12, 28, 9):
        clock = clocks.start(case, PROMISE)
    arrange_2027(*NEW_YEAR[:2], (date(2027, 1, 3), True, "元旦调休"))
    with at(2026, 12, 29, 2, 30):
        assert recount(by=town.system) == []
    clock.refresh_from_db()
    assert (clock.due_at, clock.provisional) == (datetime(2027, 1, 6, tzinfo=TZ), False)
    assert case.events.count() == 0
    assert explain(clock).notes[-1] == "日历后来有变动，按新日历为1月4日24时到期；已经告知的到期日不提前。"


def test_clocks_that_do_not_rest_on_the_calendar_or_have_ended_are_left_alone(case, town):
    with at(2026, 12, 28, 9):
        clocks.start(case, HANDLE)
        ended = clocks.start(case, PROMISE)
        clocks.stop(case, "promise")
    arrange_2027(*NEW_YEAR, (date(2027, 1, 4), False, "元旦"))
    with at(2026, 12, 29):
        assert recount(by=town.system) == []
    ended.refresh_from_db()
    assert ended.due_at == datetime(2027, 1, 6, tzinfo=TZ)


def test_a_paused_clock_is_counted_anew_and_stays_silent(case, town):
    with at(2026, 12, 28, 9):
        clocks.start(case, PROMISE)
        clock = clocks.pause(case, "promise", reason="等待材料")
    arrange_2027(*NEW_YEAR, (date(2027, 1, 4), False, "元旦"))
    with at(2026, 12, 28, 12):
        assert recount(by=town.system) == [clock]
    clock.refresh_from_db()
    assert (clock.state, clock.alarm_at) == ("paused", None)


def test_every_ring_stands_on_the_timeline_and_the_chain_holds(case, town):
    with at(2026, 3, 2, 9):
        clocks.start(case, PROMISE)
        clocks.start(case, Limit("sign", "签收", 1, WORKING, warn_days=0))
    with at(2026, 3, 6, 9):
        assert ring_all(by=town.system) == 2
        assert ring_all(by=town.system) == 0
    with at(2026, 3, 10, 0, 1):
        assert ring_all(by=town.system, batch=1) == 1
    assert [(event.seq, event.label, event.note) for event in case.events.order_by("seq")] == [
        (1, "已超期", "签收"),
        (2, "即将到期", "承诺办理期限"),
        (3, "已超期", "承诺办理期限"),
    ]
    assert is_intact(case)
