"""Nobody from outside is sent to a mediation: whoever is sent to a case reads it."""

from datetime import date

import pytest
from django.utils import timezone

from onedoor.cases import duties
from onedoor.committees.models import Committee
from onedoor.joint.actions import meetings
from onedoor.joint.actions.meetings import call
from onedoor.kit.problems import NotNow
from onedoor.mediation.actions import apply_
from onedoor.mediation.applying import Told, Who
from onedoor.mediation.models import Side
from onedoor.tasks import actions as tasks
from onedoor.whistles.actions import blow
from onedoor.whistles.actions.blowing import Asked
from onedoor.whistles.classes import load_classes
from onedoor.whistles.models import WhistleClass

APART = "这是调解案卷"


def person(name, standing):
    return Who({"name": name, "phone": "", "identity": "", "card_seen": False}, standing)


@pytest.fixture
def case(town):
    """A mediation at the desk of the district's centre, which many posts of the district reach."""
    desk = town.actor("mediation_desk")
    told = {"kind": "people", "region": town.district, "opened_on": date(2026, 1, 4)}
    committee = Committee.objects.create(name="测试调委会", series="测民", org=desk.post.org, **told)
    sides = [person("周建国", Side.Standing.APPLICANT), person("李秀英", Side.Standing.RESPONDENT)]
    words = Told(type="0201", facts="楼上漏水", sides=sides, committee=committee)
    return apply_(words, by=desk)[0].case


def test_no_unit_is_given_a_duty_in_a_mediation(town, case):
    with pytest.raises(NotNow, match=APART):
        duties.give(case, town.water, "去看看漏水", by=town.actor("dispatcher"))
    assert not case.duties.exists()


def test_nobody_is_called_to_a_mediation_by_a_whistle(town, case):
    load_classes()
    within = WhistleClass.objects.get(code="urgent")
    asked = Asked("joint", "请到现场", "进步巷", within, [(town.water, "")])
    with pytest.raises(NotNow, match=APART):
        blow(case, asked, by=town.actor("dispatcher"))


def test_no_grid_is_sent_to_a_mediation(town, case):
    with pytest.raises(NotNow, match=APART):
        tasks.give(case, town.grid, "visit", "去问问", by=town.actor("verifier"))


def test_no_meeting_talks_about_a_mediation(town, case):
    clerk = town.actor("dispatcher")
    meeting = call(name="联席会议", at=timezone.now(), venue="三楼", by=clerk)
    with pytest.raises(NotNow, match=APART):
        meetings.put_on(meeting, [("own", case.code)], by=clerk)
