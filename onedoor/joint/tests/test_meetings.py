"""Rules of meetings: what comes on the agenda, what is written down, what a decision is."""

import pytest

from onedoor.cases import duties
from onedoor.cases.models import Case, Duty
from onedoor.cases.opening import draft_cases
from onedoor.cases.timeline import record
from onedoor.joint.actions import meetings, minutes
from onedoor.joint.models import AgendaItem
from onedoor.joint.queries import meetings as queries
from onedoor.joint.queries.agenda import candidates, left_over
from onedoor.joint.tests.people import called
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid


@pytest.fixture
def clerk(town):
    return town.actor("dispatcher")


def case_of(town, by, title="小区停水", secrecy="normal"):
    (case,) = draft_cases([(title, town.community, secrecy)], by=by)
    case.save(force_insert=True)
    return case


def stuck(town, by):
    """A case for each reason that a room writes on the timeline, and one that is nothing of the kind."""
    listed, ruling, returned, lifted, calm = (
        case_of(town, by, title) for title in ("挂牌的", "待裁定的", "两次退回的", "解除挂牌的", "平常的")
    )
    for case in (listed, lifted):
        record(case, "supervision.raised", label="挂牌督办", by=by, rung="listed")
    record(lifted, "supervision.lifted", label="解除督办", by=by)
    record(calm, "supervision.raised", label="催办", by=by, rung="reminder")
    record(ruling, "matter.referred", label="提请裁定", by=by)
    record(calm, "matter.referred", label="提请裁定", by=by)
    record(calm, "matter.ruled", label="裁定", by=by)
    return listed, ruling, returned


@pytest.fixture
def unheard(monkeypatch):
    """Events planted here belong to rooms that are not asked: nobody reacts to them."""
    monkeypatch.setattr("onedoor.cases.timeline.events_recorded.send", lambda *args, **kwargs: [])


def test_the_agenda_is_drawn_from_what_stands_on_the_timelines(town, clerk, unheard):
    _listed, _ruling, returned = stuck(town, clerk)
    for _time in range(2):
        record(returned, "matter.returned", label="退回", by=clerk)
    meeting = called(town)
    found = {label: [line.case.title for line in lines] for label, lines in candidates(meeting, clerk)}
    assert found == {"挂牌督办": ["挂牌的"], "等待裁定": ["待裁定的"], "多次退回": ["两次退回的"]}


def test_what_is_on_the_agenda_or_sealed_or_out_of_reach_is_not_offered(town, clerk, unheard):
    listed, *_rest = stuck(town, clerk)
    sealed = case_of(town, clerk, "保密的", secrecy="family")
    record(sealed, "supervision.raised", label="挂牌督办", by=clerk, rung="listed")
    meeting = called(town)
    elsewhere = town.actor("dispatcher", org=town.town_centre, name="镇上的人")
    assert candidates(meeting, elsewhere) == []
    meetings.put_on(meeting, [("listed", listed.code)], by=clerk)
    assert [label for label, _lines in candidates(meeting, clerk)] == ["等待裁定"]
    cleared = town.actor("dispatcher", clearances=["family"], name="有密级的人")
    with pytest.raises(NotValid):
        meetings.put_on(meeting, [("listed", sealed.code)], by=cleared)


def test_a_case_is_on_an_agenda_once_and_must_be_known_and_open(town, clerk):
    meeting, case, done = called(town), case_of(town, clerk), case_of(town, clerk)
    Case.objects.filter(pk=done.pk).update(closed_at=done.opened_at)
    assert len(meetings.put_on(meeting, [("overdue", case.code), ("listed", case.code)], by=clerk)) == 1
    with pytest.raises(NotFound):
        meetings.put_on(meeting, [("own", "990101-000-0001")], by=clerk)
    with pytest.raises(NotNow):
        meetings.put_on(meeting, [("own", done.code)], by=clerk)
    assert meeting.items.count() == 1


