"""Whose work a case is, how much may be looked at that is not, and that every page of it leaves a line."""

import pytest
from django.urls import reverse

from onedoor.audit.models import AccessLog
from onedoor.cases.models import Paper
from onedoor.cases.papers import add_paper
from onedoor.cases.queries import is_own_work
from onedoor.cases.tests.test_pages import PHONE, WHY, address, photo
from onedoor.cases.timeline import record
from onedoor.persons.limits import REVEALS_A_DAY


def lines(**wanted):
    return [
        (row.kind, row.fields, row.subjects, row.case_code)
        for row in AccessLog.objects.filter(**wanted).exclude(kind__in=["sign_in", "enter"])
    ]


@pytest.mark.parametrize(
    ("verb", "is_own"),
    [
        ("matter.noted", False),
        ("matter.corrected", False),
        ("case.pin_renewed", False),
        ("matter.accepted", True),
    ],
)
def test_case_becomes_own_work_by_a_step_and_not_by_a_note(town, case, verb, is_own):
    clerk = town.actor("clerk")
    record(case, verb, label="试", by=clerk)
    assert is_own_work(case, clerk.post) is is_own


def test_unit_with_a_part_has_it_as_its_own_work_and_another_has_not(town, case):
    assert is_own_work(case, town.actor("handler").post)
    assert not is_own_work(case, town.actor("handler", org=town.labour, name="钱进").post)


def test_note_left_first_does_not_open_a_phone_without_a_reason(client, town, case, party):
    clerk = town.actor("clerk")
    record(case, "matter.noted", label="记事", by=clerk)
    town.login(client, clerk)
    refused = client.post(address(case, party), {"field": "phone", "purpose": "P01"})
    assert (refused.status_code, PHONE in refused.content.decode()) == (422, False)


def test_day_has_its_bound_for_what_is_not_own_work_alone(client, town, case, party):
    clerk, handler = town.actor("clerk"), town.actor("handler")
    asked = {"field": "phone", "purpose": "P01", "reason": WHY}
    town.login(client, clerk)
    shown = [client.post(address(case, party), asked).status_code for _n in range(REVEALS_A_DAY)]
    refused = client.post(address(case, party), asked)
    assert (set(shown), refused.status_code) == ({200}, 422)
    assert ("每日上限" in refused.content.decode(), PHONE in refused.content.decode()) == (True, False)
    town.login(client, handler)
    own = [client.post(address(case, party), asked).status_code for _n in range(REVEALS_A_DAY + 1)]
    assert set(own) == {200}


def test_page_of_a_party_is_logged_before_its_masks_are_shown(client, town, case, party):
    clerk = town.actor("clerk")
    town.login(client, clerk)
    client.get(address(case, party))
    assert lines(staff=clerk.staff) == [("read", "masked", [str(party.person_id)], case.code)]


def test_paper_is_logged_and_the_small_picture_on_the_page_is_not(client, town, case, party):
    clerk = town.actor("clerk")
    paper = add_paper(case, photo(), kind=Paper.Kind.REQUEST, by=clerk)
    town.login(client, clerk)
    url = reverse("cases:paper", args=[case.code, paper.pk])
    client.get(url, {"thumb": "1"})
    assert lines(staff=clerk.staff) == []
    client.get(url)
    assert lines(staff=clerk.staff) == [("read", "paper", [str(party.person_id)], case.code)]
