"""Committees and mediators: what the law asks of them is said, and only who keeps them changes anything."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from onedoor.committees import actions
from onedoor.committees.models import Committee, Mediator, Member
from onedoor.committees.queries.rosters import lacks, seats_of
from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.worktime.counting import YEARS, end_of

FEW = 30


@pytest.fixture
def editor(town):
    return town.actor("operator")


@pytest.fixture
def committee(town, editor):
    told = {"name": "测试调委会", "kind": Committee.Kind.PEOPLE, "series": "测民", "org": town.centre}
    return actions.found(**told, region=town.district, opened_on=date(2026, 1, 4), by=editor)


def enrol(town, editor, name, **more):
    actor = town.actor("mediator", name=name)
    return actions.enrol(actor.staff, post=actor.post, by=editor, **more)


def test_what_a_committee_lacks_is_said_in_words_and_bars_nothing(town, editor, committee):
    assert len(lacks(committee, seats_of(committee))) == 4
    rows = [enrol(town, editor, f"调解员{n}", is_woman=n == 1) for n in range(3)]
    for row, role in zip(rows, (Member.Role.CHAIR, Member.Role.MEMBER, Member.Role.MEMBER), strict=True):
        actions.seat(committee, row, role=role, by=editor)
    with pytest.raises(NotValid, match="已经有主任"):
        actions.seat(committee, rows[1], role=Member.Role.CHAIR, by=editor)
    actions.change(committee, term_until=date(2029, 1, 3), by=editor)
    fresh = Committee.objects.get(pk=committee.pk)
    assert lacks(fresh, seats_of(fresh)) == []


def test_the_page_holds_each_thing_that_the_law_asks_against_the_committee(town, editor, committee, client):
    town.login(client, editor)
    page = client.get(reverse("committees:one", args=[committee.pk])).content.decode()
    told = ("成员0人，法律要求三至九人。", "没有妇女成员。", "没有主任。", "没有登记本届任期，每届三年。")
    assert all(words in page for words in told)
    actions.seat(committee, enrol(town, editor, "调解员", is_woman=True), role="chair", by=editor)
    page = client.get(reverse("committees:one", args=[committee.pk])).content.decode()
    assert page.count("符合") == 2


def test_a_term_is_three_years_at_most(town, editor, committee):
    with pytest.raises(NotValid, match="每届任期三年"):
        actions.change(committee, term_until=timezone.localdate() + timedelta(days=3660), by=editor)
    three = end_of(timezone.localdate(), 3, YEARS)
    assert actions.change(committee, term_until=three, by=editor).term_until == three


def test_a_name_and_a_word_of_numbers_are_one_bodys_own(town, editor, committee):
    told = {"kind": Committee.Kind.PEOPLE, "org": town.centre, "region": town.district}
    with pytest.raises(NotValid, match="已经有调解组织在用"):
        actions.found(**told, name="另一个", series="测民", opened_on=date(2026, 1, 4), by=editor)
    with pytest.raises(NotAllowed):
        actions.found(**told, name="再一个", series="再", opened_on=date(2026, 1, 4), by=town.actor("clerk"))


def test_the_pages_ask_little_and_the_roster_keeps_its_order(town, editor, committee, client):
    rows = [enrol(town, editor, f"调解员{n}", languages=["秦州话"]) for n in range(12)]
    for row in rows[:9]:
        actions.seat(committee, row, by=editor)
    actions.gather(name="进步巷金牌调解团", committee=committee, mediators=rows[:3], by=editor)
    town.login(client, editor)
    for address in (
        reverse("committees:list"),
        reverse("committees:one", args=[committee.pk]),
        reverse("committees:roster"),
    ):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(address)
        assert (page.status_code, len(asked) <= FEW) == (200, True)
    sent = {"mediator": rows[10].pk, "role": "member", "committee": committee.pk}
    assert client.post(reverse("committees:do", args=["seat"]), sent).status_code == 302
    assert seats_of(committee)[-1].mediator == rows[10]


def test_a_mediator_declares_for_themselves_only_and_on_a_page(town, editor, client):
    actor = town.actor("mediator", name="调解员甲")
    actions.enrol(actor.staff, post=actor.post, by=editor)
    town.login(client, actor)
    page = reverse("committees:mine")
    sent = {"form": "tie", "kind": "kin", "name": "李秀英", "phone": "13909380002"}
    assert client.post(page, sent).status_code == 302
    assert client.post(page, {"form": "tie", "kind": "kin"}).status_code == 422
    assert client.post(page, {"form": "away", "begin": "2026-11-24", "end": "2026-11-20"}).status_code == 422
    tie = Mediator.objects.get().ties.get()
    assert client.post(reverse("committees:tie_end", args=[tie.pk])).status_code == 302
    tie.refresh_from_db()
    assert tie.ended_at is not None
