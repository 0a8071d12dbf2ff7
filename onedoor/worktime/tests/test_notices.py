from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from onedoor.kit.problems import NotFound
from onedoor.worktime.models import SpecialDay, YearNotice
from onedoor.worktime.notices import take_in

pytestmark = pytest.mark.django_db


def load(*years):
    call_command("load_worktime", *years, stdout=StringIO())


def test_three_years_are_seeded_and_a_second_run_changes_nothing():
    load()
    first = list(SpecialDay.objects.values_list("date", "is_workday", "name", "source"))
    load()
    assert list(SpecialDay.objects.values_list("date", "is_workday", "name", "source")) == first
    assert [sum(row[0].year == year and not row[1] for row in first) for year in (2024, 2025, 2026)] == [
        28,
        28,
        33,
    ]
    assert [row[0] for row in first if row[0].year == 2026 and row[1]] == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]


def test_each_year_names_the_notice_it_rests_on():
    load()
    assert list(YearNotice.objects.values_list("year", "source")) == [
        (2024, "国办发明电〔2023〕7号"),
        (2025, "国办发明电〔2024〕12号"),
        (2026, "国办发明电〔2025〕7号"),
    ]


def test_a_day_set_by_the_district_survives_loading():
    SpecialDay.objects.create(
        date=date(2026, 10, 8), is_workday=False, name="全区停电检修", source="district"
    )
    SpecialDay.objects.create(date=date(2026, 10, 10), is_workday=False, name="本区不补班", source="district")
    load()
    own = SpecialDay.objects.filter(source="district").values_list("date", "is_workday", "name")
    assert list(own) == [
        (date(2026, 10, 8), False, "全区停电检修"),
        (date(2026, 10, 10), False, "本区不补班"),
    ]


def test_a_year_whose_notice_is_not_out_is_refused_and_stays_provisional():
    with pytest.raises(NotFound):
        take_in(2031)
    with pytest.raises(CommandError, match="2031年的放假通知尚未收入数据"):
        load(2031)
    assert not YearNotice.objects.filter(year=2031).exists()
