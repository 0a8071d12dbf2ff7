"""吹哨报到 — three units are called and one is late; what was agreed holds the matter open; the emergency of one night.

And twenty-two who press at once: no answer is lost, nothing is owed twice.
"""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
import time_machine

from onedoor.cases import duties, timeline
from onedoor.cases.access import cases_for
from onedoor.cases.ringing import ring_all
from onedoor.kit.problems import NotNow
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.notices.models import Notice
from onedoor.posts.models import Org
from onedoor.whistles import actions as whistles
from onedoor.whistles.actions import Asked
from onedoor.whistles.classes import load_classes
from onedoor.whistles.models import Call, Whistle, WhistleClass
from tests.journeys.test_two_at_once import at_once, refusals

TZ = ZoneInfo("Asia/Shanghai")
WAGES = {
    "title": "工地欠薪堵路",
    "body": "进步巷工地二十多人讨薪，堵了路。",
    "kind": "help",
    "source": "portal",
}
CLERKS = 22


def at(*ymdhm):
    return time_machine.travel(datetime(*ymdhm, tzinfo=TZ), tick=False)


@pytest.fixture
def street(transactional_db, town):
    load_classes()
    return town.actor("dispatcher", org=town.street_centre)


@pytest.fixture
def matter(town, street):
    """Accepted by the street, given to the labour bureau, which cannot do it alone."""
    found = matters.register(
        Draft(**WAGES, community=town.community, desk=town.street_centre), by=town.portal
    ).matter
    matters.accept(found, by=street)
    matters.dispatch(found, by=street, lead=town.labour)
    matters.sign(found, by=town.actor("handler", org=town.labour))
    return found


def asked(*units, reason="joint", within="urgent"):
    klass = WhistleClass.objects.get(code=within)
    return Asked(
        reason, "到现场一起查清、劝离、发钱", "进步巷工地门口", klass, [(org, "执法证") for org in units]
    )


def told_to(org) -> list[str]:
    return [
        text.partition("：")[0]
        for text in Notice.objects.filter(org=org).order_by("at").values_list("text", flat=True)
    ]


def test_three_units_are_called_and_one_is_late(town, street, matter, work):
    labour, water = (town.actor("handler", org=org, name=org.name) for org in (town.labour, town.water))
    with at(2026, 3, 2, 9):
        whistle = whistles.blow(matter.case, asked(town.labour, town.water, town.housing), by=street)
        work()
    with at(2026, 3, 2, 9, 10):
        whistles.answer(whistle, by=labour, is_coming=True, words="二十分钟到")
        whistles.answer(whistle, by=water, is_coming=False, words="现场没有供水问题")
        whistles.excuse(whistle, by=street, org=town.water, words="同意")
    with at(2026, 3, 2, 9, 31):
        ring_all(by=town.system)
        work()
    late = Call.objects.get(late_at__isnull=False)
    assert (late.org, late.late_at) == (town.housing, datetime(2026, 3, 2, 9, 30, tzinfo=TZ))
    assert told_to(town.housing)[-2:] == ["区住建局应哨超时", "催办"]
    assert "区住建局应哨超时" in told_to(town.street_centre)
    assert told_to(town.centre) == ["区住建局应哨超时"]
    assert "准予不到" in told_to(town.water)
    reminded = matter.case.supervisions.get()
    assert (reminded.org, reminded.rung, reminded.rule) == (town.housing, "reminder", "silent")
    assert not cases_for(water).exists()
    with at(2026, 3, 2, 9, 40):
        whistles.answer(whistle, by=town.actor("handler", org=town.housing), is_coming=True)
        work()
    reminded.refresh_from_db()
    assert (reminded.status, matter.case.supervisions.open().count()) == ("lifted", 0)
    assert timeline.is_intact(matter.case)


def test_what_was_agreed_holds_the_matter_open_until_it_is_done_or_waived(town, street, matter):
    labour, housing = (town.actor("handler", org=org, name=org.name) for org in (town.labour, town.housing))
    whistle = whistles.blow(matter.case, asked(town.labour, town.housing), by=street)
    for org in (town.labour, town.housing):
        whistles.confirm_arrival(whistle, by=street, org=org)
    whistles.gather(whistle, by=street)
    given = [(town.labour, "监督发清工资", 2), (town.housing, "核查分包合同", 3)]
    whistles.minute(whistle, by=street, minutes="两日内发清", present="三家单位", given=given)
    matters.resolve(matter, by=labour, result="工资已发清")
    verifier = town.actor("verifier")
    matter = matters.verify(matter, by=verifier, note="属实")
    with pytest.raises(NotNow, match="还有2项任务没有完成"):
        matters.answer(matter, by=street, reply="工资已发清。")
    first, second = matter.case.duties.order_by("number")
    duties.finish(first, by=labour, result="发清")
    duties.waive(second, by=street, reason="合同已由市里核查")
    matters.close(matters.answer(matter, by=street, reply="工资已发清。"), by=verifier)
    whistles.end(whistle, by=street, words="工资发清，道路恢复")
    matter.refresh_from_db()
    assert (matter.status, Whistle.objects.get().status) == ("closed", "ended")
    assert not cases_for(housing).exists()


