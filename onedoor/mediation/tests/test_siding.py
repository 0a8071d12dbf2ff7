"""Who stands on which side, who speaks for it, what each said, and who may mediate between them."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.committees.models import Tie
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.models import Consent, File, Side
from onedoor.mediation.queries.sides import is_open
from onedoor.mediation.tests.conftest import R, who
from onedoor.mediation.tests.sitting import MONDAY, opened, planned, ready


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_no_joint_session_while_a_side_does_not_accept_its_mediator(room):
    mediation = ready(room)
    session, side = planned(room, mediation), mediation.sides.get(place=2)
    row = room.row(room.mediator)
    actions.say(side, Consent.About.MEDIATOR, False, how="oral", by=room.desk, mediator=row)
    present = [(one, None) for one in mediation.sides.current()]
    with pytest.raises(NotNow, match="请先更换调解员"):
        planned(room, mediation)
    with pytest.raises(NotNow, match="请先更换调解员"):
        opened(room, mediation, session, present)
    lead, other = mediation.assignments.get(), room.row(room.other_mediator)
    with pytest.raises(NotValid, match="另选一位"):
        actions.replace(mediation, assignment=lead, instead=row, reason="当事人要求", by=room.desk)
    actions.replace(mediation, assignment=lead, instead=other, reason="当事人要求", by=room.desk)
    assert planned(room, mediation, by=room.other_mediator).number == 2
    assert mediation.assignments.get(until=None).get_how_display() == "调解组织指派"


def test_recusal_is_looked_at_again_when_somebody_comes_later(room):
    mediation = ready(room)
    told = {"kind": Tie.Kind.KIN, "organisation": "清风物业", "declared_at": timezone.now()}
    Tie.objects.create(mediator=room.row(room.mediator), **told)
    third = who("王经理", Side.Standing.THIRD, organisation="清风物业")
    actions.join_side(mediation, who=third, by=room.desk)
    found = mediation.case.events.filter(verb="mediation.recusal_found").get()
    assert found.facts == {}
    room.agreed_to(mediation)
    room.agreed_to(mediation, Consent.About.RIGHTS)
    with pytest.raises(NotNow, match="请先更换调解员"):
        planned(room, mediation)


def test_a_third_side_leaves_and_the_others_go_on(room):
    mediation = ready(room)
    with pytest.raises(NotNow, match="终止调解"):
        actions.leave_side(mediation, side=mediation.sides.get(place=2), by=room.desk)
    actions.join_side(mediation, who=who("王五", Side.Standing.THIRD), by=room.desk)
    third = mediation.sides.get(place=3)
    actions.say(third, Consent.About.RIGHTS, True, how="signed", by=room.desk)
    alone = planned(room, mediation, side=third)
    actions.leave_side(mediation, side=third, by=room.desk)
    alone.refresh_from_db()
    assert (alone.status, mediation.sides.current().count()) == ("off", 2)
    assert planned(room, mediation).is_joint
    with pytest.raises(NotNow, match="已经退出"):
        actions.leave_side(mediation, side=third, by=room.desk)


def test_it_is_open_only_when_every_side_said_so(room):
    mediation = ready(room)
    one, other = mediation.sides.current()
    actions.say(one, Consent.About.OPEN, True, how="signed", by=room.desk)
    assert not is_open(mediation)
    actions.say(other, Consent.About.OPEN, True, how="signed", by=room.desk)
    assert is_open(mediation)
    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        actions.say(other, Consent.About.OPEN, False, how="signed", by=room.desk)
    assert not is_open(mediation)


def test_what_is_said_online_is_said_by_that_very_side(room):
    mediation = ready(room)
    one, other = mediation.sides.current()
    with pytest.raises(NotValid, match="只由本人"):
        actions.say_for(mediation, side=one, about="online", is_yes=True, how="online", by=room.desk)
    with pytest.raises(NotAllowed, match="为自己这一方"):
        actions.say(other, "online", True, how="online", by=room.resident(mediation, 1))
    assert actions.say(one, "online", True, how="online", by=room.resident(mediation, 1)).how == "online"


def test_a_side_of_another_mediation_is_no_side_of_this_one(room):
    mediation, another = ready(room), ready(room, who("王五"), who("赵六", R))
    side = another.sides.get(place=1)
    by = {"side": side, "by": room.desk}
    for refused in (
        lambda: actions.protect(mediation, contact="邻居", **by),
        lambda: actions.say_for(mediation, about="open", is_yes=True, how="oral", **by),
        lambda: actions.tell_rights(mediation, how="signed", **by),
        lambda: actions.leave_side(mediation, **by),
    ):
        with pytest.raises(NotValid, match="不在这件调解里"):
            refused()


def test_papers_made_before_are_taken_away_when_a_side_is_protected(room):
    mediation = ready(room)
    (made,) = actions.make_final(mediation, kind=File.Kind.RIGHTS, by=room.desk)
    actions.protect(mediation, side=mediation.sides.get(place=1), contact="邻居", by=room.mediator)
    assert mediation.files.get(pk=made.pk).reason == "一方要求住址和联系方式保密，重新出具"
