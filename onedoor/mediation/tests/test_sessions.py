"""Sessions: what stands against one, who is told, who came, what is written down and signed, and what a guest sees of it."""

import pytest
import time_machine
from django.urls import reverse

from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.actions import recording, sitting, summoning
from onedoor.mediation.applying import Speaks
from onedoor.mediation.models import Consent, Representative, Session, Side, Summons
from onedoor.mediation.queries.sessions import refuses_print
from onedoor.mediation.tests.conftest import R, who
from onedoor.mediation.tests.sitting import (
    MONDAY,
    MOST_QUERIES,
    SAID,
    at,
    held,
    invited,
    opened,
    planned,
    read_back,
    ready,
)
from onedoor.venues.actions import bookings
from onedoor.venues.models import Booking
from onedoor.venues.tests.people import House


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_no_joint_session_before_every_side_was_told_its_rights(room):
    mediation = room.mediating()
    with pytest.raises(NotNow, match="还有2方没有告知权利义务"):
        planned(room, mediation)
    room.agreed_to(mediation, Consent.About.RIGHTS)
    assert planned(room, mediation).number == 1


def test_no_joint_session_while_a_side_does_not_agree_any_more(room, monkeypatch):
    mediation = ready(room)
    session = planned(room, mediation)
    side = mediation.sides.get(place=2)
    Consent.objects.filter(side=side, about=Consent.About.MEDIATE).delete()
    for refused in (
        lambda: planned(room, mediation),
        lambda: sitting.open_session(mediation, session=session, present=[], by=room.mediator),
    ):
        with pytest.raises(NotNow, match="还有1方当事人没有同意调解"):
            refused()


def test_the_room_is_booked_with_the_session_and_an_overlap_is_told_in_words(room):
    mediation, other = ready(room), ready(room, who("王五"), who("赵六", R))
    place = House(room.town).room
    session = planned(room, mediation, room=place, place="")
    assert session.booking.work == Booking.Work.MEDIATION
    with pytest.raises(NotNow, match="已被.*预订"):
        planned(room, other, room=place, place="")
    assert other.sessions.count() == 0
    sitting.call_off(mediation, session=session, reason="一方生病", by=room.mediator)
    assert Booking.objects.get(pk=session.booking_id).cancelled_at is not None
    assert planned(room, other, room=place, place="").room == place


def test_a_session_moved_takes_its_room_along_and_everybody_is_told_anew(room):
    mediation, place = ready(room), House(room.town).room
    session = planned(room, mediation, room=place, place="")
    later = sitting.move(
        mediation, session=session, starts_at=at(1, 15), ends_at=at(1, 16), room=place, by=room.mediator
    )
    session.refresh_from_db()
    assert (session.status, session.booking, later.booking.starts_at) == ("moved", None, at(1, 15))
    assert [one.result for one in later.summonses.all()] == ["waiting", "waiting"]


def test_a_place_and_a_time_are_needed(room):
    mediation = ready(room)
    for more, field in (({"place": ""}, "place"), ({"days": -1}, "day"), ({"ends_at": at(1, 9)}, "until")):
        with pytest.raises(NotValid) as refused:
            planned(room, mediation, **more)
        assert refused.value.detail["field"] == field


def test_another_committees_mediator_arranges_nothing(room):
    mediation = ready(room)
    with pytest.raises(NotAllowed):
        planned(room, mediation, by=room.other_mediator)
    assert planned(room, mediation, by=room.desk).staff == room.desk.staff


def road(room):
    committee = room.found("测试交调委", "traffic", "测交", room.desk.post.org)
    mediation = room.apply(committee=committee, type="0201")
    room.agreed_to(mediation)
    mediation = actions.accept(mediation, by=room.desk)
    room.committee = committee
    mediator = room.enrol("交通调解员", committee=committee)
    mediation = actions.assign(mediation, room.row(mediator), by=room.desk)
    room.agreed_to(mediation, Consent.About.RIGHTS)
    room.mediator = mediator
    return mediation


def led_by_police(room):
    """The police themselves mediate: then the road regulation is law."""
    mediation = road(room)
    invited(room, mediation, room.town.actor("mediation_partner"), leads=True)
    return mediation


