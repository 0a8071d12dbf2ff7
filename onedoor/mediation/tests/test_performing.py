"""What was agreed is done in its time, late, or not at all; the court confirms it; everybody is asked afterwards; and counted."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from onedoor.cases.due import last_day
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.court import PAPERS, QUESTIONS, words_of
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Due, FollowUp
from onedoor.mediation.queries.agreements import binding_of
from onedoor.mediation.queries.figures import Rate, figures_of
from onedoor.mediation.queries.performing import rest_of, ways_after
from onedoor.mediation.tests.conftest import R, who
from onedoor.mediation.tests.test_agreeing import DAY, all_sign, drawn_up, owe, today
from onedoor.posts.given import system_actor

NO = {one.key: False for one in QUESTIONS}
ALL = [key for key, _name in PAPERS]


@pytest.fixture
def agreed(room):
    """Two instalments of 1,500, in ten and in forty days."""
    mediation = room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="漏水。")
    owe(room, mediation, instalments=2, first_day=today() + 10 * DAY, last_day=None)
    return all_sign(room, mediation)


def dues(mediation):
    return list(Due.objects.filter(obligation__agreement__mediation=mediation))


def pay(room, mediation, due, amount, **more):
    told = {"done_on": today(), "seen": "receipt"} | more
    return actions.perform(mediation, by=room.mediator, due=due, amount=amount and Decimal(amount), **told)


def test_all_paid_is_performed_and_late_is_said(room, agreed):
    first, second = dues(agreed)
    pay(room, agreed, first, "1000")
    assert rest_of(first) == Decimal(500)
    with time_machine.travel(timezone.now() + 20 * DAY, tick=False):
        mediation = pay(room, agreed, first, "500")
        assert mediation.status == Status.AGREED
        mediation = pay(room, agreed, second, "1500")
    first.refresh_from_db()
    assert (mediation.status, first.came_late) == (Status.PERFORMED, True)
    assert mediation.case.events.get(verb="mediation.performed").facts["late"] is True


@pytest.mark.parametrize(
    "amount, more, field",
    [(None, {}, "amount"), ("1500.01", {}, "amount"), ("1", {"done_on": today() + DAY}, "done_on")],
)
def test_what_cannot_be_is_refused(room, agreed, amount, more, field):
    with pytest.raises(NotValid) as refused:
        pay(room, agreed, dues(agreed)[0], amount, **more)
    assert refused.value.detail["field"] == field


def test_only_what_is_nearly_due_is_urged(room, agreed):
    first = dues(agreed)[0]
    with pytest.raises(NotNow, match="三天以上"):
        actions.urge(agreed, by=room.mediator, due=first, channel="phone")
    with time_machine.travel(timezone.now() + 8 * DAY, tick=False):
        actions.urge(agreed, by=room.mediator, due=first, channel="phone")
    assert first.urgings.count() == 1


def test_reminders_come_three_days_before_on_the_day_and_when_late(room, agreed):
    events, begin = agreed.case.events, timezone.now()
    for days in (6, 7, 7, 8, 10, 11):
        with time_machine.travel(begin + days * DAY, tick=False):
            actions.tend(by=system_actor())
    near = list(events.filter(verb="mediation.due_near").values_list("facts__days", flat=True))
    assert (near, events.filter(verb="mediation.due_late").count()) == ([3, 0], 1)


def test_a_breach_goes_back_to_the_table(room, agreed):
    with pytest.raises(NotNow, match="没有过期"):
        actions.breach(agreed, by=room.mediator, way="again", words="没有付")
    with time_machine.travel(timezone.now() + 12 * DAY, tick=False):
        actions.breach(agreed, by=room.mediator, way="again", words="没有付")
        mediation = actions.reopen(agreed, by=room.desk, reason="没有付")
    assert (mediation.round, binding_of(mediation).round) == (2, 1)


def test_the_court_way_depends_on_what_there_is(room, agreed):
    assert ways_after(binding_of(agreed)) == ["again", "suit"]
    confirm(room, agreed)
    assert ways_after(binding_of(agreed)) == ["again", "enforce"]
    wages = all_sign(room, drawn_up(room, room.mediating(type="0703")))
    assert ways_after(binding_of(wages)) == ["again", "order", "suit"]


def confirm(room, mediation):
    actions.check_confirmable(mediation, by=room.desk, **NO)
    told = {"court_by": "office", "court": "测试区人民法院"}
    actions.prepare_confirmation(mediation, by=room.desk, papers=ALL, **told)
    for side in mediation.sides.all():
        actions.say_to_confirm(mediation, by=room.desk, side=side, is_yes=True, how="signed")
    actions.apply_to_court(mediation, by=room.desk, applied_on=today())
    told = {"on": today(), "number": "（2026）测0001民特1号"}
    return actions.court_answered(mediation, by=room.desk, answer="confirmed", **told)


def test_the_court_confirms_what_both_asked_for(room, agreed):
    assert confirm(room, agreed).status == "confirmed"
    assert agreed.case.events.filter(verb="mediation.confirmed").count() == 1
    # Nothing runs any more but the days in which a side may object to the ruling.
    clock = agreed.case.deadlines.open().get()
    assert (clock.kind, clock.days, clock.is_duty) == ("mediation.objecting", 15, False)


@pytest.mark.parametrize("key", list(NO))
def test_each_question_bars_it_in_words(room, agreed, key):
    row = actions.check_confirmable(agreed, by=room.desk, **NO | {key: True})
    assert (row.status, row.barred) == ("barred", [key])
    assert "民事诉讼法解释" in words_of(row.barred)[0]


def test_an_oral_agreement_is_not_confirmed(room):
    mediation = actions.agree_by_word(drawn_up(room), by=room.mediator)
    assert actions.check_confirmable(mediation, by=room.desk, **NO).barred == ["oral"]


def test_one_side_alone_does_not_apply(room, agreed):
    with pytest.raises(NotNow, match="先核对"):
        actions.apply_to_court(agreed, by=room.desk, applied_on=today())
    actions.check_confirmable(agreed, by=room.desk, **NO)
    side = agreed.sides.get(place=1)
    actions.say_to_confirm(agreed, by=room.desk, side=side, is_yes=True, how="signed")
    with pytest.raises(NotNow, match="还有1方"):
        actions.apply_to_court(agreed, by=room.desk, applied_on=today())


def test_the_thirty_days_are_said_on_day_twenty_and_twenty_seven(room, agreed):
    effect = binding_of(agreed).effective_at
    last = actions.check_confirmable(agreed, by=room.desk, **NO).last_day
    ends = last_day(agreed.case.deadlines.get(kind="mediation.confirm"))
    assert last - timezone.localdate(effect) >= timedelta(days=30)
    for left in (11, 10, 10, 3, 2):
        at = timezone.now() + (ends - left * DAY - today())
        with time_machine.travel(at, tick=False):
            actions.tend(by=system_actor())
    said = agreed.case.events.filter(verb="mediation.confirmation_near")
    assert list(said.values_list("facts__days", flat=True)) == [10, 3]


def test_what_a_side_says_afterwards_lies_in_its_own_drawer(room, agreed):
    followup = agreed.followups.get(side__place=1, after_days=7)
    told = {"performed": "part", "content": "fair", "came_back": False}
    words = {"answer": "只给了一半，怕他知道我说了", "note": "语气很急"}
    row = actions.visit(agreed, by=room.mediator, followup=followup, answered="answered", **told, **words)
    assert actions.words_of(row, by=room.mediator) == tuple(words.values())
    with pytest.raises(NotAllowed, match="只有承办的调解员能看"):
        actions.words_of(row, by=room.desk)
    assert bytes(row.answer_sealed).find("一半".encode()) == -1
    assert "一半" not in str(list(agreed.case.events.values_list("facts", "note")))
    with pytest.raises(NotNow, match="已经登记过"):
        actions.visit(agreed, by=room.mediator, followup=followup, answered="unreached")


def test_who_was_not_reached_has_answered_nothing(room, agreed):
    followup = agreed.followups.first()
    with pytest.raises(NotValid, match="没有本人作答"):
        actions.visit(agreed, by=room.mediator, followup=followup, answered="unreached", performed="yes")


def test_a_visit_keeps_to_the_safe_channel(room):
    mediation = room.mediating(who("周建国", safe_contact="请打给姐姐"), who("李秀英", R))
    actions.fail(mediation, by=room.mediator, reason="差得太远")
    followup = FollowUp.objects.get(mediation=mediation, side__place=1)
    told = {"followup": followup, "answered": "unreached"}
    with pytest.raises(NotValid, match="安全联系方式"):
        actions.visit(mediation, by=room.mediator, way="phone", **told)
    actions.visit(mediation, by=room.mediator, way="safe", **told)


def test_a_rate_says_how_it_was_rounded():
    rate = Rate(1335, 1442)
    assert (rate.rounded, rate.cut_off, rate.differs) == ("92.58%", "92.57%", True)
    assert Rate(0, 0).rounded == ""


def test_figures_count_what_was_concluded_performed_and_came_back(room):
    sides = [who("周建国", phone="13900000001"), who("李秀英", R, phone="13900000002")]
    mediation = all_sign(room, drawn_up(room, room.mediating(*sides)))
    actions.fail(room.mediating(), by=room.mediator, reason="差得太远")
    pay(room, mediation, dues(mediation)[0], "3000")
    first = today()
    with time_machine.travel(timezone.now() + 40 * DAY, tick=False):
        sides = [who("李秀英", phone="13900000002"), who("周建国", R, phone="13900000001")]
        room.apply(*sides)
    with time_machine.travel(timezone.now() + 200 * DAY, tick=False):
        whole = figures_of(room.desk, first, today(), "type").whole
    assert (whole.success, whole.performed) == (Rate(1, 2), Rate(1, 1))
    assert (whole.came_back, whole.money.part) == (Rate(1, 1), Decimal(3000))


def test_the_pages_open_for_whoever_they_are_meant_for(room, agreed, client):
    code = agreed.case.code
    room.town.login(client, room.mediator)
    page = client.get(reverse("mediation:agreement", args=[code]))
    assert page.status_code == 200
    assert "赔偿损失" in page.content.decode()
    assert client.get(reverse("mediation:dues"), {"span": "month"}).status_code == 200
    told = {"performed-due": dues(agreed)[0].pk, "performed-done_on": today(), "performed-amount": "1500"}
    address = reverse("mediation:agreement_step", args=[code, "performed"])
    assert client.post(address, told | {"performed-seen": "receipt"}).status_code == 302
    room.town.login(client, room.desk)
    assert "÷" in client.get(reverse("mediation:figures")).content.decode()
    assert client.get(reverse("mediation:figures_sheet")).content[:2] == b"PK"
    room.town.login(client, room.other_mediator)
    assert client.get(reverse("mediation:agreement", args=[code])).status_code == 404
