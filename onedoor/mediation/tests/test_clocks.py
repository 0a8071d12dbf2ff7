"""Which of the law's clocks runs, from which day, and what is said before and when it ends."""

import logging
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.cases.due import last_day
from onedoor.kit.problems import NotNow
from onedoor.mediation import actions, clocks
from onedoor.mediation.actions import gathering
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.limits import CONTACT, LABOUR, MEDICAL, PEOPLE
from onedoor.mediation.models import Consent, Mediation, Reminder
from onedoor.posts.given import system_actor

DAY = timedelta(days=1)
WAGES = "0705"


def said(mediation, verb):
    return mediation.case.events.filter(verb=f"mediation.{verb}").count()


def tend_after(days):
    with time_machine.travel(timezone.now() + days * DAY, tick=False):
        return actions.tend(by=system_actor())


def run_on(mediation):
    clock = clocks.clock_of(mediation)
    return clock.basis, timezone.localdate(clock.started_at)


@pytest.fixture
def doctors(room):
    return room.found("测试医疗纠纷人民调解委员会", "medical", "测医", room.desk.post.org)


def test_wages_have_fifteen_days_from_the_application_whoever_mediates(room):
    with time_machine.travel(timezone.now() - 4 * DAY, tick=False):
        mediation = room.apply(type=WAGES)
        asked = timezone.localdate()
    room.agreed_to(mediation)
    mediation = actions.accept(mediation, by=room.desk)
    assert run_on(mediation) == (LABOUR.basis, asked)
    assert last_day(clocks.clock_of(mediation)) == asked + 15 * DAY


def test_on_the_fifteenth_day_it_is_said_that_arbitration_is_open_whether_accepted_or_not(room):
    mediation = room.apply(type=WAGES)
    tend_after(14)
    assert said(mediation, "arbitration_open") == 0
    tend_after(15)
    tend_after(16)
    assert (said(mediation, "arbitration_open"), said(mediation, "time_over")) == (1, 1)


def test_more_time_for_wages_keeps_no_one_from_arbitration(room):
    mediation = room.mediating(type=WAGES)
    room.agreed_to(mediation, Consent.About.EXTEND)
    gathering.extend(mediation, days=10, by=room.mediator)
    tend_after(15)
    assert (said(mediation, "arbitration_open"), said(mediation, "time_over")) == (1, 0)


def test_handed_to_the_doctors_committee_it_has_its_working_days_from_the_same_day(room, doctors):
    with time_machine.travel(datetime(2026, 6, 1, 9, tzinfo=timezone.get_default_timezone()), tick=False):
        mediation = room.accepted(type="0502")
    with time_machine.travel(datetime(2026, 6, 5, 9, tzinfo=timezone.get_default_timezone()), tick=False):
        actions.hand_over(mediation, committee=doctors, reason="医疗损害", by=room.desk)
        assert run_on(mediation) == (MEDICAL.basis, date(2026, 6, 1))
        actions.assign(mediation, room.row(room.enrol("医调员", doctors)), by=room.desk)
    ended = mediation.case.deadlines.get(basis=PEOPLE.basis)
    # Why is for the committee that has it now, and stands in nothing that is kept for ever.
    assert (ended.state, ended.changes.get().reason) == ("stopped", "移交调解组织")
    assert Mediation.objects.get(pk=mediation.pk).reason == "医疗损害"
    with time_machine.travel(datetime(2026, 7, 2, 9, tzinfo=timezone.get_default_timezone()), tick=False):
        actions.tend(by=system_actor())
        mediation.refresh_from_db()
        assert mediation.status == Status.MEDIATING


def test_a_corrected_type_brings_the_clock_of_its_law(room):
    mediation = room.accepted()
    accepted = timezone.localdate()
    actions.correct(mediation, type=WAGES, by=room.desk)
    assert run_on(mediation) == (LABOUR.basis, timezone.localdate(mediation.asked_at))
    actions.correct(mediation, type="0201", by=room.desk)
    assert run_on(mediation) == (PEOPLE.basis, accepted)
    assert mediation.case.deadlines.open().count() == 1