def test_the_clerk_orders_the_agenda(town, clerk):
    meeting = called(town)
    first, second, third = (meetings.put_topic(meeting, title=t, by=clerk) for t in ("甲", "乙", "丙"))
    meetings.move_item(meeting, third.pk, up=True, by=clerk)
    meetings.move_item(meeting, first.pk, up=True, by=clerk)
    assert [item.title for item in meeting.items.all()] == ["甲", "丙", "乙"]
    meetings.take_off(meeting, first.pk, by=clerk)
    assert [(item.number, item.title) for item in meeting.items.all()] == [(1, "丙"), (2, "乙")]
    with pytest.raises(NotFound):
        meetings.take_off(meeting, first.pk, by=clerk)


def test_an_empty_agenda_is_no_meeting(town, clerk):
    with pytest.raises(NotValid):
        meetings.hold(called(town), by=clerk)


def test_who_may_not_call_is_refused(town, clerk):
    with pytest.raises(NotAllowed):
        called(town, by=town.actor("town_leader"))
    meeting = called(town)
    with pytest.raises(NotAllowed):
        meetings.put_topic(
            meeting, title="甲", by=town.actor("dispatcher", org=town.town_centre, name="镇上的人")
        )


@pytest.fixture
def held(town, clerk):
    """A meeting with the water department and a street; one case and one general item."""
    meeting = called(town, town.water, town.street_centre)
    meetings.put_on(meeting, [("listed", case_of(town, clerk).code)], by=clerk)
    meetings.put_topic(meeting, title="冬季值守", by=clerk)
    return meetings.hold(meeting, by=clerk)


def keys(meeting):
    return [item.pk for item in meeting.items.all()]


def test_minutes_wait_until_the_meeting_is_held_and_end_with_it(town, clerk, held):
    one, two = keys(held)
    planned = called(town, name="下一次")
    topic = meetings.put_topic(planned, title="甲", by=clerk)
    with pytest.raises(NotNow):
        minutes.write_minutes(planned, topic.pk, minutes="已议。", by=clerk)
    with pytest.raises(NotNow):
        meetings.put_topic(held, title="乙", by=clerk)
    minutes.write_minutes(held, one, minutes="由水务局牵头。", by=clerk)
    minutes.write_minutes(held, two, minutes="", postponed=True, by=clerk)
    with pytest.raises(NotValid):
        meetings.minute(held, by=clerk)
    minutes.note_attendance(held, {town.water.pk: "yes", town.street_centre.pk: "no"}, by=clerk)
    meetings.minute(held, by=clerk)
    with pytest.raises(NotNow):
        minutes.write_minutes(held, one, minutes="改一改。", by=clerk)
    assert [item.outcome for item in held.items.all()] == ["discussed", "postponed"]


def test_an_item_without_words_holds_the_minutes_up(town, clerk, held):
    minutes.note_attendance(held, {town.water.pk: "yes", town.street_centre.pk: "excused"}, by=clerk)
    with pytest.raises(NotValid) as refused:
        meetings.minute(held, by=clerk)
    assert refused.value.message == "第1个议题还没有纪要。"
    with pytest.raises(NotValid):
        minutes.write_minutes(held, keys(held)[0], minutes=" ", by=clerk)


def test_a_decision_is_a_duty_of_the_items_case_or_of_the_meetings_own(town, clerk, held):
    one, two = keys(held)
    made = minutes.decide(held, one, org=town.water, words="三日内换管", days=3, by=clerk)
    general = minutes.decide(held, two, org=town.street_centre, words="排出值班表", days=5, by=clerk)
    item_case = held.items.get(pk=one).case
    assert (made.duty.case, general.duty.case) == (item_case, held.case)
    assert (made.duty.org, made.duty.clock.days, made.duty.origin) == (
        town.water,
        3,
        "联席会议议定：十一月联席会议",
    )
    verbs = list(held.case.events.order_by("seq").values_list("verb", flat=True))
    assert verbs[-3:] == ["meeting.decided", "duty.given", "meeting.decided"]


def test_a_decision_that_cannot_be_a_duty_leaves_nothing(town, clerk, held):
    with pytest.raises(NotValid):
        minutes.decide(held, keys(held)[0], org=town.water, words="换管", days=999, by=clerk)
    assert (Duty.objects.count(), held.case.events.filter(verb="meeting.decided").count()) == (0, 0)


