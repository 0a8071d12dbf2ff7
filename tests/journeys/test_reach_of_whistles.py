"""视野与办理的边界：吹哨、督办、任务 — how long whoever was called reaches a case, and who may end what another asked."""

import pytest
from django.urls import reverse

from onedoor.cases import duties
from onedoor.cases.access import cases_for
from onedoor.cases.models import Case
from onedoor.cases.opening import draft_cases, involve
from onedoor.cases.queries import is_own_work
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotAllowed, NotValid, Problem
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.persons.actions import enter
from onedoor.supervision import actions as supervision
from onedoor.whistles import actions as whistles
from onedoor.whistles.actions import Asked
from onedoor.whistles.classes import load_classes
from onedoor.whistles.models import Whistle, WhistleClass


@pytest.fixture
def matter(town):
    clerk = town.actor("clerk")
    person = enter("张三", "13900000001", by=clerk)
    draft = Draft(
        "楼道争吵", "听见打人。", "window", community=town.community, desk=town.centre, person=person
    )
    return matters.accept(matters.register(draft, by=clerk).matter, by=clerk)


@pytest.fixture
def street(town):
    return town.actor("dispatcher", org=town.street_centre, name="街道分流")


@pytest.fixture
def district(town):
    return town.actor("dispatcher")


@pytest.fixture
def water(town):
    return town.actor("handler")


def blow(matter, by, *orgs):
    load_classes()
    within = WhistleClass.objects.get(code="urgent")
    asked = Asked("joint", "一起到场", "进步巷工地门口", within, [(org, "") for org in orgs])
    return whistles.blow(matter.case, asked, by=by)


def ended(whistle, by, *orgs, given=()):
    for org in orgs:
        whistles.confirm_arrival(whistle, by=by, org=org)
    whistles.gather(whistle, by=by)
    whistles.minute(whistle, by=by, minutes="议定", present="各单位", given=given)
    return whistles.end(whistle, by=by, words="各自回去办")


def call_clocks(case):
    return case.deadlines.open().filter(kind="call").count()


# ------------------------------------------------ how long the called reach it


def test_whoever_was_called_reaches_the_case_no_longer_than_the_whistle(town, matter, street, water):
    ended(blow(matter, street, town.water, town.labour), street, town.water)
    assert (list(cases_for(water)), call_clocks(matter.case)) == ([], 0)


def test_whoever_still_owes_a_duty_keeps_the_case_for_it(town, matter, street, water):
    ended(blow(matter, street, town.water), street, town.water, given=[(town.water, "抢修", 2)])
    part = matter.case.involvements.get(org=town.water, until=None)
    assert (part.role, list(cases_for(water))) == ("task", [matter.case])


def test_the_end_of_one_whistle_leaves_the_calls_of_another(town, matter, street, district, water):
    done = ended(blow(matter, street, town.labour, town.water), street, town.labour, town.water)
    first = blow(matter, street, town.labour, town.housing)
    whistles.confirm_arrival(first, by=street, org=town.housing)
    second = blow(matter, district, town.water, town.housing)
    whistles.call_off(first, by=street, reason="误报")
    assert (done.status, call_clocks(matter.case), list(cases_for(water))) == ("ended", 2, [matter.case])
    whistles.answer(second, by=water, is_coming=True)
    assert call_clocks(matter.case) == 1


def test_who_is_excused_from_one_whistle_is_still_called_by_another(town, matter, street, district, water):
    first = blow(matter, street, town.water)
    whistles.answer(first, by=water, is_coming=False, words="人手都在抢险")
    second = blow(matter, district, town.water)
    whistles.excuse(first, by=street, org=town.water)
    assert (call_clocks(matter.case), list(cases_for(water))) == (1, [matter.case])
    whistles.answer(second, by=water, is_coming=True)
    whistles.call_off(first, by=street, reason="误报")
    assert list(cases_for(water)) == [matter.case]
    whistles.call_off(second, by=district, reason="误报")
    assert list(cases_for(water)) == []


def test_an_arrival_at_one_whistle_answers_no_other(town, matter, street, district, water):
    first = blow(matter, street, town.water)
    whistles.answer(first, by=water, is_coming=True)
    blow(matter, district, town.water)
    whistles.confirm_arrival(first, by=street, org=town.water)
    assert call_clocks(matter.case) == 1


# ------------------------------------------------ whose own work it is


@pytest.mark.parametrize(
    ("role", "is_own"),
    [("lead", True), ("assist", True), ("task", True), ("called", False), ("source", False)],
)
def test_a_unit_that_only_came_has_it_not_as_its_own_work(town, district, role, is_own):
    [case] = draft_cases([("路灯不亮", town.community, "normal")], by=district)
    case.save(force_insert=True)
    involve(case, town.water, role)
    assert is_own_work(case, town.post("handler")) is is_own


