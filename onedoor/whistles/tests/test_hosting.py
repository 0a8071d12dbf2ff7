"""联办 — gathering, minutes with duties, the log, ratings, and the ways a whistle ends; each with its refusals."""

import pytest
from django.db import DatabaseError, transaction

from onedoor.audit.models import AccessLog
from onedoor.cases import duties
from onedoor.cases.access import cases_for
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.whistles import actions
from onedoor.whistles.models import LogEntry, Whistle, WhistleClass
from onedoor.whistles.tests.conftest import verbs


def test_nothing_begins_before_somebody_has_come(scene):
    with pytest.raises(NotNow, match="还没有单位到场"):
        actions.gather(scene.blow(), by=scene.host)


def test_minutes_give_duties_each_with_its_own_clock(scene, town):
    given = [(town.water, "恢复供水", 2), (town.labour, "核实工资", 5)]
    whistle = scene.minuted(given=given)
    found = [(duty.org, duty.words, duty.giver, duty.origin) for duty in scene.case.duties.order_by("number")]
    assert found == [
        (town.water, "恢复供水", town.street_centre, "吹哨会商纪要"),
        (town.labour, "核实工资", town.street_centre, "吹哨会商纪要"),
    ]
    assert sorted(clock.days for clock in scene.case.deadlines.open()) == [2, 5]
    assert (whistle.status, verbs(scene.case)[-3:]) == (
        "minuted",
        ["whistle.minuted", "duty.given", "duty.given"],
    )


def test_a_duty_goes_to_those_who_were_called_and_nothing_is_kept_of_refused_minutes(scene, town):
    whistle = scene.gathered()
    with pytest.raises(NotValid, match="没有呼叫区住建局"):
        actions.minute(
            whistle, by=scene.host, minutes="议定", present="三家", given=[(town.housing, "测量", 1)]
        )
    whistle.refresh_from_db()
    assert (whistle.status, whistle.minutes, scene.case.duties.count()) == ("gathered", "", 0)


def test_minutes_are_kept_once(scene):
    whistle = scene.minuted()
    with pytest.raises(NotNow, match="已会商"):
        actions.minute(whistle, by=scene.host, minutes="又一份", present="两家")


def test_a_case_of_a_matter_goes_on_when_the_whistle_ends(scene, town):
    whistle = scene.minuted(given=[(town.water, "恢复供水", 2)])
    actions.end(whistle, by=scene.host, words="各自回去办")
    scene.case.refresh_from_db()
    assert (Whistle.objects.get().status, scene.case.closed_at) == ("ended", None)
    assert list(cases_for(scene.water)) == [scene.case]


def test_a_case_opened_for_it_ends_with_it_once_nothing_is_owed(scene, town):
    whistle = actions.open_emergency("水管爆裂", town.street, scene.asked(reason="emergency"), by=scene.host)
    actions.confirm_arrival(whistle, by=scene.host, org=town.water)
    actions.gather(whistle, by=scene.host)
    actions.minute(
        whistle, by=scene.host, minutes="先关阀", present="水务局", given=[(town.water, "抢修", 1)]
    )
    with pytest.raises(NotNow, match="还有1项任务没有完成"):
        actions.end(whistle, by=scene.host, words="完")
    duties.finish(whistle.case.duties.get(), by=scene.water, result="修好了")
    case = actions.end(whistle, by=scene.host, words="恢复供水").case
    assert (case.closed_at is not None, case.deadlines.open().count()) == (True, 0)


def test_calling_off_ends_clocks_and_parts(scene):
    whistle = scene.blow()
    actions.call_off(whistle, by=scene.host, reason="误报")
    assert (scene.case.deadlines.open().count(), list(cases_for(scene.water))) == (0, [])
    with pytest.raises(NotNow, match="已撤哨"):
        actions.confirm_arrival(whistle, by=scene.host, org=whistle.calls.all()[0].org)


def test_after_the_minutes_it_is_not_called_off_any_more(scene):
    with pytest.raises(NotNow):
        actions.call_off(scene.minuted(), by=scene.host, reason="算了")


@pytest.mark.parametrize("name", ["gather", "call_off"])
def test_only_the_host_moves_it(scene, town, name):
    whistle = scene.arrived()
    told = {"reason": "误报"} if name == "call_off" else {}
    for by in (town.actor("dispatcher", name="区中心"), scene.water):
        with pytest.raises(NotAllowed):
            vars(actions)[name](whistle, by=by, **told)
    assert Whistle.objects.get().status == "called"


# ---------------------------------------------------------------- the log


