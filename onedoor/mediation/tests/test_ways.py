"""Which ways are left for what kind of dispute: counted from the right day, and told to whoever was not accepted as well."""

from datetime import date

import pytest
from django.urls import reverse

from onedoor.mediation import actions
from onedoor.mediation.models.file import Kind
from onedoor.mediation.papers.facts import Told, worded
from onedoor.mediation.queries.telling import ways_of as told_ways
from onedoor.mediation.ways import ACTED, KNOWN, RULED, STRUCK, WAYS, asked_of, ways_of


def keys(code):
    return [way.key for way in ways_of(code)]


def test_the_inspectors_two_years_run_from_the_act_and_not_from_learning_of_it(db):
    way = WAYS["labour_inspection"]
    assert way.last_day({ACTED: date(2024, 1, 10), KNOWN: date(2024, 6, 10)}) == date(2026, 1, 10)
    assert way.last_day({KNOWN: date(2024, 6, 10)}) is None
    assert ACTED in asked_of("0705")


def test_the_insurers_years_run_from_the_day_on_which_it_was_known_that_something_happened():
    assert WAYS["insurance_suit"].last_day({KNOWN: date(2025, 6, 10)}) is None
    assert asked_of("0803") == [STRUCK]


def test_a_ruling_on_land_goes_to_reconsideration_before_a_court(db):
    assert keys("0902") == ["land_ruling", "land_review", "land_review_suit", "aid"]
    way = WAYS["land_review"]
    assert way.last_day({RULED: date(2026, 4, 28)}) == date(2026, 6, 29)
    assert "第二十三条" in way.article


def test_a_wage_note_goes_to_court_by_the_article_that_says_so():
    assert WAYS["wage_note_suit"].article == (
        "《最高人民法院关于审理劳动争议案件适用法律问题的解释（一）》第十五条、《民法典》第一百八十八条"
    )


@pytest.mark.parametrize("code", ["0101", "0102", "0103", "0199"])
def test_every_family_dispute_is_told_of_the_protection_order(code):
    assert "protection_order" in keys(code)


def test_whoever_is_not_accepted_is_told_the_other_ways_on_paper_and_on_the_page(room, client):
    mediation = actions.decline(room.apply(), reason="法院已经受理", by=room.desk)
    assert [one["way"].key for one in told_ways(mediation)] == ["suit", "aid"]
    (paper,) = worded(Told(mediation, room.desk), Kind.REFUSAL)
    assert [door[0] for door in paper.doors] == ["向人民法院起诉", "咨询和申请法律援助"]
    room.town.login(client, room.desk)
    page = client.get(reverse("mediation:declined", args=[mediation.case.code])).content.decode()
    assert "法院已经受理" in page
    assert "向人民法院起诉" in page
    assert (
        reverse("mediation:declined", args=[mediation.case.code])
        in client.get(reverse("mediation:one", args=[mediation.case.code])).content.decode()
    )


def test_there_is_no_paper_of_refusal_for_what_was_not_refused(room, client):
    room.town.login(client, room.desk)
    assert client.get(reverse("mediation:declined", args=[room.apply().case.code])).status_code == 404
