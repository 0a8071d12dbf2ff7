"""危险与调解会 — where somebody has to be protected the house calls the table off; where somebody asked, it calls after an agreement."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from onedoor.config.errands import tend_safety
from onedoor.config.reactions import LATER
from onedoor.mediation import actions
from onedoor.mediation.actions.sitting import open_session, plan
from onedoor.mediation.models import Session
from onedoor.mediation.tests.conftest import Room
from onedoor.notices.models import Notice
from onedoor.safety import actions as safety
from onedoor.safety.models import Level, Step

AFTER = ["after30", "after7", "after90"]


@pytest.fixture
def room(town):
    made = Room(town)
    supervisor = town.actor("safety_supervisor", name="督导员")
    for name in ("审阅甲", "审阅乙"):
        safety.confirm_review(by=supervisor, name=name, calling="lawyer", read_on=date(2026, 1, 5))
    return made


def planned(room):
    """A mediation with a joint session, and one with the first side alone, three days from now."""
    mediation = room.mediating()
    room.agreed_to(mediation, "rights")
    begin = (timezone.now() + timedelta(days=3)).replace(hour=2, minute=0, second=0, microsecond=0)
    for hours, side in ((0, None), (3, mediation.sides.get(place=1))):
        start = begin + timedelta(hours=hours)
        told = {"starts_at": start, "ends_at": start + timedelta(hours=1), "side": side, "place": "居委会"}
        plan(mediation, by=room.mediator, **told)
    return mediation


def follow(case, verb):
    """What follows by errand from the last event of this kind, twice: an errand must be safe to repeat."""
    event = case.events.filter(verb=verb).order_by("-seq").first()
    for handler in LATER[verb] * 2:
        handler(event)


def test_in_danger_the_joint_session_is_called_off_and_the_reason_tells_nothing(room):
    mediation = planned(room)
    safety.raise_level(mediation.case, "S1", "说话很凶。", by=room.mediator)
    tend_safety(timestamp=0)
    assert not mediation.sessions.filter(status=Session.Status.OFF).exists()
    safety.raise_level(mediation.case, "S3", "说要动刀。", by=room.mediator)
    tend_safety(timestamp=0)
    assert [(one.is_joint, one.reason) for one in mediation.sessions.filter(status="off")] == [
        (True, "另行安排")
    ]
    follow(mediation.case, "mediation.session_off")
    told = Notice.objects.filter(text__contains=mediation.case.code, org=room.desk.post.org)
    assert [one.text for one in told] == [f"取消调解会：{mediation.case.code}"]


def test_the_lowest_level_is_asked_again_when_the_session_was_held(room):
    mediation = planned(room)
    second = room.row(room.other_mediator)
    actions.add_second(mediation, mediator=second, by=room.desk)
    safety.raise_level(mediation.case, "S1", "说话很凶。", by=room.mediator)
    level = Level.objects.get(until=None)
    joint = mediation.sessions.get(side=None)
    present = [(side, None) for side in mediation.sides.current()]
    Session.objects.filter(pk=joint.pk).update(
        starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1)
    )
    joint.refresh_from_db()
    open_session(mediation, session=joint, present=present, by=room.mediator)
    follow(mediation.case, "mediation.session_held")
    level.refresh_from_db()
    assert level.ends_at <= timezone.now()


def by_word(room, mediation):
    owed_by = mediation.sides.get(place=2)
    actions.write_agreement(mediation, facts="漏水", by=room.mediator)
    actions.add_obligation(mediation, by=room.mediator, kind="omission", words="不再泼水", owed_by=owed_by)
    return actions.agree_by_word(mediation, by=room.mediator)


def test_after_an_agreement_there_are_three_calls_where_somebody_had_asked(room):
    asked, quiet = room.mediating(), room.mediating()
    safety.raise_level(asked.case, "S1", "说话很凶。", by=room.mediator)
    actions.add_second(asked, mediator=room.row(room.other_mediator), by=room.desk)
    for mediation in (asked, quiet):
        by_word(room, mediation)
        follow(mediation.case, "mediation.agreed")
    kinds = Step.objects.filter(kind__in=AFTER).order_by("kind")
    assert [(one.case, one.kind) for one in kinds] == [(asked.case, kind) for kind in AFTER]
