"""吹哨 — who may call whom, for what, and what happens to the case and its clocks when they do."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case, Involvement
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.whistles import actions
from onedoor.whistles.models import Call, Whistle
from onedoor.whistles.tests.conftest import verbs

TZ = ZoneInfo("Asia/Shanghai")


def at(*ymdhm):
    return time_machine.travel(datetime(*ymdhm, tzinfo=TZ), tick=False)


def test_every_unit_called_has_a_clock_of_its_own_and_reaches_the_case(scene):
    assert not cases_for(scene.water).exists()
    with at(2026, 3, 2, 9):
        whistle = scene.blow()
    calls = {call.org.code: call.due_at for call in whistle.calls.all()}
    due = datetime(2026, 3, 2, 9, 30, tzinfo=TZ)
    assert calls == {"water": due, "labour": due}
    clocks = scene.case.deadlines.open().values_list("kind", "org__code", "due_at")
    assert set(clocks) == {("call", "water", due), ("call", "labour", due)}
    assert (list(cases_for(scene.water)), list(cases_for(scene.housing))) == ([scene.case], [])
    assert verbs(scene.case) == ["whistle.blown"]
    assert scene.case.events.get().facts == {
        "reason": "joint", "units": ["water", "labour"], "place": "进步巷工地门口",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("within", "due"),
    [("urgent", (2026, 3, 6, 17, 30)), ("quick", (2026, 3, 6, 21)), ("usual", (2026, 3, 10))],
)
def test_the_time_to_answer_follows_from_the_class(scene, within, due):
    with at(2026, 3, 6, 17):
        whistle = scene.blow(within=within)
    assert {call.due_at for call in whistle.calls.all()} == {datetime(*due, tzinfo=TZ)}


def test_a_unit_that_has_a_part_already_keeps_it(scene, town):
    Involvement.objects.create(case=scene.case, org=town.water, role="lead", since=datetime.now(TZ))
    scene.blow()
    parts = scene.case.involvements.filter(until=None).values_list("org__code", "role")
    assert set(parts) == {("water", "lead"), ("labour", "called")}


def test_a_village_or_a_department_calls_nobody(scene, town):
    head = town.actor_with("whistle.blow", org=town.community_office)
    with pytest.raises(NotAllowed, match="只有区和镇街的综治中心可以吹哨"):
        scene.blow(by=head)
    assert Whistle.objects.count() == 0


def test_a_clerk_does_not_blow(scene, town):
    with pytest.raises(NotAllowed, match="岗位不能办理"):
        scene.blow(by=town.actor("clerk", org=town.street_centre))


def test_a_centre_does_not_blow_about_another_ones_case(scene, town):
    elsewhere = town.actor("dispatcher", org=town.other_street_centre, name="东关")
    with pytest.raises(NotAllowed):
        scene.blow(by=elsewhere)


@pytest.mark.parametrize(
    ("units", "refusal"),
    [
        (lambda town: [], "至少选一个"),
        (lambda town: [town.water, town.water], "选了两次"),
        (lambda town: [town.street_centre], "不用呼叫本单位"),
        (lambda town: [town.other_street_centre], "东关街道综治中心不管事发地"),
    ],
)
def test_whom_one_may_not_call(scene, town, units, refusal):
    asked = scene.asked()
    asked = actions.Asked(
        asked.reason, asked.words, asked.place, asked.within, [(org, "") for org in units(town)]
    )
    with pytest.raises(NotValid, match=refusal):
        actions.blow(scene.case, asked, by=scene.host)
    assert (Whistle.objects.count(), scene.case.deadlines.count()) == (0, 0)


def test_a_street_whistles_upward_and_downward_along_the_place(scene, town):
    whistle = scene.blow(town.centre, town.community_office, town.water)
    assert whistle.calls.count() == 3


def test_one_whistle_of_a_centre_goes_on_at_a_time_and_more_are_called_to_it(scene, town):
    whistle = scene.blow()
    with pytest.raises(NotNow, match="还没有结束"):
        scene.blow(town.housing)
    actions.call_more(whistle, by=scene.host, units=[(town.housing, "测量仪")])
    assert [call.org.code for call in whistle.calls.all()] == ["water", "labour", "housing"]
    with pytest.raises(NotNow, match="已经呼叫过区住建局"):
        actions.call_more(whistle, by=scene.host, units=[(town.housing, "")])


def test_two_centres_do_not_make_one_unit_answer_twice_at_once(scene, town):
    scene.blow(town.water)
    district = town.actor("dispatcher", name="区中心")
    with pytest.raises(NotNow, match="区水务局还没有答复对这件事的另一次吹哨"):
        scene.blow(town.water, by=district)
    assert scene.blow(town.housing, by=district).host == town.centre


def test_nothing_is_whistled_about_what_is_over(scene):
    Case.objects.filter(pk=scene.case.pk).update(closed_at=datetime.now(TZ))
    with pytest.raises(NotNow, match="已经结束"):
        scene.blow()


def test_an_emergency_opens_a_case_of_its_own(scene, town):
    asked = scene.asked(reason="emergency")
    whistle = actions.open_emergency("自来水主管爆裂", town.street, asked, by=scene.host)
    assert (whistle.is_own_case, whistle.is_emergency, whistle.case.region) == (True, True, town.street)
    assert verbs(whistle.case) == ["whistle.case_opened", "whistle.blown"]
    assert whistle.case.code != scene.case.code


def test_an_emergency_stays_within_the_centres_own_place(scene, town):
    with pytest.raises(NotAllowed, match="本单位辖区内"):
        actions.open_emergency("山洪", town.other_street, scene.asked(reason="emergency"), by=scene.host)
    with pytest.raises(NotAllowed):
        actions.open_emergency(
            "山洪", town.street, scene.asked(), by=town.actor("clerk", org=town.street_centre)
        )
    assert Case.objects.count() == 1


def test_no_more_than_twenty_units(scene, town):
    asked = scene.asked()
    orgs = [town._org(f"d{n}", f"{300 + n}", f"单位{n}", "department", town.district) for n in range(21)]
    asked = actions.Asked(asked.reason, asked.words, asked.place, asked.within, [(org, "") for org in orgs])
    with pytest.raises(NotValid, match="最多呼叫20个"):
        actions.blow(scene.case, asked, by=scene.host)
    assert Call.objects.count() == 0
