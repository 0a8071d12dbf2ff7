"""拖欠工资 — agreed in instalments, one paid late, everything told in time; and once not paid at all, the payment order."""

from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from onedoor.kit.problems import NotValid
from onedoor.mediation import actions
from onedoor.mediation.applying import Speaks
from onedoor.mediation.court import AFTER_BREACH
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Due
from onedoor.mediation.queries.agreements import binding_of
from onedoor.mediation.queries.performing import late_dues
from onedoor.mediation.tests.conftest import R, Room, who
from onedoor.mediation.tests.test_agreeing import scan
from onedoor.posts.given import system_actor


def at(month, day):
    return timezone.make_aware(datetime(2026, month, day, 9))


def agreed(room):
    """Nine thousand yuan of wages, in three parts on the tenth of each month; signed on 2026-03-02."""
    boss = Speaks({"name": "陈经理", "phone": "", "identity": ""}, "officer", "general", True)
    firm = who("陈经理", R, organisation="顺达建筑公司", speakers=[boss])
    mediation = room.mediating(who("周建国"), firm, type="0705", facts="做了三个月没有拿到工资。")
    worker, firm = mediation.sides.all()
    actions.write_agreement(
        mediation, by=room.mediator, facts="欠三个月工资。", penalty="晚一天按日万分之五。"
    )
    actions.add_obligation(
        mediation,
        by=room.mediator,
        kind="money",
        owed_by=firm,
        owed_to=worker,
        words="付清工资",
        amount=Decimal(9000),
        instalments=3,
        first_day=date(2026, 3, 10),
        every=1,
        unit="months",
        way="银行转账",
    )
    actions.sign_for_side(mediation, by=room.mediator, side=worker, how="print")
    told = {"side": firm, "how": "stamp", "representative": firm.representatives.get()}
    actions.sign_for_side(mediation, by=room.mediator, **told)
    actions.sign_as_mediator(mediation, by=room.mediator)
    actions.keep_signed(mediation, by=room.mediator, upload=scan())
    return actions.seal(mediation, by=room.desk)


def pay(room, mediation, due, day):
    told = {"done_on": day, "amount": due.amount, "seen": "transfer"}
    return actions.perform(mediation, by=room.mediator, due=due, **told)


@pytest.fixture
def room(town):
    with time_machine.travel(at(3, 2), tick=False):
        yield Room(town)


def test_wages_are_paid_in_three_parts_and_one_comes_late(room):
    mediation = agreed(room)
    first, second, third = Due.objects.filter(obligation__agreement__mediation=mediation)
    with time_machine.travel(at(3, 7), tick=False):
        actions.tend(by=system_actor())
    with time_machine.travel(at(3, 10), tick=False):
        pay(room, mediation, first, date(2026, 3, 10))
    with time_machine.travel(at(4, 13), tick=False):
        actions.tend(by=system_actor())
        assert list(late_dues(room.mediator)) == [second]
        actions.urge(mediation, by=room.mediator, due=second, channel="phone")
        pay(room, mediation, second, date(2026, 4, 13))
    with time_machine.travel(at(5, 11), tick=False):
        mediation = pay(room, mediation, third, date(2026, 5, 11))
    verbs = list(mediation.case.events.values_list("verb", flat=True))
    assert mediation.status == Status.PERFORMED
    assert mediation.case.events.get(verb="mediation.performed").facts["late"] is True
    assert [verbs.count(f"mediation.{one}") for one in ("due_near", "due_late", "urged", "due_done")] == [
        1,
        1,
        1,
        3,
    ]


def test_wages_not_paid_at_all_go_to_a_payment_order(room):
    mediation = agreed(room)
    with time_machine.travel(at(3, 20), tick=False):
        with pytest.raises(NotValid):
            actions.breach(mediation, by=room.mediator, way="enforce", words="没有付")
        actions.breach(mediation, by=room.mediator, way="order", words="第一期没有付")
    agreement = binding_of(mediation)
    assert AFTER_BREACH[agreement.breach_way].article == "《劳动争议调解仲裁法》第十六条"
    assert mediation.case.events.get(verb="mediation.breached").facts["way"] == "order"
