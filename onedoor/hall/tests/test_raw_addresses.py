"""What anybody can write into an address of the hall: days that no record has, and numbers without end."""

import pytest
from django.urls import reverse

WEEKS = ["9999-12-31", "0001-01-01", "2100-12-31", "2000-01-01", "2026-11-2x"]


@pytest.mark.parametrize("week", WEEKS)
def test_a_week_that_no_plan_has_is_this_week(client, hall, town, week):
    assert client.get(reverse("hall:plan"), {"week": week}).status_code == 200
    town.login(client, town.actor("operator"))
    assert client.get(reverse("hall:planning"), {"week": week}).status_code == 200
    again = client.get(reverse("hall:planning"), {"week": "2026-11-25"})
    assert str(again.context["week"].monday) == "2026-11-23"


@pytest.mark.parametrize("day", WEEKS)
def test_a_seat_on_such_a_day_is_not_there(client, hall, town, day):
    town.login(client, town.actor("operator"))
    window = hall.windows[0].pk
    assert client.get(reverse("hall:seat", args=[window, day, "am"])).status_code == 404
    assert client.get(reverse("hall:seat", args=[window, "2026-11-25", "am"])).status_code == 200


def test_a_number_of_a_hall_without_end_is_none(client, hall, town):
    town.login(client, town.actor("receptionist"))
    assert client.get(reverse("hall:desk_take"), {"centre": "9" * 5000}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31"])
@pytest.mark.parametrize("page", ["figures", "figures_sheet"])
def test_figures_of_such_days_are_refused_in_words(client, hall, town, page, day):
    town.login(client, town.actor("operator"))
    answer = client.get(reverse(f"hall:{page}"), {"since": day, "until": day})
    assert (answer.status_code, "日期应在2000年至2100年之间" in answer.content.decode()) == (422, True)
