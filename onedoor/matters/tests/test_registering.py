import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onedoor.cases.keys import open_with_pin
from onedoor.cases.models import Event
from onedoor.kit.problems import NotValid, TooMany
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Category, Matter

pytestmark = pytest.mark.django_db


def draft(town, n=0, **more):
    return Draft(title=f"路灯不亮{n}", body="夜里看不见路", source="window", community=town.community, **more)


def test_a_double_press_is_one_matter_with_one_slip(town):
    key, clerk = uuid.uuid4(), town.actor("clerk")
    first = matters.register_once(key, draft(town), by=clerk)
    again = matters.register_once(key, draft(town), by=clerk)
    assert (again.matter.pk, again.pin) == (first.matter.pk, first.pin)
    assert Matter.objects.count() == 1


def test_a_hundred_are_taken_in_by_as_many_statements_as_one(town, django_assert_num_queries):
    clerk = town.actor("clerk")
    matters.register(draft(town), by=clerk)  # reads the atlas once for the process
    with CaptureQueriesContext(connection) as one:
        matters.register(draft(town), by=clerk)
    with django_assert_num_queries(len(one)):
        done = matters.register_many([draft(town, n) for n in range(100)], by=clerk)
    assert len({item.matter.case.code for item in done}) == 100
    assert Event.objects.filter(verb="matter.registered").count() == 102


def test_a_batch_with_one_bad_row_writes_nothing(town):
    too_long = draft(town, 1)
    too_long.title = "长" * 101
    with pytest.raises(Exception, match="too long"):
        matters.register_many([draft(town), too_long], by=town.actor("clerk"))


def test_code_and_pin_open_the_case_and_guessing_ends(town):
    done = matters.register(draft(town), by=town.actor("clerk"))
    code = done.matter.case.code
    assert open_with_pin(code, done.pin, address="10.0.0.1").case == done.matter.case
    wrong = "000000" if done.pin != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(NotValid):
            open_with_pin(code, wrong, address="10.0.0.1")
    with pytest.raises(TooMany):
        open_with_pin(code, done.pin, address="10.0.0.1")
    assert open_with_pin(code, done.pin, address="10.0.0.2").case == done.matter.case


def test_a_grid_workers_report_lies_at_the_communitys_desk(town):
    done = matters.register(draft(town), by=town.actor("grid_worker"))
    assert done.matter.desk == town.community_office


def test_a_residents_request_lies_at_the_desk_of_its_street(town):
    done = matters.register(draft(town), by=town.resident())
    assert done.matter.desk == town.street_centre
    assert done.matter.is_placed is False


def test_secrecy_follows_from_the_category(town):
    hit = Category.objects.create(code="X1", name="家暴", level=1, path="X1/", secrecy="family")
    assert matters.register(draft(town, category=hit), by=town.actor("clerk")).matter.case.secrecy == "family"