def test_the_emergency_of_one_night(town, street, work):
    water = town.actor("handler")
    with at(2026, 3, 2, 23, 50):
        whistle = whistles.open_emergency(
            "自来水主管爆裂", town.street, asked(town.water, town.centre, reason="emergency"), by=street
        )
        work()
        assert told_to(town.water) == ["吹哨"]
        whistles.answer(whistle, by=water, is_coming=True, words="抢修车已出发")
        whistles.log(whistle, by=street, kind="order", words="先关总阀", to=town.water)
        work()
        assert told_to(town.water) == ["吹哨", "联办指令"]
    with at(2026, 3, 3, 0, 25):
        ring_all(by=town.system)
        work()
        assert [call.org for call in whistle.calls.exclude(late_at=None)] == [town.centre]
        whistles.confirm_arrival(whistle, by=street, org=town.water)
        whistles.log(whistle, by=water, kind="report", words="总阀已关，水退")
        whistles.gather(whistle, by=street)
        whistles.minute(
            whistle, by=street, minutes="天亮前修好", present="水务局", given=[(town.water, "换管", 1)]
        )
        with pytest.raises(NotNow):
            whistles.end(whistle, by=street, words="完")
        duties.finish(whistle.case.duties.get(), by=water, result="已换管")
        whistles.end(whistle, by=street, words="六时恢复供水")
        work()
    whistle.case.refresh_from_db()
    assert (whistle.case.closed_at is not None, timeline.is_intact(whistle.case)) == (True, True)
    assert not whistle.case.deadlines.open().exists()


# ---------------------------------------------------------------- twenty-two at once


@pytest.fixture
def twenty(transactional_db, town, street, matter):
    """A whistle to twenty units, each with somebody to answer."""
    orgs = Org.objects.bulk_create(
        Org(code=f"u{n}", number=f"{300 + n}", name=f"单位{n}", kind="department", region=town.district)
        for n in range(20)
    )
    whistle = whistles.blow(matter.case, asked(*orgs), by=street)
    return whistle, [town.actor("handler", org=org, name=org.name) for org in orgs]


def test_no_answer_is_lost_when_twenty_two_press_at_once(town, street, matter, twenty):
    """Twenty units answer in one moment, while two at the centre confirm an arrival and write the log."""
    whistle, units = twenty
    acts = [
        partial(whistles.answer, whistle, by=unit, is_coming=True, words=unit.post.org.name) for unit in units
    ]
    acts.append(partial(whistles.log, whistle, by=street, kind="order", words="集合"))
    acts.append(partial(whistles.log, whistle, by=street, kind="note", words="天黑路滑"))
    assert (len(acts), refusals(at_once(*acts))) == (CLERKS, [])
    answered = dict(Call.objects.filter(answer="coming").values_list("org__name", "words"))
    assert answered == {f"单位{n}": f"单位{n}" for n in range(20)}
    assert (whistle.entries.count(), matter.case.deadlines.open().filter(kind="call").count()) == (2, 0)
    seqs = list(matter.case.events.order_by("seq").values_list("seq", flat=True))
    assert (seqs, timeline.is_intact(matter.case)) == (list(range(1, len(seqs) + 1)), True)


def test_of_twenty_two_colleagues_of_one_unit_the_first_answers(town, street, matter):
    whistle = whistles.blow(matter.case, asked(town.water), by=street)
    colleagues = [town.actor("handler", name=f"同事{n}") for n in range(CLERKS)]
    results = at_once(
        *(
            partial(whistles.answer, whistle, by=by, is_coming=n % 2 == 0, words=f"同事{n}")
            for n, by in enumerate(colleagues)
        )
    )
    assert refusals(results) == [NotNow] * (CLERKS - 1)
    call, written = Call.objects.get(), matter.case.events.filter(verb="whistle.answered")
    assert (written.count(), written.get().note) == (1, call.words)


def test_twenty_two_who_keep_the_same_minutes_give_no_duty_twice(town, street, matter):
    whistle = whistles.blow(matter.case, asked(town.water), by=street)
    whistles.confirm_arrival(whistle, by=street, org=town.water)
    whistles.gather(whistle, by=street)
    clerks = [town.actor("dispatcher", org=town.street_centre, name=f"值班{n}") for n in range(CLERKS)]
    told = {"minutes": "先恢复供水", "present": "两家", "given": [(town.water, "恢复供水", 1)]}
    results = at_once(*(partial(whistles.minute, whistle, by=by, **told) for by in clerks))
    assert refusals(results) == [NotNow] * (CLERKS - 1)
    assert (matter.case.duties.count(), Whistle.objects.get().status) == (1, "minuted")
    assert matter.case.events.filter(verb__in=["whistle.minuted", "duty.given"]).count() == 2


def test_twenty_two_who_blow_about_the_same_case_blow_once(town, street, matter):
    clerks = [town.actor("dispatcher", org=town.street_centre, name=f"值班{n}") for n in range(CLERKS)]
    results = at_once(*(partial(whistles.blow, matter.case, asked(town.water), by=by) for by in clerks))
    assert refusals(results) == [NotNow] * (CLERKS - 1)
    assert (Whistle.objects.count(), Call.objects.count()) == (1, 1)
