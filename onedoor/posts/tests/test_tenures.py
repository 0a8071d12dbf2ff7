"""Who holds which post, and that nobody holds two that must stay apart."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from onedoor.posts.models import Tenure
from onedoor.posts.tenures import holders, posts_held

MONDAY = date(2026, 3, 2)


def test_posts_held_ends_after_the_last_day(town):
    actor = town.actor("clerk")
    actor.staff.tenures.update(since=MONDAY, until=MONDAY + timedelta(days=2))
    held = {
        offset: list(posts_held(actor.staff, MONDAY + timedelta(days=offset))) for offset in (-1, 0, 2, 3)
    }
    assert held == {-1: [], 0: [actor.post], 2: [actor.post], 3: []}


def test_rotating_post_is_held_on_its_weekdays_only(town):
    actor = town.actor("clerk")
    actor.staff.tenures.update(kind=Tenure.Kind.ROTATING, home_org=town.water, weekdays=[2, 4])
    days = [day for day in range(7) if posts_held(actor.staff, MONDAY + timedelta(days=day)).exists()]
    assert days == [1, 3]


def test_holders_leaves_out_a_disabled_account(town):
    actor = town.actor("clerk")
    assert list(holders(actor.post)) == [actor.staff]
    actor.staff.is_active = False
    actor.staff.save()
    assert list(holders(actor.post)) == []


APART = ["clerk", "system_admin", "security_admin", "auditor"]


@pytest.mark.parametrize("first", APART)
@pytest.mark.parametrize("second", APART)
def test_two_duties_in_one_hand_are_refused_by_the_database(town, first, second):
    staff = town.person()
    town.seat(staff, town.post(first))
    if first == second:
        town.seat(staff, town.post(second, org=town.street_centre))
        assert staff.tenures.count() == 2
        return
    with (
        pytest.raises(IntegrityError, match="tenure_duties_apart|duties of one person"),
        transaction.atomic(),
    ):
        town.seat(staff, town.post(second))
    assert staff.tenures.count() == 1


def test_another_duty_is_open_once_the_first_has_ended(town):
    staff = town.person()
    town.seat(staff, town.post("auditor"))
    staff.tenures.update(until=MONDAY)
    Tenure.objects.create(staff=staff, post=town.post("clerk"), since=MONDAY + timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        staff.tenures.filter(post__type__code="auditor").update(until=MONDAY + timedelta(days=1))


def test_type_of_a_chair_and_duty_of_a_type_never_change(town):
    post = town.post("clerk")
    post.type = town.types["auditor"]
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        post.save()
    town.types["clerk"].duty = "audit"
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        town.types["clerk"].save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "resident"},
        {"kind": "own", "home_org": True},
        {"kind": "rotating", "home_org": True},
        {"kind": "on_call", "home_org": True, "weekdays": [1]},
        {"until": date(2019, 1, 1)},
    ],
)
def test_half_told_secondment_is_refused_by_the_database(town, wrong):
    wrong = {**wrong, **({"home_org": town.water} if "home_org" in wrong else {})}
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenure.objects.create(
            **{"staff": town.person(), "post": town.post("clerk"), "since": date(2020, 1, 1), **wrong}
        )