@pytest.mark.parametrize(
    ("verb", "is_own"),
    [
        *(("supervision.raised", False), ("whistle.logged", False), ("duty.given", False)),
        *(("matter.related", False), ("matter.unrelated", False), ("matter.dispatched", True)),
    ],
)
def test_a_step_beside_the_work_makes_no_own_work(town, district, verb, is_own):
    [case] = draft_cases([("路灯不亮", town.community, "normal")], by=town.actor("clerk"))
    case.save(force_insert=True)
    record(case, verb, label="试", by=district)
    assert is_own_work(case, district.post) is is_own


# ------------------------------------------------ supervision


def test_a_lower_centre_does_not_lift_what_the_district_listed(town, matter, district, street):
    matters.dispatch(matter, by=district, lead=town.water)
    one = supervision.raise_(matter.case, town.water, "listed", by=town.actor("leader"), reason="拖延")
    with pytest.raises(NotAllowed):
        supervision.lift(one, by=street, reason="算了")
    for above in ("interview", "letter"):
        with pytest.raises(Problem):
            supervision.raise_(matter.case, town.centre, above, by=street, reason="约谈区中心")
    assert supervision.lift(one, by=district, reason="已办好").status == "lifted"


def test_a_lower_centre_neither_asks_again_nor_keeps_the_interview_of_the_district(
    town, matter, district, street, water
):
    matters.dispatch(matter, by=district, lead=town.water)
    letter = supervision.raise_(matter.case, town.water, "letter", by=district, reason="拖延")
    supervision.reply(letter, by=water, reply="明日办好")
    with pytest.raises(NotAllowed):
        supervision.ask_again(letter, by=street, note="不清楚")
    talk = supervision.raise_(matter.case, town.water, "interview", by=district, reason="来谈")
    held = {"held_at": matter.case.opened_at, "place": "二楼", "present": "副局长", "minutes": "月底通水"}
    with pytest.raises(Problem):
        supervision.interview(talk, by=street, **held)
    assert supervision.interview(talk, by=district, **held).interview.place == "二楼"


def test_what_a_rule_raised_is_lifted_by_the_district_or_above_the_unit(town, matter, street, district):
    case, by = matter.case, town.system.as_reaction()
    told = {"by": by, "occurrence": "1"}
    of_bureau = supervision.raise_by_rule(case, town.water, "overdue", **told)
    of_community = supervision.raise_by_rule(case, town.community_office, "overdue", **told)
    with pytest.raises(NotAllowed):
        supervision.lift(of_bureau, by=street, reason="算了")
    assert supervision.lift(of_community, by=street, reason="已办好").status == "lifted"
    assert supervision.lift(of_bureau, by=district, reason="已办好").status == "lifted"


def test_what_was_said_in_an_interview_stays_off_the_timeline(town, matter, district):
    matters.dispatch(matter, by=district, lead=town.water)
    talk = supervision.raise_(matter.case, town.water, "interview", by=district, reason="来谈")
    held = {
        "held_at": matter.case.opened_at,
        "place": "二楼",
        "present": "王副局长",
        "minutes": "王副局长表态",
    }
    supervision.interview(talk, by=district, **held)
    event = matter.case.events.get(verb="supervision.interviewed")
    assert (event.note, "王副局长" in str(event.facts)) == ("", False)


def test_a_street_sets_neither_the_districts_rules_nor_its_times(client, town, street, district):
    load_classes()
    with pytest.raises(NotAllowed):
        supervision.set_rule("overdue", by=street, reason="停", is_on=False, days=2)
    editor = town.actor_with("whistle.edit", "whistle.blow", org=town.street_centre)
    told = {"name": "紧急", "count": 60, "unit": "minutes", "is_active": True}
    with pytest.raises(NotAllowed):
        whistles.edit_class(WhistleClass.objects.get(code="urgent"), by=editor, **told)
    pages = []
    for actor in (street, district):
        town.login(client, actor)
        pages.append("保存改动" in client.get(reverse("supervision:rules")).content.decode())
    assert pages == [False, True]


# ------------------------------------------------ duties, emergencies


def test_a_sealed_duty_goes_to_nobody_who_may_not_read_it(town, matter):
    Case.objects.filter(pk=matter.case_id).update(secrecy="family")
    by = town.actor("dispatcher", clearances=["family"], name="有密级")
    town.post("handler", org=town.water, clearances=["family"])
    with pytest.raises(NotValid, match="没有人有这件事的密级权限"):
        duties.give(matter.case, town.water, "上门", by=by)
    town.actor("handler", org=town.water, clearances=["family"], name="有密级经办")
    assert duties.give(matter.case, town.water, "上门", by=by).org == town.water


def test_an_emergency_pressed_twice_is_one(client, town, street):
    load_classes()
    town.login(client, street)
    url = reverse("whistles:emergency")
    form = client.get(url).context["form"]
    said = {
        "key": form["key"].value(),
        "title": "水管爆裂",
        "region": town.street.code,
        "place": "进步巷口",
        "words": "先关阀",
        "within": "urgent",
        "unit_1": "water",
    }
    first, second = client.post(url, said), client.post(url, said)
    assert (first.status_code, first["Location"]) == (302, second["Location"])
    assert Whistle.objects.count() == 1
    other = client.post(url, said | {"title": "另一处爆裂"})
    assert (other.status_code, Whistle.objects.count()) == (422, 1)
