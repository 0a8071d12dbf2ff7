"""A medical dispute: the days of the appraisal do not count, over a long holiday; at the end agreed in time, or over."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.kit.problems import NotNow
from onedoor.mediation import actions
from onedoor.mediation.actions import gathering, offering
from onedoor.mediation.limits import KIND
from onedoor.mediation.models import Consent
from onedoor.mediation.queries.offers import Terms
from onedoor.mediation.tests.conftest import Room
from onedoor.worktime import counting


def day(text):
    return timezone.make_aware(datetime.fromisoformat(f"{text} 10:00"))


@pytest.fixture
def room(town):
    return Room(town)


def medical(room):
    """Accepted on Thursday 2026-09-17."""
    committee = room.found("测试医调委", "medical", "测医", room.desk.post.org)
    mediation = room.apply(committee=committee)
    room.agreed_to(mediation)
    mediation = actions.accept(mediation, by=room.desk)
    room.mediator = room.enrol("医疗调解员", committee=committee)
    return actions.assign(mediation, room.row(room.mediator), by=room.desk)


def clock(mediation):
    return mediation.case.deadlines.get(kind=KIND)


def last_day(mediation):
    """Due is the midnight after it."""
    return timezone.localdate(clock(mediation).due_at - timedelta(seconds=1))


def asked(room, mediation):
    told = {"asked_by": "sides", "institution": "省医学会", "about": "因果关系"}
    return gathering.ask_expert(mediation, **told, by=room.mediator)


def test_the_days_of_an_appraisal_over_a_holiday_are_given_back_and_no_more(room):
    with time_machine.travel(day("2026-09-17"), tick=False):
        mediation = medical(room)
        before = last_day(mediation)
        assert counting.days_between(day("2026-09-17").date(), before) == 30
    with time_machine.travel(day("2026-09-24"), tick=False):
        appraisal = asked(room, mediation)
        assert clock(mediation).state == "paused"
        with pytest.raises(NotNow, match="已经有一项鉴定"):
            asked(room, mediation)
        room.agreed_to(mediation, Consent.About.EXTEND)
        with pytest.raises(NotNow, match="中止计时"):
            gathering.extend(mediation, days=10, by=room.mediator)
    with time_machine.travel(day("2026-10-19"), tick=False):
        gathering.get_opinion(mediation, appraisal=appraisal, opinion="次要责任", by=room.mediator)
        after = last_day(mediation)
    away = counting.days_between(day("2026-09-24").date(), day("2026-10-19").date())
    assert counting.days_between(day("2026-09-17").date(), after) == 30 + away
    # The holiday's rest days were no working days, and are not given back once more.
    assert away < (day("2026-10-19") - day("2026-09-24")).days
    with time_machine.travel(day("2026-10-20"), tick=False), pytest.raises(NotNow, match="已经出了意见"):
        gathering.get_opinion(mediation, appraisal=appraisal, opinion="再来", by=room.mediator)


def test_more_time_when_all_sides_agree_and_then_agreed_in_time(room):
    with time_machine.travel(day("2026-09-17"), tick=False):
        mediation = medical(room)
        with pytest.raises(NotNow, match="还有2方当事人没有同意延长"):
            gathering.extend(mediation, days=10, by=room.mediator)
        room.agreed_to(mediation, Consent.About.EXTEND)
        gathering.extend(mediation, days=10, by=room.mediator)
        with pytest.raises(NotNow, match="只能延期一次"):
            gathering.extend(mediation, days=10, by=room.mediator)
        last = last_day(mediation)
        assert counting.days_between(day("2026-09-17").date(), last) == 40
    with time_machine.travel(day("2026-10-20"), tick=False):
        one, other = mediation.sides.current()
        row = offering.offer(
            mediation, side=other, terms=Terms("money", 180000), is_told=True, how="oral", by=room.mediator
        )
        offering.answer_offer(mediation, offer=row, side=one, is_yes=True, by=room.mediator)
        row.refresh_from_db()
        assert (row.status, clock(mediation).due_at > timezone.now()) == ("accepted", True)


def test_past_its_day_no_appraisal_and_no_extension_brings_the_time_back(room):
    with time_machine.travel(day("2026-09-17"), tick=False):
        mediation = medical(room)
        room.agreed_to(mediation, Consent.About.EXTEND)
    with time_machine.travel(day("2026-12-21"), tick=False):
        for late in (
            lambda: asked(room, mediation),
            lambda: gathering.extend(mediation, days=5, by=room.mediator),
        ):
            with pytest.raises(NotNow, match="超期"):
                late()
        assert clock(mediation).due_at < timezone.now()
        assert actions.lapse(mediation, by=room.mediator).status == "failed"


def test_elsewhere_an_appraisal_stops_no_clock(room):
    with time_machine.travel(day("2026-09-17"), tick=False):
        mediation = room.mediating()
        assert (asked(room, mediation).pauses, clock(mediation).state) == (False, "running")
