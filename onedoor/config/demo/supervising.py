"""The demo's supervision: every rung of the ladder in every state, and time asked for, hung on matters that are late."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone, translation

from onedoor.cases.due import set_due
from onedoor.cases.models import Deadline, DeadlineChange
from onedoor.cases.timeline import draft
from onedoor.config.demo.stories import Story
from onedoor.kit import rows
from onedoor.matters.lifecycle import Status
from onedoor.matters.limits import HANDLE, PAUSE_END, PROMISE
from onedoor.matters.models import ClockRequest
from onedoor.posts.given import system_actor
from onedoor.supervision.lifecycle import LIFECYCLE, Rung
from onedoor.supervision.limits import REPLY
from onedoor.supervision.models import Interview, LetterCount, Supervision
from onedoor.supervision.numbering import number_of
from onedoor.supervision.queries import delivered

WITH_A_UNIT = (Status.DISPATCHED, Status.HANDLING)
AT_A_DESK = (Status.REGISTERED, Status.ACCEPTED)
ROOM = timedelta(hours=1)


@dataclass(frozen=True)
class Plot:
    """How many hours ago a step was taken, on which rung, by which rule (or by people, with this reason), and what followed.

    a acknowledged, r replied, n asked again, i interviewed, l lifted.
    """

    ago: int
    rung: str
    rule: str = ""
    reason: str = ""
    said: str = ""


# Each row is hung on one matter that lies with a unit: the same unit, asked in steps of growing weight.
LADDERS = (
    (
        Plot(240, "letter", "overdue", said="r"),
        Plot(170, "listed", reason="承诺没有兑现，居民反映强烈。请主要负责人包抓，每周报进展。"),
        Plot(120, "interview", reason="挂牌以后仍没有进展，请单位负责人到中心说明情况。", said="i"),
    ),
    (
        Plot(150, "letter", "overdue", said="rl"),
        Plot(96, "listed", reason="涉及三十多户用水，久拖不决，列入挂牌清单。", said="r"),
    ),
    (Plot(72, "letter", reason="居民两次来电催问，请书面说明慢在哪里、哪天办好。", said="rn"),),
    (Plot(54, "letter", "overdue"),),
    (Plot(30, "letter", "overdue", said="r"),),
    (Plot(28, "interview", reason="多次推诿，请分管负责人来谈。"),),
)
# Reminders to desks: one seen, one not yet, one by a person.
REMINDERS = (
    (Plot(26, "reminder", "near", said="a"),),
    (Plot(22, "reminder", "near"),),
    (Plot(5, "reminder", reason="天气转冷，请优先安排这一件。"),),
)
REPLIED = "已到现场两次，材料昨天到齐；施工安排在周四，周五前办好并请居民一起验收。"
# Who asked for what, for how long, hung on one matter each: kind, days, whether granted (nothing: waits), reason, basis.
ASKED = (
    (("extend", 3, None, "管件需从厂家调货，三天后到。", "供货合同"),),
    (("pause", 12, True, "等待房屋安全鉴定结论。", "委托鉴定书"),),
    (
        ("extend", 5, False, "近期工作较多。", "无"),
        ("extend", 4, True, "连续降雨，路面不能施工。", "气象预警信息"),
    ),
    (("pause", 9, None, "等居民补交产权证明。", "一次性告知书"),),
)
MINUTES = "指出：承诺三次未兑现。单位说明：施工队伍已更换。议定：七日内完工，每两日报一次进展。"


@dataclass
class Told:
    """What is written after the stories themselves."""

    supervisions: list[Supervision] = field(default_factory=list)
    interviews: list[Interview] = field(default_factory=list)
    requests: list[ClockRequest] = field(default_factory=list)
    changes: list[DeadlineChange] = field(default_factory=list)
    numbers: Counter = field(default_factory=Counter)


def tell_some(stage, stories: list[Story]) -> Told:
    """As many ladders as there are matters with a unit and room for them; time is asked for where the clock still runs."""
    told, roomy = Told(), [one for one in stories if stage.now - one.at > ROOM]
    lying = [
        one for one in roomy if one.matter.status in WITH_A_UNIT and one.matter.lead_id in stage.cast.handlers
    ]
    asking = [one for one in lying if one.clocks[PROMISE.kind].due_at > stage.now][: len(ASKED)]
    at_desks = [
        one for one in roomy if one.matter.status in AT_A_DESK and one.matter.desk != stage.centre.post.org
    ]
    hung = [*zip(LADDERS, [one for one in lying if one not in asking], strict=False)]
    hung += zip(REMINDERS, at_desks, strict=False)
    steps = [(plot, story) for plots, story in hung for plot in plots]
    for plot, story in sorted(steps, key=lambda step: -step[0].ago):
        _supervise(stage, told, story, plot)
    for wishes, story in zip(ASKED, asking, strict=False):
        for kind, days, granted, reason, basis in wishes:
            request = ClockRequest(kind=kind, reason=reason, basis=basis)
            _request(stage, told, story, request, days, granted)
    return told


def write(told: Told) -> None:
    rows.insert(told.supervisions, told.interviews, told.requests, told.changes)
    for year, last in told.numbers.items():
        LetterCount.objects.update_or_create(year=year, defaults={"last": last})


# ---------------------------------------------------------------- the ladder


def _to(story: Story, hours_ago: float) -> None:
    """So many hours before now, never before what the story has come to."""
    story.at = max(story.at + timedelta(minutes=2), story.now - timedelta(hours=hours_ago))


def _say(story, about, verb, label, by, note="", **facts) -> None:
    last = story.events[-1]
    said = {"label": label, "by": by, "last": last, "about": about, "note": note, "at": story.at}
    story.events.append(draft(story.case, verb, **said, **facts))


def _move(story, one, name, by, note="") -> None:
    arrow = LIFECYCLE.move(name, one.status)
    _say(story, one, arrow.event, arrow.label, by, note, number=one.number)
    one.status = arrow.to


def _supervise(stage, told, story, plot: Plot) -> None:
    _to(story, plot.ago)
    org = story.matter.lead or story.matter.desk
    unit = stage.cast.handlers.get(org.pk) or stage.hand_at(org)
    leader = stage.cast.leaders[stage.centre.post.org.pk]
    by = system_actor() if plot.rule else stage.centre if plot.rung in ("reminder", "letter") else leader
    with translation.override("zh-hans"):
        reason = delivered(plot.rule).sentence if plot.rule else plot.reason
    one = Supervision(case=story.case, org=org, rung=plot.rung, rule=plot.rule, reason=reason)
    one.raised_at, one.raised_by, one.occurrence = story.at, by.post, "demo" if plot.rule else ""
    if plot.rung != Rung.REMINDER:
        year = timezone.localtime(story.at).year
        told.numbers[year] += 1
        one.number = number_of(year, told.numbers[year])
    facts = {"rung": plot.rung, "supervised": one.org.code, "number": one.number, "rule": plot.rule}
    _say(story, one, "supervision.raised", Rung(plot.rung).label, by, reason, **facts)
    if plot.rung in (Rung.LETTER, Rung.LISTED):
        _owe(story, one)
    told.supervisions.append(one)
    for letter in plot.said:
        _to(story, max((story.now - story.at) / timedelta(hours=1) * 0.6, 0.2))
        FOLLOWED[letter](told, story, one, unit, leader)


def _owe(story, one) -> None:
    limit = REPLY[Rung(one.rung)]
    story.start(limit, org=one.org)
    one.clock = story.clocks[limit.kind]


def _acknowledged(told, story, one, unit, leader) -> None:
    _move(story, one, "acknowledge", unit)
    one.replied_at, one.replied_by = story.at, unit.post


def _replied(told, story, one, unit, leader) -> None:
    _move(story, one, "reply", unit, REPLIED)
    one.reply, one.replied_at, one.replied_by = REPLIED, story.at, unit.post
    story.stop(REPLY[Rung(one.rung)].kind)


def _asked_again(told, story, one, unit, leader) -> None:
    _move(story, one, "ask_again", leader, "没有写明居民用水怎样保障，请重新回复。")
    _owe(story, one)


def _interviewed(told, story, one, unit, leader) -> None:
    held = {"held_at": story.at, "place": "区综治中心二楼会议室", "present": "分管副局长、业务科长"}
    written = {"recorded_at": story.at, "recorded_by": leader.post, "minutes": MINUTES}
    told.interviews.append(Interview(supervision=one, **held, **written))
    _say(story, one, "supervision.interviewed", "约谈记录", leader, MINUTES, number=one.number)
    _owe(story, one)


def _lifted(told, story, one, unit, leader) -> None:
    why = "已经开工，进度正常，转为日常跟踪。"
    _move(story, one, "lift", leader, why)
    one.lifted_at, one.lifted_why = story.at, why


FOLLOWED = {"a": _acknowledged, "r": _replied, "n": _asked_again, "i": _interviewed, "l": _lifted}


# ---------------------------------------------------------------- more time


def _request(stage, told, story, request, days, granted) -> None:
    _to(story, 26)
    unit, desk = stage.cast.handlers[story.matter.lead_id], stage.centre
    clock = story.clocks[HANDLE.kind if request.kind == ClockRequest.Kind.PAUSE else PROMISE.kind]
    request.case, request.deadline, request.asked_by = story.case, clock, unit.post
    request.asked_staff, request.asked_at = unit.staff, story.at
    if request.kind == ClockRequest.Kind.PAUSE:
        request.until = timezone.localdate(story.now) + timedelta(days=days)
    else:
        request.days = days
    until = request.until.isoformat() if request.until else ""
    facts = {"days": request.days or 0, "until": until, "basis": request.basis}
    label = "申请中止计时" if request.until else "申请延期"
    _say(story, story.matter, "matter.clock_asked", label, unit, request.reason, **facts)
    told.requests.append(request)
    if granted is not None:
        _to(story, 8)
        _decided(told, story, request, desk, granted, facts)


def _decided(told, story, request, by, granted, facts) -> None:
    request.state = ClockRequest.State.GRANTED if granted else ClockRequest.State.REFUSED
    request.decided_by, request.decided_staff, request.decided_at = by.post, by.staff, story.at
    request.words = "同意。" if granted else "理由不充分，请按期办理。"
    if not granted:
        _say(story, story.matter, "matter.clock_refused", "不批准期限申请", by, request.words)
    elif request.until:
        _say(story, story.matter, "matter.paused", "中止计时", by, request.reason, **facts)
        _stand_still(told, story, request, by)
    else:
        _say(story, story.matter, "matter.extended", "延期", by, request.reason, **facts, clock=PROMISE.kind)
        clock = request.deadline
        clock.extended_days = request.days
        set_due(clock, story.table, story.at)
        _change(told, clock, DeadlineChange.Kind.EXTENDED, request, by, story.at, request.days)


def _stand_still(told, story, request, by) -> None:
    for kind in (HANDLE.kind, PROMISE.kind):
        clock = story.clocks[kind]
        clock.state, clock.paused_at, clock.alarm_at = Deadline.State.PAUSED, story.at, None
        clock.paused_for, clock.paused_until = request.reason, request.until
        _change(told, clock, DeadlineChange.Kind.PAUSED, request, by, story.at)
    story.case.paused_for = request.reason
    story.start(PAUSE_END, days=(request.until - timezone.localdate(story.at)).days)


def _change(told, clock, kind, request, by, at, days=0) -> None:
    change = DeadlineChange(deadline=clock, kind=kind, at=at, days=days, reason=request.reason, post=by.post)
    change.due_at = clock.due_at
    told.changes.append(change)
