"""When somebody comes: several spells a day, a service's own hours, days without appointments undone, swaps that stay."""

from datetime import time

import pytest
from django.urls import reverse

from onedoor.appointments import actions
from onedoor.appointments.models import BlackOut, Pattern
from onedoor.appointments.patterns import rhythm
from onedoor.appointments.tests.people import TUESDAY
from onedoor.kit.problems import NotNow, NotValid
from onedoor.notices.models import Notice
from onedoor.venues.tests.people import MONDAY, at

WEDNESDAY = TUESDAY + (TUESDAY - MONDAY)
SETUP = reverse("appointments:setup")


def clocks(provider, day=TUESDAY, **told) -> list[str]:
    rows = provider.slots.filter(starts_at__date=day, **told).order_by("starts_at")
    return [f"{one.starts_at.astimezone(at('08:00').tzinfo):%H:%M}" for one in rows]


def test_two_spells_a_day_and_a_break_in_each(office, client):
    office.comes(
        office.law,
        office.legal,
        begins=time(14),
        ends=time(16),
        break_from=time(15),
        break_until=time(15, 30),
    )
    office.comes(office.law, office.legal, begins=time(11, 30), ends=time(12, 30))
    assert clocks(office.law)[-5:] == ["11:30", "12:00", "14:00", "14:30", "15:30"]
    shown = office.town.login(client, office.keeper).get(SETUP).content.decode()
    for words in ("第1段", "第2段", "第3段", "14:00–16:00", "中间休息15:00–15:30"):
        assert words in shown


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"every": 1}, "每个星期四"),
        ({"every": 2}, "隔周星期四（两周一次）"),
        ({"every": 3}, "每3周一次，星期四"),
        ({"every": 1, "nth": 2}, "每月第2个星期四"),
    ],
)
def test_a_rhythm_is_told_in_plain_words(told, words):
    assert rhythm(Pattern(weekday=4, **told)) == words


def test_a_service_has_hours_of_its_own(office):
    booked = office.booked()
    actions.set_service(office.legal, by=office.keeper, opens=time(10), closes=time(11))
    assert clocks(office.law) == ["09:00", "10:00", "10:30"]
    assert office.slot(office.law) == booked.slot
    actions.set_service(office.legal, by=office.keeper, opens=None, closes=None)
    assert clocks(office.law) == ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
    with pytest.raises(NotValid):
        actions.set_service(office.legal, by=office.keeper, opens=time(11), closes=time(10))


def test_of_a_spell_that_ends_nothing_can_be_booked_that_somebody_once_had(office):
    made = office.booked()
    actions.cancel(made, by=office.town.portal, secret=made.slip.seed)
    actions.end_pattern(Pattern.objects.get(provider=office.law), by=office.keeper)
    assert clocks(office.law, state="free") == []
    with pytest.raises(NotNow):
        office.booked()


def test_a_day_of_the_whole_centre_is_shut_and_opened_again_on_the_page(office, client):
    office.booked()
    actions.close_day(office.other_law, TUESDAY, by=office.other_lawyer)
    client = office.town.login(client, office.keeper)
    client.post(reverse("appointments:black_out", args=[office.centre.pk]), {"day": str(TUESDAY)})
    assert clocks(office.law, state="free") == []
    assert f"{TUESDAY}" in client.get(SETUP).content.decode()
    with pytest.raises(NotNow):
        actions.open_again(office.other_law, TUESDAY, by=office.other_lawyer)
    actions.close_day(office.other_law, TUESDAY, by=office.other_lawyer)
    client.post(reverse("appointments:reopen", args=[office.centre.pk]), {"day": str(TUESDAY)})
    assert (len(clocks(office.law, state="free")), clocks(office.other_law, state="free")) == (6, [])
    client.post(reverse("appointments:back", args=[office.other_law.pk]), {"day": str(TUESDAY)})
    assert (BlackOut.objects.count(), len(clocks(office.other_law, state="free"))) == (0, 6)


def test_the_centre_closes_the_day_of_somebody_who_rang_in_ill_and_they_are_told(office, client):
    office.booked()
    client = office.town.login(client, office.keeper)
    client.post(reverse("appointments:away", args=[office.law.pk]), {"day": str(TUESDAY)})
    assert BlackOut.objects.get().provider == office.law
    assert any("您停约" in one.text for one in Notice.objects.filter(post=office.lawyer.post))
    answer = client.post(
        reverse("appointments:away", args=[office.law.pk]), {"day": "2026-11-01"}, follow=True
    )
    assert "停约日不能早于今天。" in answer.content.decode()


def test_a_time_given_away_in_a_swap_is_not_made_again_and_comes_back_when_swapped_back(office):
    office.comes(office.other_law, office.legal, weekday=3)
    office.slot(office.other_law).delete()
    mine, theirs = office.slot(office.law), office.slot(office.other_law, day=WEDNESDAY)
    actions.swap(mine, theirs, by=office.lawyer)
    actions.make_all(by=office.town.system)
    actions.set_service(office.legal, by=office.keeper)
    assert (clocks(office.law, state="free")[0], clocks(office.law, WEDNESDAY)) == ("09:30", ["09:00"])
    for one in (mine, theirs):
        one.refresh_from_db()
    actions.swap(mine, theirs, by=office.other_lawyer)
    assert clocks(office.law, state="free")[0] == "09:00"
    assert clocks(office.law, WEDNESDAY, state="free") == []
