"""同一人、同一件事 — proposed by card or telephone and by words; told apart from a neighbour's; decided by a person."""

import pytest
from django.urls import reverse

from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotFound
from onedoor.matters import actions as matters
from onedoor.matters import likeness
from onedoor.matters.actions import Draft, proposing
from onedoor.matters.models import Matter, Proposal
from onedoor.matters.queries.proposals import choices
from onedoor.matters.queries.same_person import earlier_of_one
from onedoor.persons.actions import enter

FIRST = ("路灯不亮", "进步巷12号楼前的路灯坏了一个多月，晚上老人摔了一跤。")
AGAIN = ("晚上太黑", "进步巷12号楼门口的灯一个多月没亮过，请快点来修路灯。")
NEIGHBOUR = ("路灯坏了", "12号楼前的路灯坏了一个多月，老人晚上看不见路。")
OTHER = ("医保报销", "父亲住院的费用怎么报销，需要哪些材料。")
WHY = "同一人反映（登记的证件或电话相同）"


@pytest.fixture(autouse=True)
def words_counted_afresh(monkeypatch):
    """How rare words are is believed for some minutes: not from one test to the next."""
    monkeypatch.setattr(likeness, "_believed", {})


@pytest.fixture
def dispatcher(town):
    return town.actor("dispatcher")


@pytest.fixture
def asked(town, dispatcher):
    def ask(words, phone, name="张三", **more):
        person = enter(name, phone, by=dispatcher)
        told = {"community": town.community, "desk": town.centre} | more
        draft = Draft(*words, "window", person=person, **told)
        return matters.accept(matters.register(draft, by=dispatcher).matter, by=dispatcher)

    return ask


def test_the_same_telephone_with_the_same_thing_is_proposed_and_said_to_be_one_person(
    town, asked, dispatcher
):
    first, again = asked(FIRST, "13900000001"), asked(AGAIN, "13900000001", name="张师傅")
    assert proposing.propose(town.district) == 1
    ((choice,), count) = choices(dispatcher)
    assert (count, choice.is_same_person, choice.why.startswith(WHY)) == (1, True, True)
    assert (choice.earlier, choice.later) == (first, again)


def test_a_neighbour_with_the_same_thing_is_proposed_without_that(town, asked, dispatcher):
    asked(FIRST, "13900000001"), asked(NEIGHBOUR, "13900000002", name="李四")
    assert proposing.propose(town.district) == 1
    ((choice,), _count) = choices(dispatcher)
    assert (choice.is_same_person, WHY in choice.why) == (False, False)


def test_the_same_person_with_another_thing_is_not_proposed(town, asked):
    asked(FIRST, "13900000001"), asked(OTHER, "13900000001")
    assert proposing.propose(town.district) == 0


def test_nobody_is_told_who_it_is_nor_that_it_is_one_person_without_looking_people_up(
    client, town, asked, dispatcher
):
    asked(FIRST, "13900000001"), asked(AGAIN, "13900000001")
    proposing.propose(town.district)
    town.login(client, dispatcher)
    page = client.get(reverse("matters:proposals")).content.decode()
    assert (WHY in page, "张三" in page, "13900000001" in page, "张*" in page) == (True, False, False, False)
    merger = town.actor_with("matter.merge")
    ((choice,), _count) = choices(merger)
    assert (choice.is_same_person, WHY in choice.why) == (False, False)


def test_the_page_of_the_later_one_tells_and_the_look_is_logged(client, town, asked, dispatcher):
    first, again = asked(FIRST, "13900000001"), asked(AGAIN, "13900000001")
    town.login(client, dispatcher)
    page = client.get(reverse("matters:likely", args=[again.case.code])).content.decode()
    assert (WHY in page, first.case.code in page) == (True, True)
    row = AccessLog.objects.filter(kind="search").latest("at")
    assert row.subjects == [str(again.case.parties.get().person_id)]
    town.login(client, town.actor("verifier"))
    assert WHY not in client.get(reverse("matters:likely", args=[again.case.code])).content.decode()


def test_what_lies_out_of_reach_stays_unknown(town, asked):
    asked(FIRST, "13900000001", community=town.other_community)
    again = asked(FIRST, "13900000001")
    street = town.actor("dispatcher", org=town.street_centre, name="街道交办员")
    assert (earlier_of_one(again, street), len(earlier_of_one(again, town.actor("clerk")))) == ([], 1)


def test_a_part_is_not_taken_for_the_same_thing_again(town, asked, dispatcher):
    whole = asked(FIRST, "13900000001")
    matters.split_off(whole, by=dispatcher, title=AGAIN[0], body=AGAIN[1])
    assert proposing.propose(town.district) == 0


def test_a_person_decides_and_is_not_asked_again(town, asked, dispatcher):
    first, again = asked(FIRST, "13900000001"), asked(AGAIN, "13900000001")
    proposing.propose(town.district)
    outsider = town.actor("dispatcher", org=town.other_street_centre, name="外街道")
    with pytest.raises(NotFound):
        proposing.decide(Proposal.objects.get(), same=True, by=outsider)
    proposing.decide(Proposal.objects.get(), same=True, by=dispatcher)
    again = Matter.objects.get(pk=again.pk)
    assert (again.status, again.merged_into) == ("merged", first)
    assert again.case.events.get(verb="matter.merged").note == "由并案建议并入（同一人反映）。"
    assert proposing.propose(town.district) == 0
