"""一件法律援助 — two papers are missing and asked for at once; refused on the seventh day; objected to; helped after all."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.aid import actions
from onedoor.aid.applying import Asked, Told, Who
from onedoor.aid.models import Lawyer
from onedoor.cases.keys import open_with_pin
from onedoor.cases.slips import give_out, pin_of
from onedoor.cases.timeline import is_intact
from onedoor.kit.problems import NotAllowed, NotNow

FIRST = datetime.fromisoformat("2026-11-02T09:00:00+08:00")
NAME = {"name": "周建国", "phone": "13909380001", "identity": "", "card_seen": False}
BOSS = {"name": "王经理", "phone": "13909380002", "identity": "", "card_seen": False}


@pytest.fixture
def cast(town):
    bureau = town._org("justice", "214", "区司法局", town.water.kind, town.district)
    officer = town.actor("aid_officer")
    lawyers = [town.actor("lawyer", name=name) for name in ("律师甲", "律师乙")]
    for lawyer in lawyers:
        actions.enrol(post=lawyer.post, staff=lawyer.staff, by=officer)
    return officer, town.actor("aid_reviewer", org=bureau, name="复核人"), lawyers


def row(actor):
    return Lawyer.objects.get(staff=actor.staff)


def test_two_missing_papers_a_refusal_on_the_seventh_day_and_an_objection(town, cast):
    officer, reviewer, (first, second) = cast
    with time_machine.travel(FIRST, tick=False) as clock:
        asked = Asked("labour", "员工要工资怎么办", who=Who(BOSS))
        assert actions.advise(asked, by=officer)[0].lawyer == row(first)
        slip = give_out(town.centre)
        told = Told(kind="labour", facts="公司拖欠三个月工资。", slip=slip.code, who=Who(NAME, BOSS))
        told.papers = ["identity", "facts"]
        aid, _pin = actions.apply_(told, by=officer)
        with pytest.raises(NotNow, match="经济困难状况说明表、劳动合同"):
            actions.grant(aid, by=officer)
        assert actions.want(aid, by=officer).wanted == ["hardship", "work"]
        clock.move_to(FIRST + timedelta(days=10))
        actions.supply(aid, papers=["hardship", "work"], by=officer)
        due = aid.case.deadlines.get(kind="aid_decide").due_at
        clock.move_to(due - timedelta(hours=8))
        actions.decline(aid, reason="劳动关系没有确认。", by=officer)
        assert aid.case.deadlines.get(kind="aid_decide").state == "met"
        clock.move_to(timezone.now() + timedelta(days=3))
        actions.object_(aid, words="有工资条。", by=officer)
        with pytest.raises(NotAllowed):
            actions.overturn(aid, reason="应当援助。", by=officer)
        actions.overturn(aid, reason="请求支付劳动报酬，应当援助。", by=reviewer)
        with pytest.raises(NotNow, match="回避"):
            actions.assign(aid, lawyer=row(first), by=officer)
        actions.assign(aid, lawyer=row(second), by=officer)
        with pytest.raises(NotAllowed):
            actions.take_up(aid, by=first)
        actions.take_up(aid, by=second)
        actions.close(aid, result="裁决支付工资。", by=second)
        opened = open_with_pin(slip.code, pin_of(slip), address="10.0.0.1")
        assert actions.rate(aid, stars=5, by=town.resident(opened.case.pk)).stars == 5
    titles = {paper.name.rsplit(".", 1)[0] for paper in aid.case.papers.all()}
    assert titles == {"补充材料告知书", "不予法律援助决定书", "法律援助异议审查决定书（责令改正）"}
    assert (aid.case.papers.count(), is_intact(aid.case)) == (6, True)


def test_a_walk_in_gets_the_next_free_lawyer(cast):
    officer = cast[0]
    told = [actions.advise(Asked("debt", "借条过期了吗"), by=officer)[0].lawyer.staff.name for _ in range(3)]
    assert told == ["律师甲", "律师乙", "律师甲"]
