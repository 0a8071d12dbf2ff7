from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils.timezone import get_default_timezone, localtime
from hypothesis import given
from hypothesis import strategies as st

from onedoor.cases import clocks
from onedoor.cases.clocks import Limit
from onedoor.cases.due import set_due
from onedoor.cases.models import Case, Deadline
from onedoor.kit.problems import NotNow, NotValid
from onedoor.worktime import counting
from onedoor.worktime.counting import CALENDAR, HOURS, MINUTES, WORKING
from onedoor.worktime.notices import take_in

pytestmark = pytest.mark.django_db
TZ = get_default_timezone()
PROMISE = Limit(
    "promise", "承诺办理期限", 5, WORKING, "本区服务承诺", since="交办", most_days=30, within="handle"
)
HANDLE = Limit(
    "handle",
    "法定办理期限",
    60,
    CALENDAR,
    "《信访工作条例》第三十四条",
    since="受理",
    warn_days=7,
    most_extra=30,
)
APPRAISED = Limit(
    "mediate", "医疗纠纷调解", 30, WORKING, "《医疗纠纷预防和处理条例》第三十八条", since="受理"
)
URGENT = Limit("call", "应急响应", 4, HOURS, since="吹哨")
WINDOW = Limit("window", "可反馈未解决", 15, CALENDAR, since="答复", warn_days=0, is_duty=False)


def at(*ymdhm):
    return time_machine.travel(datetime(*ymdhm, tzinfo=TZ), tick=False)


def last_day(clock) -> date:
    clock.refresh_from_db()
    moment = localtime(clock.due_at, TZ)
    assert (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment.date() - timedelta(days=1)


@pytest.fixture(autouse=True)
def calendar(db):
    for year in (2024, 2025, 2026):
        take_in(year)


@pytest.fixture
def case(town):
    return new_case(town, "1")


def new_case(town, code):
    region = town.grid
    return Case.objects.create(
        code=code,
        title="路灯不亮",
        region=region,
        region_path=region.path,
        opened_at=datetime(2026, 3, 2, tzinfo=UTC),
    )


def test_a_clock_is_due_at_the_end_of_its_last_day_and_the_case_knows(case):
    with at(2026, 2, 13, 16, 40):
        clock = clocks.start(case, PROMISE)
    assert last_day(clock) == date(2026, 2, 27)
    case.refresh_from_db()
    assert case.due_at == clock.due_at == datetime(2026, 2, 28, tzinfo=TZ)
    assert clocks.next_due(case) == clock


def test_the_hour_of_the_start_and_the_zone_of_the_server_do_not_matter(case):
    early, late = datetime(2026, 3, 2, 0, 5, tzinfo=TZ), datetime(2026, 3, 2, 23, 55, tzinfo=TZ)
    ends = {clocks.prepared(case, PROMISE, at=moment.astimezone(UTC)).due_at for moment in (early, late)}
    assert ends == {datetime(2026, 3, 10, tzinfo=TZ)}


def test_the_days_of_an_appraisal_do_not_count(case):
    """医疗纠纷预防和处理条例 第三十八条: thirty working days, forty days of appraisal not counted."""
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, APPRAISED)
        assert last_day(clock) == date(2026, 4, 14)
    with at(2026, 3, 9, 9):
        clocks.pause(case, "mediate", reason="医疗损害鉴定")
    with at(2026, 4, 18, 9):
        clock = clocks.resume(case, "mediate")
    # Five days used by 9 March; the other twenty-five begin after 18 April and pass over the first of May.
    assert last_day(clock) == counting.end_of(date(2026, 4, 18), 25) == date(2026, 5, 26)
    assert [(change.kind, change.days) for change in clock.changes.all()] == [("paused", 0), ("resumed", 28)]


def test_calendar_days_away_are_given_back_as_calendar_days(case):
    with at(2026, 3, 2, 9):
        clocks.start(case, HANDLE)
    with at(2026, 3, 9, 9):
        clocks.pause(case, "handle", reason="听证")
    with at(2026, 3, 19, 9):
        assert last_day(clocks.resume(case, "handle")) == date(2026, 5, 11)


