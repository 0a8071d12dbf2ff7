from datetime import datetime

import pytest
import time_machine
from django.utils import translation
from django.utils.timezone import get_default_timezone

from onedoor.cases import clocks
from onedoor.cases.clocks import Limit
from onedoor.cases.explaining import clock_state, due_state, explain
from onedoor.cases.models import Case
from onedoor.worktime import counting
from onedoor.worktime.counting import CALENDAR, HOURS, MINUTES, WORKING, Special, Table
from onedoor.worktime.notices import take_in

pytestmark = pytest.mark.django_db
TZ = get_default_timezone()
PROMISE = Limit("promise", "承诺办理期限", 5, WORKING, "本区服务承诺", since="交办", most_days=30)
HANDLE = Limit(
    "handle", "法定办理期限", 60, CALENDAR, "《信访工作条例》第三十四条", since="受理", most_extra=30
)
ASK = Limit("ask", "可申请复查", 30, CALENDAR, since="答复", warn_days=0, roll_forward=True, is_duty=False)
URGENT = Limit("call", "应急响应", 4, HOURS, since="吹哨")


def moment(*ymdhm):
    return datetime(*ymdhm, tzinfo=TZ)


def at(*ymdhm):
    return time_machine.travel(moment(*ymdhm), tick=False)


@pytest.fixture(autouse=True)
def calendar(db):
    for year in (2024, 2025, 2026):
        take_in(year)


@pytest.fixture
def case(town):
    return Case.objects.create(
        code="1", title="路灯不亮", region=town.grid, region_path=town.grid.path, opened_at=moment(2026, 3, 2)
    )


def test_a_promise_over_the_national_day_names_the_holiday_and_the_moved_saturday(case):
    with at(2026, 9, 30, 16, 40):
        clock = clocks.start(case, PROMISE)
    assert explain(clock).sentence == (
        "2026年9月30日周三16:40交办；5个工作日；跳过10月1日至7日（国庆节）；10月10日为调休上班；10月13日24时到期。"
    )


def test_the_example_of_a_thursday_reaches_the_sixteenth_of_october_with_eleven_days(case):
    """周四16:40交办 … 10月16日24时到期: in 2026 the Mid-autumn days lie on this way too, and it takes eleven working days."""
    with at(2026, 9, 24, 16, 40):
        clock = clocks.start(case, PROMISE, days=11)
    assert explain(clock).parts == (
        "2026年9月24日周四16:40交办",
        "11个工作日",
        "跳过9月25日至27日（中秋节）",
        "跳过10月1日至7日（国庆节）",
        "10月10日为调休上班",
        "10月16日24时到期",
    )
    assert explain(clock).notes == ("交办当日不计入。", "依据：本区服务承诺。")


def test_a_clock_without_holidays_says_so_by_saying_nothing_of_them(case):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, PROMISE)
    assert explain(clock).sentence == "2026年3月2日周一09:00交办；5个工作日；3月9日24时到期。"


def test_a_right_that_ends_in_a_holiday_says_how_it_is_carried_over(case):
    with at(2026, 1, 22, 9):
        clock = clocks.start(case, ASK)
    assert explain(clock).sentence == (
        "2026年1月22日周四09:00答复；30日；最后一日2月21日不上班，顺延至2月24日；2月24日24时到期。"
    )


def test_hours_are_told_to_the_minute(case):
    with at(2026, 3, 2, 22, 15):
        clock = clocks.start(case, URGENT)
    assert explain(clock).sentence == "2026年3月2日周一22:15吹哨；4小时；3月3日02:15到期。"
    assert explain(clock).notes == ()


def test_pauses_and_extensions_stand_in_their_order_with_their_reasons(case):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, HANDLE)
    with at(2026, 3, 9, 9, 30):
        clocks.pause(case, "handle", reason="等待鉴定")
    clock.refresh_from_db()
    assert explain(clock).parts[-2:] == (
        "3月9日09:30中止计时（等待鉴定）",
        "现正中止计时，恢复后重新计算到期时间",
    )
    with at(2026, 3, 19, 15):
        clocks.resume(case, "handle")
    with at(2026, 4, 1, 10):
        clocks.extend(case, "handle", 30, reason="案情复杂")
    clock.refresh_from_db()
    assert explain(clock).parts == (
        "2026年3月2日周一09:00受理",
        "60日",
        "3月9日09:30中止计时（等待鉴定）",
        "3月19日15:00恢复计时，补回10日",
        "4月1日10:00批准延长30日（案情复杂）",
        "6月10日24时到期",
    )


def test_a_date_of_a_year_without_notice_is_said_to_be_provisional(case):
    with at(2026, 12, 28, 9):
        clock = clocks.start(case, PROMISE)
    told = explain(clock)
    assert told.parts[-2:] == ("跳过1月1日（元旦）", "2027年1月5日24时到期")
    assert told.notes[-1] == "2027年的放假通知尚未公布，到期日为暂定；通知公布后只会推后，不会提前。"
    assert clock_state(clock, moment(2026, 12, 29, 9)).words == "还剩4个工作日（暂定）"