def test_what_binds_the_police_on_the_road_is_advice_to_a_committee(room, client):
    mediation = road(room)
    assert planned(room, mediation, days=1).status == "planned"
    room.town.login(client, room.mediator)
    page = reverse("mediation:sessions", args=[mediation.case.code])
    assert "建议提前3个工作日通知" in client.get(page).content.decode()
    with pytest.raises(NotValid, match="只有公安机关"):
        invited(room, mediation, room.town.actor("mediation_partner"), role="court", leads=True)


def test_where_the_police_mediate_notice_is_three_working_days_and_a_change_one(room):
    mediation = led_by_police(room)
    with pytest.raises(NotValid, match="提前3个工作日"):
        planned(room, mediation, days=2)
    session, side = planned(room, mediation, days=3), mediation.sides.get(place=2)
    with time_machine.travel(at(3, 8), tick=False), pytest.raises(NotNow, match="2026-11-25"):
        sitting.ask_postponement(mediation, session=session, side=side, reason="出差", by=room.mediator)
    with time_machine.travel(at(2, 8), tick=False):
        sitting.ask_postponement(mediation, session=session, side=side, reason="出差", by=room.mediator)


def test_where_the_police_mediate_no_more_than_three_of_one_side(room):
    mediation = led_by_police(room)
    session, side = planned(room, mediation, days=3), mediation.sides.get(place=1)
    spoken = [
        actions.join_representative(
            mediation, side=side, speaks=Speaks({"name": f"代理{name}"}, "agent"), by=room.mediator
        )
        for name in "甲乙丙"
    ]
    present = [(side, None), *((side, one) for one in spoken), (mediation.sides.get(place=2), None)]
    with pytest.raises(NotValid, match="不超过3人"):
        opened(room, mediation, session, present)
    opened(room, mediation, session, present[1:])
    assert session.attendances.count() == 4


def test_whoever_is_protected_is_told_by_the_safe_contact_alone(room):
    mediation = ready(room)
    side = mediation.sides.get(place=2)
    actions.protect(mediation, side=side, contact="只打这个号", by=room.mediator)
    summons = planned(room, mediation).summonses.get(side=side)
    assert (summons.is_safe, summons.channel) == (True, Summons.Way.SAFE)
    told = {"summons": summons, "result": "reached", "by": room.mediator}
    for channel in (Summons.Way.POST, Summons.Way.GRID, Summons.Way.PHONE, Summons.Way.SMS):
        with pytest.raises(NotAllowed, match="只用安全联系方式"):
            summoning.tell_side(mediation, channel=channel, **told)
    assert summoning.tell_side(mediation, channel=Summons.Way.SAFE, **told).tries == 1
    assert "安全联系方式" in refuses_print(summons.session, Side.objects.get(pk=side.pk))


def test_whoever_is_protected_without_a_safe_contact_is_told_face_to_face(room):
    mediation = ready(room, who("周建国"), who("李秀英", R, is_protected=True))
    summons = planned(room, mediation).summonses.get(side__place=2)
    told = {"summons": summons, "result": "reached", "by": room.mediator}
    with pytest.raises(NotNow, match="还没有登记安全联系方式"):
        summoning.tell_side(mediation, channel=Summons.Way.SAFE, **told)
    assert summoning.tell_side(mediation, channel=Summons.Way.FACE, **told).result == "reached"


def test_a_session_is_not_opened_when_a_side_did_not_come(room):
    mediation = ready(room)
    session = planned(room, mediation)
    present = [(mediation.sides.get(place=1), None)]
    with pytest.raises(NotValid, match="有一方没有到场"):
        opened(room, mediation, session, present)


def test_a_minor_comes_with_a_guardian(room):
    guardian = Speaks({"name": "周父"}, Representative.Kind.GUARDIAN, paper_seen=True)
    mediation = ready(room, who("周小", is_minor=True, speakers=[guardian]), who("李秀英", R))
    session, first = planned(room, mediation), mediation.sides.get(place=1)
    other = (mediation.sides.get(place=2), None)
    with pytest.raises(NotValid, match="监护人要在场"):
        opened(room, mediation, session, [(first, None), other])
    session = opened(room, mediation, session, [(first, first.representatives.get()), other])
    assert session.status == Session.Status.HELD