def test_hours_run_to_the_minute_and_begun_hours_are_given_back_whole(case):
    with at(2026, 3, 2, 9, 20):
        assert clocks.start(case, URGENT).due_at == datetime(2026, 3, 2, 13, 20, tzinfo=TZ)
    with at(2026, 3, 2, 10):
        clocks.pause(case, "call", reason="等待消防到场")
    with at(2026, 3, 2, 11, 30):
        assert clocks.resume(case, "call").due_at == datetime(2026, 3, 2, 15, 20, tzinfo=TZ)


def test_minutes_run_by_the_clock_on_the_wall_and_warn_in_minutes(case):
    with at(2026, 3, 1, 23, 50):
        clock = clocks.start(case, Limit("call", "应哨答复", 30, MINUTES, since="吹哨", warn_days=10))
    assert clock.due_at == datetime(2026, 3, 2, 0, 20, tzinfo=TZ)
    assert clock.alarm_at == datetime(2026, 3, 2, 0, 10, tzinfo=TZ)
    with at(2026, 3, 2, 0, 5):
        clocks.pause(case, "call", reason="道路中断")
    with at(2026, 3, 2, 0, 8, 30):
        assert clocks.resume(case, "call").due_at == datetime(2026, 3, 2, 0, 24, tzinfo=TZ)


def test_a_paused_case_has_no_due_moment_until_it_goes_on(case):
    with at(2026, 3, 2, 9):
        clocks.start(case, HANDLE)
        clocks.pause(case, "handle", reason="鉴定")
        case.refresh_from_db()
        assert case.due_at is None
        clocks.resume(case, "handle")
        case.refresh_from_db()
        assert case.due_at == datetime(2026, 5, 2, tzinfo=TZ)


def test_an_extension_is_granted_once_and_by_no_more_than_the_law_allows(case):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, HANDLE)
        with pytest.raises(NotValid, match="最多延长30日（《信访工作条例》第三十四条）"):
            clocks.extend(case, "handle", 31, reason="案情复杂")
        with pytest.raises(NotValid):
            clocks.extend(case, "handle", 0, reason="案情复杂")
        with pytest.raises(NotValid, match="请写明理由"):
            clocks.extend(case, "handle", 30, reason=" ")
        clocks.extend(case, "handle", 30, reason="案情复杂")
        assert last_day(clock) == date(2026, 5, 31)
        with pytest.raises(NotNow, match="只能延期一次"):
            clocks.extend(case, "handle", 1, reason="仍然复杂")


def test_a_limit_that_knows_no_extension_is_not_extended(case):
    with at(2026, 3, 2, 9):
        clocks.start(case, PROMISE)
        with pytest.raises(NotValid, match="不得延期"):
            clocks.extend(case, "promise", 1, reason="人手不足")


def test_nothing_is_extended_or_paused_after_its_date(case):
    with at(2026, 3, 2, 9):
        clocks.start(case, HANDLE)
    with at(2026, 5, 2, 0):
        with pytest.raises(NotNow, match="已经超期"):
            clocks.extend(case, "handle", 30, reason="案情复杂")
        with pytest.raises(NotNow, match="已经超期"):
            clocks.pause(case, "handle", reason="鉴定")


def test_pausing_twice_or_resuming_what_runs_is_refused(case):
    with at(2026, 3, 2, 9):
        with pytest.raises(NotNow):
            clocks.pause(case, "handle", reason="鉴定")
        clocks.start(case, HANDLE)
        with pytest.raises(NotNow):
            clocks.resume(case, "handle")
        clocks.pause(case, "handle", reason="鉴定")
        with pytest.raises(NotNow):
            clocks.pause(case, "handle", reason="鉴定")
        with pytest.raises(NotNow):
            clocks.extend(case, "handle", 30, reason="案情复杂")


