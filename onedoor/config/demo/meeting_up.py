"""The demo's joint meetings: one some weeks ago, one held today, one to come that starts with what was left."""

from datetime import timedelta

from onedoor.cases import clocks, duties
from onedoor.cases.models import Deadline, Duty
from onedoor.config.demo import joining
from onedoor.joint.actions import meetings, minutes
from onedoor.joint.lifecycle import MEETING, MeetingStatus
from onedoor.joint.models import AgendaItem, Attendance, Decision, Meeting
from onedoor.joint.queries.agenda import candidates
from onedoor.kit.keys import uuid7

FIRST = "第一次联席会议"
# Topic, what was said, which unit is to do what within how many days, whether it has done so.
TOPICS = (
    (
        "冬季供热保障怎样值守",
        "热源、管网、换热站各管一段，接诉以后先恢复再分责任。",
        "203",
        "排出供热抢修值守表，报中心备案。",
        True,
    ),
    (
        "背街小巷照明由谁维护",
        "移交不清的路段先由住建局维护，再补办移交。",
        "203",
        "列出没有移交的路段，逐条补办。",
        False,
    ),
    ("校园周边占道经营怎样长效管理", "学校放寒假，情况摸清后再议。", "", "", False),
)
UNITS = ("201", "202", "203")


def tell_first(stage, told) -> None:
    """第一次 — written in bulk, three weeks ago: one duty done, one still open, one topic postponed."""
    at, by = joining.morning(stage, 20), stage.centre
    orgs = [joining.department(stage, number).post.org for number in UNITS]
    case = joining.open_case(stage, told, FIRST, at, orgs)
    host = by.post.org
    meeting = told.add(
        Meeting(case=case, name=FIRST, host=host, at=at, venue="中心三楼会议室", status=MeetingStatus.MINUTED)
    )
    told.say(case, "meeting.called", "召集会议", by, at, meeting, items=0)
    for org in orgs:
        told.add(Attendance(meeting=meeting, org=org, came=Attendance.Came.YES))
    told.move(meeting, MEETING, "hold", by, at + timedelta(hours=1))
    for number, topic in enumerate(TOPICS, start=1):
        _talk(stage, told, meeting, number, topic, at + timedelta(hours=1, minutes=20 * number))
    told.move(meeting, MEETING, "minute", by, at + timedelta(hours=4))
    case.closed_at = at + timedelta(hours=4)


def _talk(stage, told, meeting, number, topic, at) -> None:
    title, said, unit, words, is_done = topic
    key = uuid7()
    item = AgendaItem(pk=key, thread=key, meeting=meeting, number=number, title=title, minutes=said)
    item.why = AgendaItem.Why.OWN
    item.outcome = AgendaItem.Outcome.DISCUSSED if unit else AgendaItem.Outcome.POSTPONED
    told.add(item)
    told.say(meeting.case, "meeting.item_minuted", "写纪要", stage.centre, at, meeting, item=number)
    if unit:
        duty = _duty(stage, told, meeting, number, joining.department(stage, unit), words, at, is_done)
        told.add(Decision(item=item, duty=duty))


def _duty(stage, told, meeting, number, actor, words, at, is_done) -> Duty:
    """As `duties.give`, and for what is done, as `duties.finish`."""
    case, by = meeting.case, stage.centre
    given = clocks.prepared(
        case, duties.limit_of(number), at=at, org=actor.post.org, days=10, table=stage.table
    )
    clock = told.add(given)
    duty = Duty(case=case, number=number, org=actor.post.org, giver=by.post.org, words=words, clock=clock)
    duty.origin, duty.given_at = f"联席会议议定：{meeting.name}", at
    told.add(duty)
    facts = {"duty": number, "org": actor.post.org.pk, "due_at": clock.due_at.isoformat()}
    told.say(case, "duty.given", "下达任务", by, at, duty, words, **facts)
    if is_done:
        done = at + timedelta(days=4)
        duty.state, duty.ending, duty.ended_at = Duty.State.DONE, "值守表已报中心。", done
        clock.state, clock.stopped_at, clock.alarm_at = Deadline.State.MET, done, None
        told.say(case, "duty.done", "完成任务", actor, done, duty, duty.ending, duty=number)
    return duty


def meet(stage) -> None:
    """第二次、第三次 — after everything is written, by the steps that people take: today's, and the one next week."""
    by = stage.centre
    orgs = [joining.department(stage, number).post.org for number in UNITS]
    at = stage.now.replace(minute=0, second=0, microsecond=0)
    second = meetings.call(name="第二次联席会议", at=at, venue="中心三楼会议室", orgs=orgs, by=by)
    _pick(second, by, 2)
    second = meetings.hold(second, by=by)
    for item in second.items.select_related("case"):
        if item.why == AgendaItem.Why.OWN or not item.case:
            minutes.write_minutes(second, item.pk, minutes="情况还没有摸清。", postponed=True, by=by)
            continue
        org = orgs[item.number % len(orgs)]
        minutes.write_minutes(second, item.pk, minutes="由主责单位牵头，其他单位配合，期限内办结。", by=by)
        minutes.decide(second, item.pk, org=org, words="牵头处理，把结果报中心。", days=5, by=by)
    minutes.note_attendance(second, {org.pk: Attendance.Came.YES for org in orgs}, by=by)
    meetings.minute(second, by=by)
    later = at + timedelta(days=7)
    third = meetings.call(name="第三次联席会议", at=later, venue="中心三楼会议室", orgs=orgs, by=by)
    _pick(third, by, 3)


def _pick(meeting, by, most: int) -> None:
    found = [line for _label, lines in candidates(meeting, by) for line in lines[:1]]
    meetings.put_on(meeting, [(line.why, line.case.code) for line in found[:most]], by=by)