def test_alone_means_alone(room):
    mediation = ready(room)
    one, other = mediation.sides.current()
    session = planned(room, mediation, side=one)
    assert [row.side for row in session.summonses.all()] == [one]
    with pytest.raises(NotValid, match="另一方不在场"):
        opened(room, mediation, session, [(one, None), (other, None)])
    opened(room, mediation, session, [(one, None)])
    with pytest.raises(NotNow, match="写进这一方的抽屉"):
        recording.write_record(mediation, session=session, words=SAID, by=room.mediator)


def test_a_side_asks_for_another_date_and_the_other_side_cannot_read_why(room):
    mediation = ready(room)
    session, mine = planned(room, mediation), mediation.sides.get(place=2)
    told = {"session": session, "side": mine, "reason": "要去医院", "by": room.resident(mediation, 2)}
    asked = sitting.ask_postponement(mediation, **told)
    assert b"\xe5\x8c\xbb" not in bytes(asked.reason_sealed)
    with pytest.raises(NotNow, match="已经提出过改期"):
        sitting.ask_postponement(mediation, **told)
    with pytest.raises(NotAllowed):
        sitting.ask_postponement(mediation, **told | {"by": room.resident(mediation, 1)})
    later = sitting.move(
        mediation, session=session, starts_at=at(4), ends_at=at(4, 11), place="村委会", by=room.mediator
    )
    asked.refresh_from_db()
    assert (asked.answer, later.number) == ("granted", 2)


def test_a_session_is_opened_on_its_day_and_not_before(room):
    mediation = ready(room)
    session = planned(room, mediation)
    present = [(side, None) for side in mediation.sides.current()]
    with pytest.raises(NotNow, match="还没有到开会的那一天"):
        sitting.open_session(mediation, session=session, present=present, by=room.mediator)
    with time_machine.travel(at(1, 8), tick=False):
        now = sitting.open_session(mediation, session=session, present=present, by=room.mediator)
    assert now.status == Session.Status.HELD


def test_a_session_whose_hour_has_passed_is_moved_in_the_same_room(room):
    mediation, place = ready(room), House(room.town).room
    session = planned(room, mediation, room=place, place="")
    times = {"starts_at": at(3), "ends_at": at(3, 11), "room": place}
    with time_machine.travel(at(1, 14), tick=False):
        later = sitting.move(mediation, session=session, **times, reason="一方没有来", by=room.mediator)
    assert (later.booking.starts_at, later.booking_id == session.booking_id) == (at(3), False)


def test_a_session_whose_room_was_given_back_at_the_hall_is_booked_anew(room):
    mediation, place = ready(room), House(room.town).room
    session = planned(room, mediation, room=place, place="")
    bookings.release(session.booking, by=room.mediator, reason="修空调")
    later = sitting.move(
        mediation, session=session, starts_at=at(2), ends_at=at(2, 11), room=place, by=room.mediator
    )
    assert later.booking.cancelled_at is None


def test_shared_sessions_are_counted_without_those_with_one_side_alone(room):
    mediation = ready(room)
    first, one = planned(room, mediation), mediation.sides.get(place=1)
    alone = [planned(room, mediation, side=one, days=day) for day in (2, 3)]
    last = planned(room, mediation, days=4)
    assert [row.number for row in (first, *alone, last)] == [1, 1, 2, 2]


def test_the_date_that_a_record_names_becomes_a_session_in_one_press(room, client):
    mediation = ready(room)
    session = held(room, mediation)
    read_back(room, mediation, session)
    room.town.login(client, room.mediator)
    page = reverse("mediation:sessions", args=[mediation.case.code])
    assert "安排下次调解会" in client.get(page).content.decode()
    press = reverse("mediation:sessions_step", args=[mediation.case.code, "next"])
    assert client.post(press, {"next-session": session.pk}).status_code == 302
    assert mediation.sessions.planned().get().starts_at == at(9)
    assert client.post(press, {"next-session": session.pk}).status_code in (409, 422)


def test_the_page_of_sessions_asks_little_of_the_database(room, client, django_assert_max_num_queries):
    mediation = ready(room)
    for day in range(1, 6):
        planned(room, mediation, days=day)
    held(room, mediation)
    room.town.login(client, room.mediator)
    page = reverse("mediation:sessions", args=[mediation.case.code])
    client.get(page)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(page).status_code == 200