def test_a_promise_may_be_shorter_than_the_law_but_not_longer(case):
    with at(2026, 3, 2, 9):
        clocks.start(case, Limit("handle", "法定办理期限", 10, CALENDAR, "《某法》第一条"))
        with pytest.raises(NotValid, match="“承诺办理期限”不得晚于“法定办理期限”（《某法》第一条）"):
            clocks.start(case, PROMISE, days=9)
        with pytest.raises(NotValid, match="1至30个工作日"):
            clocks.start(case, PROMISE, days=31)
        with pytest.raises(NotValid):
            clocks.start(case, PROMISE, days=0)
        assert clocks.start(case, PROMISE, days=8).days == 8


def test_a_usual_promise_is_cut_to_what_the_law_leaves_but_never_to_nothing(case):
    with at(2026, 3, 2, 9):
        clocks.start(case, Limit("handle", "法定办理期限", 2, CALENDAR, "《某法》第一条"))
        assert clocks.start(case, PROMISE, fit=True).days == 2
        clocks.stop(case, "promise")
    with at(2026, 3, 5, 9):
        assert clocks.start(case, PROMISE, fit=True).days == 1


def test_one_clock_of_a_kind_runs_for_a_unit_at_a_time(case, town):
    with at(2026, 3, 2, 9):
        clocks.start(case, PROMISE, org=town.water)
        clocks.start(case, PROMISE, org=town.labour)
        with pytest.raises(NotNow, match="已经在计时"):
            clocks.start(case, PROMISE, org=town.water)
        clocks.stop(case, "promise", org=town.water)
        clocks.start(case, PROMISE, org=town.water)
    assert case.deadlines.open().count() == 2


def test_a_clock_handed_to_another_unit_goes_on_as_it_was(case, town):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, PROMISE, org=town.water)
    with at(2026, 3, 4, 9):
        clocks.hand_over(case, "promise", to=town.labour)
    assert last_day(clock) == date(2026, 3, 9)
    assert clock.org == town.labour


@pytest.mark.parametrize(("day", "state"), [(9, "met"), (10, "late")])
def test_a_duty_done_is_met_in_time_or_late_whether_or_not_it_rang(case, day, state):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, PROMISE)
    with at(2026, 3, day, 9):
        assert clocks.stop(case, "promise") == [clock]
    clock.refresh_from_db()
    case.refresh_from_db()
    assert (clock.state, clock.alarm_at, case.due_at) == (state, None, None)


def test_a_duty_that_falls_away_is_neither_met_nor_late(case):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, PROMISE)
        clocks.start(case, HANDLE)
        clocks.stop(case, how=clocks.STOPPED, reason="不予受理")
    clock.refresh_from_db()
    assert clock.state == "stopped"
    assert clock.changes.get().reason == "不予受理"
    assert clocks.stop(case, "promise") == []


def test_a_clock_rings_near_and_then_missed_and_then_no_more(case):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, PROMISE)
    with at(2026, 3, 6, 7, 59):
        assert clocks.ring() == []
    with at(2026, 3, 6, 8):
        assert [(rung.pk, verb) for rung, verb in clocks.ring()] == [(clock.pk, "deadline.near")]
        assert clocks.ring() == []
    with at(2026, 3, 10):
        assert [verb for _clock, verb in clocks.ring()] == ["deadline.missed"]
        assert clocks.ring() == []
    clock.refresh_from_db()
    assert clock.state == "missed"
    case.refresh_from_db()
    assert case.due_at == clock.due_at


def test_workers_that_slept_through_the_warning_report_the_miss_alone(case):
    with at(2026, 3, 2, 9):
        clocks.start(case, PROMISE)
    with at(2026, 3, 20, 9):
        assert [verb for _clock, verb in clocks.ring()] == ["deadline.missed"]


def test_a_residents_time_to_speak_passes_and_is_no_duty_of_the_case(case):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, WINDOW)
    case.refresh_from_db()
    assert case.due_at is None
    with at(2026, 3, 18):
        assert [verb for _clock, verb in clocks.ring()] == ["deadline.passed"]
    clock.refresh_from_db()
    assert clock.state == "passed"