def test_another_round_has_the_whole_time_of_its_law_from_its_own_day(room):
    with time_machine.travel(timezone.now() - 60 * DAY, tick=False):
        mediation = actions.fail(room.mediating(type=WAGES), by=room.mediator, reason="差得太远")
    actions.reopen(mediation, by=room.desk, reason="双方又想谈")
    assert run_on(mediation) == (LABOUR.basis, timezone.localdate())
    assert not clocks.clock_of(mediation).state == "missed"


def test_somebody_speaks_with_the_other_side_within_a_working_day(room):
    mediation = room.apply()
    contact = mediation.case.deadlines.filter(kind=CONTACT.kind)
    actions.say(mediation.sides.get(place=1), Consent.About.MEDIATE, True, how="signed", by=room.desk)
    assert contact.get().state == "running"
    actions.say(mediation.sides.get(place=2), Consent.About.MEDIATE, True, how="phone", by=room.desk)
    assert contact.get().state == "met"


def test_no_clock_runs_on_in_what_was_declined(room):
    mediation = room.apply(type=WAGES)
    actions.decline(mediation, reason="已经仲裁", by=room.desk)
    assert not mediation.case.deadlines.open().exists()


def test_more_time_is_asked_for_before_the_end_and_not_after_it(room):
    mediation = room.mediating()
    left = (last_day(clocks.clock_of(mediation)) - timezone.localdate()).days
    tend_after(left - 6)
    assert (said(mediation, "time_near"), clocks.asks_for_time(mediation)) == (0, False)
    with time_machine.travel(timezone.now() + (left - 5) * DAY, tick=False):
        actions.tend(by=system_actor())
        actions.tend(by=system_actor())
        assert (said(mediation, "time_near"), clocks.asks_for_time(mediation)) == (1, True)
        room.agreed_to(mediation, Consent.About.EXTEND)
        gathering.extend(mediation, days=10, by=room.mediator)
        assert not clocks.can_stretch(mediation)
    tend_after(left + 1)
    assert said(mediation, "time_over") == 0
    tend_after(left + 11)
    assert (said(mediation, "time_near"), said(mediation, "time_over")) == (1, 1)


def test_an_opinion_that_does_not_come_is_asked_after(room, doctors):
    mediation = room.apply(committee=doctors, type="0502")
    room.agreed_to(mediation)
    actions.accept(mediation, by=room.desk)
    doctor = room.enrol("医调员", doctors)
    actions.assign(mediation, room.row(doctor), by=room.desk)
    until = timezone.localdate() + 10 * DAY
    asked = {"asked_by": "sides", "institution": "市医学会", "about": "因果关系", "until": until}
    gathering.ask_expert(mediation, **asked, by=doctor)
    tend_after(10)
    assert said(mediation, "appraisal_late") == 0
    assert [tend_after(11), tend_after(12)] == [1, 0]
    assert said(mediation, "appraisal_late") == 1


def test_one_that_cannot_be_tended_keeps_none_of_the_others_back(room, doctors, monkeypatch, caplog):
    first = room.apply(committee=doctors, type="0502")
    room.agreed_to(first)
    first = actions.accept(first, by=room.desk)
    # A clock whose mediation cannot fail: it was agreed on since the list was made.
    other = room.mediating()
    found = clocks.over

    def late(now):
        for clock in found(now):
            if clock.case_id == first.case_id:
                first.case.deadlines.open().filter(kind=clock.kind).update(state="met")
            yield clock

    monkeypatch.setattr(clocks, "over", late)
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError):
        tend_after(70)
    assert Reminder.objects.filter(mediation=other, what="clock").exists()


def test_nothing_runs_out_while_there_is_time(room):
    with pytest.raises(NotNow, match="还没有到"):
        actions.lapse(room.mediating(), by=room.mediator)
