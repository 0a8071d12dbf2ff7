"""Days and numbers that nobody can mean are refused before anything is computed with them."""

import pytest
from django.core.exceptions import ValidationError

from onedoor.kit.days import EARLIEST, LATEST, DayField
from onedoor.kit.digits import whole_number


@pytest.mark.parametrize("text", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_day_outside_of_the_records_is_refused_in_a_sentence(text):
    with pytest.raises(ValidationError, match="2000年至2100年"):
        DayField().clean(text)


def test_first_and_last_day_are_taken():
    assert [DayField().clean(day.isoformat()) for day in (EARLIEST, LATEST)] == [EARLIEST, LATEST]


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("17", 17), ("９", 9), ("9" * 9, 999_999_999), ("9" * 10, None), ("9" * 5000, None)]
    + [(text, None) for text in ("", "-1", "1.5", " 1", "²", "x")],
)
def test_only_a_short_row_of_digits_is_a_number(text, number):
    assert whole_number(text) == number