def test_a_paused_clock_does_not_ring(case):
    with at(2026, 3, 2, 9):
        clocks.start(case, PROMISE)
        clocks.pause(case, "promise", reason="等待材料")
    with at(2026, 4, 2, 9):
        assert clocks.ring() == []


def test_an_extended_clock_warns_again(case):
    with at(2026, 3, 2, 9):
        clocks.start(case, HANDLE)
    with at(2026, 4, 25, 9):
        assert [verb for _clock, verb in clocks.ring()] == ["deadline.near"]
        clocks.extend(case, "handle", 30, reason="案情复杂")
    with at(2026, 5, 25, 9):
        assert [verb for _clock, verb in clocks.ring()] == ["deadline.near"]


def test_ringing_many_clocks_takes_the_same_few_statements(town, django_assert_num_queries):
    with at(2026, 3, 2, 9):
        for number in range(6):
            case = new_case(town, str(number))
            clocks.start(case, HANDLE)
            clocks.start(case, WINDOW)
    with at(2026, 6, 2, 9), django_assert_num_queries(7):
        # A savepoint and its release; which cases, holding them, their clocks; one writing for each of the two ways.
        assert (
            sorted(verb for _clock, verb in clocks.ring())
            == ["deadline.missed"] * 6 + ["deadline.passed"] * 6
        )


def test_a_batch_takes_the_earliest_and_leaves_the_rest(town):
    for number in range(3):
        with at(2026, 3, 4 - number, 9):
            clocks.start(new_case(town, str(number)), PROMISE)
    with at(2026, 6, 2, 9):
        assert [clock.case.code for clock, _verb in clocks.ring(batch=2)] == ["2", "1"]
        assert [clock.case.code for clock, _verb in clocks.ring(batch=2)] == ["0"]


def test_a_date_in_a_year_without_notice_is_provisional(case):
    with at(2026, 12, 28, 9):
        assert clocks.start(case, PROMISE).provisional
        assert not clocks.start(case, HANDLE).provisional
        assert not clocks.start(case, URGENT).provisional


LIMITS = st.builds(
    Limit, st.just("any"), st.just("任意"), st.integers(1, 60), st.sampled_from([WORKING, CALENDAR, HOURS, MINUTES]),
    roll_forward=st.booleans(), warn_days=st.integers(0, 10),
)  # fmt: skip
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 8, 1)).map(
    lambda moment: moment.replace(tzinfo=TZ)
)


@given(LIMITS, MOMENTS, st.integers(0, 400), st.integers(0, 60))
def test_given_back_and_granted_days_never_move_a_date_earlier(limit, moment, given_back, granted):
    table = counting.table()
    clock = clocks.prepared(Case(), limit, at=moment, table=table)
    before = clock.due_at
    clock.extra_days, clock.extended_days = given_back, granted
    set_due(clock, table, moment)
    assert clock.due_at >= before
    assert moment < clock.alarm_at <= clock.due_at or limit.unit in (HOURS, MINUTES)


@given(LIMITS, MOMENTS)
def test_counting_anew_without_a_change_changes_nothing(limit, moment):
    table = counting.table()
    clock = clocks.prepared(Case(), limit, at=moment, table=table)
    before = (clock.due_at, clock.alarm_at, clock.warned, clock.provisional)
    set_due(clock, table, moment)
    assert (clock.due_at, clock.alarm_at, clock.warned, clock.provisional) == before


def test_a_pause_ended_at_once_changes_no_date(case):
    with at(2026, 3, 2, 9):
        clock = clocks.start(case, PROMISE)
        clocks.pause(case, "promise", reason="误操作")
        clocks.resume(case, "promise")
    again = Deadline.objects.get(pk=clock.pk)
    assert (again.due_at, again.alarm_at, again.extra_days) == (clock.due_at, clock.alarm_at, 0)