def test_a_decision_is_withdrawn_with_a_reason_and_its_duty_waived(town, clerk, held):
    made = minutes.decide(held, keys(held)[0], org=town.water, words="换管", days=3, by=clerk)
    minutes.withdraw(held, made.pk, reason="记错了单位", by=clerk)
    assert (Duty.objects.get().state, held.items.first().decisions.count()) == ("waived", 0)
    with pytest.raises(NotFound):
        minutes.withdraw(held, made.pk, reason="再撤", by=clerk)


def test_the_next_agenda_starts_with_what_was_left(town, clerk, held):
    one, two = keys(held)
    made = minutes.decide(held, one, org=town.water, words="换管", days=3, by=clerk)
    minutes.write_minutes(held, one, minutes="换管。", by=clerk)
    minutes.write_minutes(held, two, minutes="", postponed=True, by=clerk)
    following = called(town, name="十二月联席会议")
    assert [(i.title, i.why, i.follows_id) for i in following.items.all()] == [
        ("小区停水", "left", one),
        ("冬季值守", "left", two),
    ]
    first = queries.agenda_of(following, clerk)[0]
    assert [line.duty for _decision, line in first.before] == [made.duty]
    assert left_over(town.centre) == []


def test_what_is_taken_off_or_cancelled_is_left_over_again(town, clerk, held):
    minutes.write_minutes(held, keys(held)[0], minutes="", postponed=True, by=clerk)
    following = called(town, name="十二月联席会议")
    meetings.take_off(following, following.items.get().pk, by=clerk)
    assert [item.title for item in left_over(town.centre)] == ["小区停水"]
    meetings.put_on(following, [], left=[str(keys(held)[0])], by=clerk)
    assert left_over(town.centre) == []
    meetings.cancel(following, by=clerk)
    assert [item.title for item in left_over(town.centre)] == ["小区停水"]


def test_what_is_done_is_not_left_over(town, clerk, held):
    one, _two = keys(held)
    made = minutes.decide(held, one, org=town.water, words="换管", days=3, by=clerk)
    minutes.write_minutes(held, one, minutes="换管。", by=clerk)
    assert [item.pk for item in left_over(town.centre)] == [one]
    duties.finish(made.duty, by=town.actor("handler", org=town.water), result="已换管")
    assert left_over(town.centre) == []


def test_a_duty_open_through_two_meetings_is_in_the_third(town, clerk, held):
    minutes.decide(held, keys(held)[0], org=town.water, words="换管", days=3, by=clerk)
    minutes.write_minutes(held, keys(held)[0], minutes="换管。", by=clerk)
    second = meetings.hold(called(town, name="第二次"), by=clerk)
    minutes.write_minutes(second, keys(second)[0], minutes="还在办。", by=clerk)
    third = called(town, name="第三次")
    assert [(i.title, i.thread) for i in third.items.all()] == [
        ("小区停水", AgendaItem.objects.get(pk=keys(held)[0]).thread)
    ]


def test_a_meeting_is_seen_by_the_units_it_calls(town, clerk, held):
    water, labour = town.actor("handler", org=town.water), town.actor("handler", org=town.labour, name="旁人")
    assert [queries.meetings_for(actor).count() for actor in (clerk, water, labour)] == [1, 1, 0]
    with pytest.raises(NotFound):
        queries.find_meeting(held.case.code, labour)


def test_who_is_called_can_be_changed_until_the_meeting(town, clerk):
    meeting = called(town, town.water)
    told = {"name": meeting.name, "at": meeting.at, "venue": "四楼"}
    changed = meetings.change_meeting(meeting, **told, orgs=[town.labour, town.centre], by=clerk)
    assert ([row.org.name for row in changed.attendances.all()], changed.venue) == (["区人社局"], "四楼")
    parts = changed.case.involvements.filter(until=None).values_list("org__name", flat=True)
    assert set(parts) == {"区综治中心", "区人社局"}
