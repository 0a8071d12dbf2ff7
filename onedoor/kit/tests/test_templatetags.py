"""Times, days, counts and masked data as pages write them."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from onedoor.kit.templatetags.onedoor_kit import (
    last_moment,
    local_time,
    masked_name,
    masked_phone,
    number,
    relative_days,
)


@time_machine.travel("2026-10-09T16:40:00+08:00", tick=False)
@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 10, 9, 8, 40, tzinfo=UTC), "10-09 16:40"),
        (datetime(2025, 12, 31, 16, 0, tzinfo=UTC), "01-01 00:00"),
        (datetime(2025, 12, 31, 15, 59, tzinfo=UTC), "2025-12-31 23:59"),
        (None, "—"),
    ],
)
def test_local_time_shows_the_year_only_when_it_is_another(moment, shown):
    assert local_time(moment) == shown


@time_machine.travel("2026-10-09T16:40:00+08:00", tick=False)
@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 10, 8), "昨天"),
        (date(2026, 10, 9), "今天"),
        (datetime(2026, 10, 9, 16, 0, tzinfo=UTC), "明天"),
        (date(2026, 10, 16), "还有 7 天"),
        (date(2026, 9, 30), "9 天前"),
        (None, "—"),
    ],
)
def test_relative_days_counts_calendar_days_here(day, shown):
    assert relative_days(day) == shown


def test_number_groups_thousands():
    assert [number(7490), number(0), number(None)] == ["7,490", "0", "—"]


def test_masks_hide_what_nobody_asked_for():
    assert [masked_name("欧阳建国"), masked_name(None), masked_phone("13800001234"), masked_phone("")] == [
        "欧阳**",
        "",
        "138****1234",
        "",
    ]


@time_machine.travel("2026-10-09T16:40:00+08:00", tick=False)
@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 10, 9, 16, 0, tzinfo=UTC), "10-09"),
        (datetime(2025, 12, 31, 16, 0, tzinfo=UTC), "2025-12-31"),
        (datetime(2026, 10, 9, 8, 40, tzinfo=UTC), "10-09 16:40"),
        (None, "—"),
    ],
)
def test_a_term_that_ends_with_a_day_is_told_by_that_day(moment, shown):
    assert last_moment(moment) == shown