def test_the_host_orders_and_units_report(scene, town):
    whistle = scene.blow()
    actions.log(whistle, by=scene.host, kind="order", words="先关总阀", to=town.water)
    actions.log(whistle, by=scene.water, kind="report", words="总阀已关")
    said = whistle.entries.values_list("kind", "words", "to__code", "post__org__code")
    assert list(said) == [("order", "先关总阀", "water", "street"), ("report", "总阀已关", None, "water")]
    assert verbs(scene.case)[1:] == ["whistle.logged", "whistle.logged"]


def test_a_unit_orders_nobody_and_strangers_log_nothing(scene, town):
    whistle = scene.blow()
    with pytest.raises(NotValid, match="指令由吹哨单位下达"):
        actions.log(whistle, by=scene.water, kind="order", words="你们先上")
    with pytest.raises(NotAllowed):
        actions.log(whistle, by=town.actor("dispatcher", name="区中心"), kind="report", words="看到了")
    with pytest.raises(NotValid, match="没有呼叫区住建局"):
        actions.log(whistle, by=scene.host, kind="order", words="测量", to=town.housing)
    assert LogEntry.objects.count() == 0


def test_the_log_is_never_changed(scene):
    whistle = scene.blow()
    entry = actions.log(whistle, by=scene.host, kind="note", words="到达现场")
    with pytest.raises(DatabaseError), transaction.atomic():
        LogEntry.objects.filter(pk=entry.pk).update(words="没到")
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()
    assert whistle.entries.get().words == "到达现场"


# ---------------------------------------------------------------- ratings


def test_host_and_units_rate_each_other_once(scene, town):
    whistle = scene.minuted()
    actions.rate(whistle, by=scene.host, org=town.water, stars=5)
    actions.rate(whistle, by=scene.water, org=town.street_centre, stars=2, words="叫了没有说清带什么")
    said = whistle.ratings.values_list("by__code", "of__code", "stars")
    assert list(said) == [("street", "water", 5), ("water", "street", 2)]
    with pytest.raises(NotNow, match="已经评价过"):
        actions.rate(whistle, by=scene.host, org=town.water, stars=1, words="改主意")


@pytest.mark.parametrize(
    ("stars", "words", "refusal"), [(0, "", "1到5"), (6, "", "1到5"), (2, " ", "写明具体情况")]
)
def test_a_rating_stays_within_bounds_and_a_low_one_says_why(scene, town, stars, words, refusal):
    with pytest.raises(NotValid, match=refusal):
        actions.rate(scene.minuted(), by=scene.host, org=town.water, stars=stars, words=words)


def test_nobody_is_rated_before_the_minutes_or_by_the_way(scene, town):
    with pytest.raises(NotNow):
        actions.rate(scene.gathered(), by=scene.host, org=town.water, stars=5)
    with pytest.raises(NotAllowed):
        actions.rate(Whistle.objects.get(), by=scene.housing, org=town.water, stars=5)


def test_units_rate_the_host_and_not_each_other(scene, town):
    with pytest.raises(NotNow):
        actions.rate(scene.minuted(), by=scene.water, org=town.labour, stars=5)


# ---------------------------------------------------------------- the report, the classes


def test_a_report_is_logged_before_it_leaves(scene):
    whistle = scene.minuted()
    content = actions.report(whistle, by=scene.host, reason="报区委值班室的处置情况")
    assert content[:2] == b"PK"
    log = AccessLog.objects.get(kind="export")
    assert log.reason == f"导出联办报告{scene.case.code}：报区委值班室的处置情况"


def test_a_report_needs_a_reason_and_the_host(scene, town):
    whistle = scene.minuted()
    with pytest.raises(NotValid):
        actions.report(whistle, by=scene.host, reason="工作需要")
    with pytest.raises(NotAllowed):
        actions.report(whistle, by=town.actor("dispatcher", name="区中心"), reason="报区委值班室的处置情况")
    assert not AccessLog.objects.filter(kind="export").exists()


def test_a_class_is_changed_for_whistles_to_come(scene, town):
    whistle, urgent = scene.blow(), WhistleClass.objects.get(code="urgent")
    told = {"name": "特急", "count": 15, "unit": "minutes", "is_active": True}
    actions.edit_class(urgent, by=town.actor("operator"), **told)
    whistle.refresh_from_db()
    assert (whistle.class_name, whistle.count, WhistleClass.objects.get(code="urgent").count) == (
        "紧急",
        30,
        15,
    )
    with pytest.raises(NotAllowed):
        actions.edit_class(urgent, by=scene.host, **told)


def test_one_class_stays_in_use(scene, town):
    WhistleClass.objects.exclude(code="urgent").update(is_active=False)
    told = {"name": "紧急", "count": 30, "unit": "minutes", "is_active": False}
    with pytest.raises(NotValid, match="至少要留一档"):
        actions.edit_class(WhistleClass.objects.get(code="urgent"), by=town.actor("operator"), **told)