def test_a_date_kept_because_people_were_told_of_it_is_explained(case):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, PROMISE)
    saturday = {datetime(2026, 3, 7).date(): Special(True, "临时调休", "district")}
    told = explain(clock, Table(saturday, frozenset({2026})))
    assert told.parts[2] == "3月7日为调休上班"
    assert told.notes[-1] == "日历后来有变动，按新日历为3月7日24时到期；已经告知的到期日不提前。"


def test_a_day_that_the_district_works_is_named_as_it_named_it(case):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, PROMISE)
    saturday = {datetime(2026, 3, 7).date(): Special(True, "集中接访日", "district")}
    assert explain(clock, Table(saturday, frozenset({2026}))).parts[2] == "3月7日上班（集中接访日）"


def test_what_is_done_says_when_and_whether_in_time(case):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, PROMISE)
    with at(2026, 3, 12, 9, 5):
        clocks.stop(case, "promise")
    clock.refresh_from_db()
    assert explain(clock).notes[-1] == "3月12日09:05完成，超期完成。"
    assert clock_state(clock) == ("done", "超期完成")


def test_an_explanation_costs_one_query_beside_the_calendar(case, django_assert_num_queries):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, PROMISE)
    table = counting.table()
    with django_assert_num_queries(1):
        explain(clock, table)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ((2026, 9, 30, 17), ("ok", "还剩5个工作日")),
        ((2026, 10, 12, 9), ("near", "还剩1个工作日")),
        ((2026, 10, 13, 23, 59), ("near", "今天24时到期")),
        ((2026, 10, 14, 0), ("late", "已超期1天")),
        ((2026, 10, 16, 12), ("late", "已超期3天")),
    ],
)
def test_a_clock_in_a_list_says_what_is_left(case, now, state):
    with at(2026, 9, 30, 16, 40):
        clock = clocks.start(case, PROMISE)
    assert clock_state(clock, moment(*now)) == state
    assert due_state(clock.due_at, moment(*now)) == state


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ((2026, 3, 2, 22, 30), ("near", "还剩4小时")),
        ((2026, 3, 3, 0, 10), ("near", "今天02:15到期")),
        ((2026, 3, 3, 3, 20), ("late", "已超期2小时")),
        ((2026, 3, 4, 9), ("late", "已超期1天")),
    ],
)
def test_an_hours_clock_in_a_list_says_what_is_left(case, now, state):
    with at(2026, 3, 2, 22, 15):
        clock = clocks.start(case, URGENT)
    assert clock_state(clock, moment(*now)) == state


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ((2026, 3, 2, 22, 20), ("near", "还剩25分钟")),
        ((2026, 3, 2, 22, 44, 30), ("near", "还剩1分钟")),
        ((2026, 3, 2, 22, 50), ("late", "已超期5分钟")),
        ((2026, 3, 2, 23, 50), ("late", "已超期2小时")),
        ((2026, 3, 3, 9), ("late", "已超期1天")),
    ],
)
def test_a_minutes_clock_in_a_list_says_what_is_left(case, now, state):
    with at(2026, 3, 2, 22, 15):
        clock = clocks.start(case, Limit("call", "应哨答复", 30, MINUTES, since="吹哨", warn_days=10))
    assert clock_state(clock, moment(*now)) == state
    assert explain(clock).sentence == "2026年3月2日周一22:15吹哨；30分钟；3月2日22:45到期。"


def test_a_paused_clock_and_no_clock_have_words_of_their_own(case):
    with at(2026, 3, 2, 9):
        clocks.start(case, PROMISE)
        clock = clocks.pause(case, "promise", reason="等待材料")
    assert clock_state(clock) == ("paused", "中止计时：等待材料")
    assert due_state(None) == ("done", "无期限")


def test_a_clock_that_ends_on_a_sunday_counts_plain_days_when_no_working_day_is_left(case):
    assert due_state(moment(2026, 3, 16), moment(2026, 3, 13, 9)) == ("ok", "还剩2天")


def test_the_weekday_is_said_in_the_readers_language(case):
    with at(2026, 9, 30, 16, 40):
        clock = clocks.start(case, PROMISE)
    with translation.override("en"):
        assert "Wed" in explain(clock).parts[0]


def test_units_that_had_it_in_turn_are_told_once(case, town):
    with at(2026, 9, 21, 9):
        clocks.start(case, PROMISE, org=town.water)
    for day, unit in ((22, town.housing), (23, town.labour)):
        with at(2026, 9, day, 9):
            clocks.hand_over(case, "promise", to=unit)
    told = explain(case.deadlines.get()).sentence
    assert (told.count("改由其他单位承担"), "9月23日09:00改由其他单位承担" in told) == (1, True)
