"""The demo's whistles: a dozen in every state, hung on open matters, one of them an emergency that is going on."""

from dataclasses import dataclass, field
from datetime import timedelta

from onedoor.cases import clocks, duties
from onedoor.cases.models import Deadline, Duty, Involvement
from onedoor.cases.timeline import draft
from onedoor.config.demo.stories import Story
from onedoor.kit import bigrams, rows
from onedoor.matters.lifecycle import Status
from onedoor.matters.models import Category
from onedoor.posts.given import system_actor
from onedoor.posts.models import Org
from onedoor.whistles.classes import CLASSES
from onedoor.whistles.lifecycle import LIFECYCLE
from onedoor.whistles.limits import answer_limit
from onedoor.whistles.models import Call, Cooperation, LogEntry, Whistle

State = Deadline.State
BEING_WORKED_ON = (Status.ACCEPTED, Status.INSTRUCTED, Status.DISPATCHED, Status.HANDLING)


@dataclass(frozen=True)
class Plot:
    """How long ago it was blown (minutes), for what, and what was said: one letter a unit.

    c comes, C is there, x cannot (and waits), e is excused, i was asked again, l is late, - has said nothing yet.
    """

    ago: int
    category: str
    title: str
    reason: str
    within: str
    words: str
    place: str
    units: str
    said: str
    moves: tuple[str, ...] = ()
    log: tuple[tuple[str, str], ...] = ()
    minutes: str = ""
    owed: tuple[str, ...] = ()
    ending: str = ""


PLOTS = (
    Plot(12, "C0101", "自来水主管爆裂，巷口积水", "emergency", "urgent", "主管爆裂、路面积水，先断水、再疏导交通，防止地基掏空。", "巷口老水塔旁", "203 201 215", "C-c",
         log=(("order", "水务先关上游总阀，住建查看两侧楼基。"), ("report", "两侧楼基没有沉降，积水在退。"), ("note", "物业已通知楼上停用热水器。"))),
    Plot(95, "E0103", "临街餐饮油烟直冲居民窗户", "joint", "quick", "联合检查临街餐饮油烟和占道，一次查清。", "进步巷社区居委会", "204 213 210", "c-x"),
    Plot(40, "A0302", "检修井下管线归属不清", "alone", "urgent", "地下管线归属说不清，请现场认一认。", "检修井旁", "201 203 223", "cl-"),
    Plot(300, "G0101", "工地拖欠工资，二十多人在项目部门口", "joint", "quick", "欠薪人数多，请人社、住建、公安到场一起做工作。", "工地项目部", "202 203 215", "Cci"),
    Plot(1500, "B0202", "临街老墙外鼓，随时可能倒", "alone", "usual", "危墙临街，请鉴定后定处置办法。", "危墙现场", "203 204", "--"),
    Plot(1700, "A0302", "桥头雨天积水半尺，路面破损", "alone", "quick", "排水和路面两家分不清，请现场定。", "桥头北侧", "201 211 203", "CCe", ("gather",)),
    Plot(2900, "F0202", "小区车棚飞线充电", "joint", "usual", "电动车违规充电，请消防、社区一起清理。", "小区车棚", "226 203", "CC", ("gather", "minute"),
         minutes="现场议定：当日断开飞线，三日内装好集中充电桩。", owed=("装集中充电桩并报验收", "逐户清理楼道")),
    Plot(4300, "E0202", "藉河堤下排口流黑水", "alone", "quick", "河道排口来源不明，请一起溯源。", "藉河排口", "201 213", "CC", ("gather", "minute"),
         minutes="现场议定：水务封堵，生态环境取样，五个工作日内通报。", owed=("封堵排口", "取样并通报结果")),
    Plot(5800, "A0201", "菜市场东门占道摊点反弹", "joint", "quick", "占道市场反弹，请一起劝导、划线。", "菜市场东门", "204 210 215", "CCe", ("gather", "minute", "end"),
         minutes="现场议定：划定早市范围，八点收摊。", ending="范围已划定，商户签了承诺，三日后回看。"),
    Plot(8700, "F0101", "雨后边坡滑落，堵了半幅路", "emergency", "urgent", "雨后边坡滑落，先封路、再排险。", "山脚弯道", "211 212 205", "CCC", ("gather", "minute", "end"),
         log=(("order", "交通先设路障，应急查看坡体。"), ("report", "路障已设，无人受伤。"), ("order", "清运落石，夜里双人值守。"), ("report", "二十二时恢复单向通行。")),
         minutes="现场议定：夜间封闭，次日请专家看坡体。", ending="险情解除，边坡治理另行立项。"),
    Plot(7300, "C0302", "单元门口燃气表井进水", "alone", "usual", "燃气表井进水，请一起查原因。", "单元门口", "203 201", "lC", ("gather", "minute", "end"),
         minutes="现场议定：先抽排，再做防水。", ending="已抽干并做防水。"),
    Plot(2600, "E0101", "工地夜里浇筑，居民睡不着", "joint", "quick", "反映工地夜间扰民，请联合检查。", "工地东门", "213 204", "c-", ("call_off",), ending="电话核实已停工，不用到场。"),
)  # fmt: skip
BRING = ("抢修人员和设备", "执法记录和图纸", "检测仪器", "业务骨干一名")


@dataclass
class Blown:
    """One whistle and all its rows; events, clocks and parts go with the story of its matter."""

    story: Story
    whistle: Whistle
    host: object
    calls: list[Call] = field(default_factory=list)
    entries: list[LogEntry] = field(default_factory=list)
    ratings: list[Cooperation] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)

    def say(self, verb: str, label: str, by, note: str = "", about=None, **facts) -> None:
        """At the time that the story has come to."""
        story = self.story
        told = {"last": story.events[-1], "about": about or self.whistle, "note": note, "at": story.at}
        story.events.append(draft(story.case, verb, label=label, by=by, **told, **facts))

    def move(self, name: str, note: str, **facts) -> None:
        arrow = LIFECYCLE.move(name, self.whistle.status)
        self.say(arrow.event, str(arrow.label), self.host, note, **facts)
        self.whistle.status = arrow.to


def blow_some(stage, stories: list[Story]) -> list[Blown]:
    """As many as there are open matters that have stood still for long enough."""
    free = [story for story in stories if story.matter.status in BEING_WORKED_ON]
    free.sort(key=lambda story: (not story.case.region_path.startswith(_shown(stage)), story.at))
    blown = []
    for plot in PLOTS:
        began = stage.now - timedelta(minutes=plot.ago)
        story = next((one for one in free if one.at < began), None)
        if story:
            free.remove(story)
            story.at = began
            blown.append(_tell(stage, story, plot))
    return blown


def _shown(stage) -> str:
    """The community that has a demo login: its whistles come first."""
    return stage.own_grids[0].path.rpartition("/")[0].rpartition("/")[0] if stage.own_grids else ""


def write(blown: list[Blown]) -> None:
    batches = [
        [one.whistle for one in blown],
        [call for one in blown for call in one.calls],
        [entry for one in blown for entry in one.entries],
        [rating for one in blown for rating in one.ratings],
        [duty for one in blown for duty in one.duties],
    ]
    if blown:
        rows.insert(*batches)


def _tell(stage, story: Story, plot: Plot) -> Blown:
    host = stage.centre if plot.reason == Whistle.Reason.EMERGENCY else _host(stage, story)
    _say_what(story, plot)
    name, count, unit = next(row[1:] for row in CLASSES if row[0] == plot.within)
    told = {"reason": plot.reason, "words": plot.words, "place": plot.place, "class_name": name}
    told |= {"count": count, "unit": unit, "blown_at": story.at, "host": host.post.org, "post": host.post}
    one = Blown(story, Whistle(case=story.case, **told), host)
    units = [unit for number in plot.units.split() if (unit := _unit(stage, number))]
    codes = [unit.post.org.code for unit in units]
    one.say("whistle.blown", "吹哨", host, plot.words, reason=plot.reason, units=codes, place=plot.place)
    for n, unit in enumerate(units):
        _call(stage, one, unit, BRING[n % len(BRING)])
    _answers(stage, one, plot, units)
    for kind, words in plot.log:
        _log(one, kind, words, units[0] if kind == "report" else host)
    _moves(stage, one, plot, units)
    return one


def _say_what(story: Story, plot: Plot) -> None:
    matter = story.matter
    matter.category = Category.objects.get(code=plot.category)
    matter.kind, matter.body, story.case.title = (
        matter.category.kind_hint,
        f"{plot.title}，请有关部门一起来看。",
        plot.title,
    )
    matter.words = bigrams.vector(f"{plot.title} {matter.body} {matter.address}")


def _host(stage, story: Story):
    """The street's or town's centre of the place, or the district's when the matter lies there."""
    desk = story.matter.desk
    return stage.cast.dispatchers.get(desk.pk) or stage.cast.dispatchers[desk.parent_id]


def _unit(stage, number: str):
    return next((actor for actor in stage.departments if actor.post.org.number == number), None)


def _call(stage, one: Blown, unit, bring: str) -> None:
    story, org = one.story, unit.post.org
    clock = clocks.prepared(story.case, answer_limit(one.whistle), at=story.at, org=org, table=story.table)
    story.clocks[f"call {org.pk}"] = clock
    if not any(part.org == org and part.until is None for part in story.parts):
        role = Involvement.Role.CALLED
        story.parts.append(Involvement(case=story.case, org=org, role=role, since=story.at))
    one.calls.append(Call(whistle=one.whistle, org=org, bring=bring, called_at=story.at, due_at=clock.due_at))


def _answers(stage, one: Blown, plot: Plot, units) -> None:
    """Each unit in its turn, a few minutes apart; lateness once the time has run out."""
    for call, unit, said in zip(one.calls, units, plot.said, strict=False):
        if said in "cCxei":
            one.story.at += timedelta(minutes=2)
            _answer(one, call, unit, said)
    for call, said in zip(one.calls, plot.said, strict=False):
        if said == "l" and call.due_at < one.story.now:
            one.story.at = max(one.story.at, call.due_at)
            call.late_at = call.due_at
            told = {"org": call.org.code, "host": one.whistle.host.code}
            one.say("whistle.late", "应哨超时", system_actor(), **told)
    for call, said in zip(one.calls, plot.said, strict=False):
        if said == "C":
            one.story.at = min(one.story.at + timedelta(minutes=1), one.story.now)
            call.arrived_at = one.story.at
            one.say("whistle.arrived", "确认到场", one.host, org=call.org.code)


def _answer(one: Blown, call: Call, unit, said: str) -> None:
    story, can = one.story, said in "cC"
    call.words = "马上出发，约二十分钟到。" if can else "人员都在另一处抢险，抽不开身。"
    call.answer = Call.Answer.COMING if can else Call.Answer.CANNOT
    call.answered_at, call.answered_by = story.at, unit.post
    one.say("whistle.answered", "应哨答复", unit, call.words, org=call.org.code, answer=str(call.answer))
    story.stop(f"call {call.org_id}")
    if said in "ei":
        story.at += timedelta(minutes=1)
        _decide(one, call, said)


def _decide(one: Blown, call: Call, said: str) -> None:
    story = one.story
    call.decision = Call.Decision.EXCUSED if said == "e" else Call.Decision.INSISTED
    call.decided_words = "同意，随后补材料。" if said == "e" else "请派一人先到，其余人员随后。"
    call.decided_at = story.at
    verb = "whistle.excused" if said == "e" else "whistle.insisted"
    label = "准予不到" if said == "e" else "仍请到场"
    one.say(verb, label, one.host, call.decided_words, org=call.org.code)
    if said == "e":
        _leave(story, call.org)
    if said == "i":
        call.answer = ""
        clock = clocks.prepared(
            story.case, answer_limit(one.whistle), at=story.at, org=call.org, table=story.table
        )
        story.clocks[f"call {call.org_id}"], call.due_at = clock, clock.due_at


def _leave(story: Story, *orgs: Org) -> None:
    for part in story.parts:
        if part.role == Involvement.Role.CALLED and part.org in orgs and part.until is None:
            part.until = story.at


def _log(one: Blown, kind: str, words: str, by) -> None:
    one.story.at = min(one.story.at + timedelta(minutes=1), one.story.now)
    told = {"whistle": one.whistle, "kind": kind, "words": words, "at": one.story.at}
    one.entries.append(LogEntry(post=by.post, staff=by.staff, **told))
    one.say("whistle.logged", "联办记录", by, words, kind=kind, to="")


def _moves(stage, one: Blown, plot: Plot, units) -> None:
    for name in plot.moves:
        one.story.at = min(one.story.at + timedelta(minutes=25), one.story.now)
        notes = {"gather": "", "minute": plot.minutes, "end": plot.ending, "call_off": plot.ending}
        facts = {"duties": len(plot.owed)} if name == "minute" else {}
        one.move(name, notes[name], **facts)
        if name == "gather":
            one.whistle.gathered_at = one.story.at
        elif name == "minute":
            _minute(one, plot, units)
        else:
            _over(one, plot, units)


def _minute(one: Blown, plot: Plot, units) -> None:
    whistle = one.whistle
    whistle.minutes, whistle.minuted_at = plot.minutes, one.story.at
    here = [call.org.name for call in one.calls if call.arrived_at]
    whistle.present = "、".join([whistle.host.name, *here])[:300]
    for number, words in enumerate(plot.owed, start=1):
        _owe(one, number, units[number - 1].post.org, words)


def _owe(one: Blown, number: int, org: Org, words: str) -> None:
    story = one.story
    limit = clocks.Limit(f"duty-{number}", "任务期限", duties.DAYS, "working", "本区服务承诺", since="下达")
    clock = clocks.prepared(story.case, limit, at=story.at, org=org, table=story.table)
    story.clocks[clock.kind] = clock
    told = {"number": number, "org": org, "giver": one.whistle.host, "words": words, "origin": "吹哨会商纪要"}
    duty = Duty(case=story.case, clock=clock, given_at=story.at, **told)
    one.duties.append(duty)
    facts = {"duty": number, "org": org.pk, "due_at": clock.due_at.isoformat()}
    one.say("duty.given", "下达任务", one.host, words, duty, **facts)


def _over(one: Blown, plot: Plot, units) -> None:
    one.whistle.ended_at, one.whistle.ending = one.story.at, plot.ending
    for call in one.calls:
        if clock := one.story.clocks.pop(f"call {call.org_id}", None):
            clock.state, clock.stopped_at, clock.alarm_at = State.STOPPED, one.story.at, None
            one.story.ended_clocks.append(clock)
    owing = {duty.org for duty in one.duties if duty.state == Duty.State.OPEN}
    for part in one.story.parts:
        if part.role == Involvement.Role.CALLED and part.org in owing and part.until is None:
            part.role = Involvement.Role.TASK
    _leave(one.story, *(call.org for call in one.calls))
    if one.whistle.minutes:
        _rate(one, one.host, units[0].post.org, 5, "来得快，当场拿了主意。")
        _rate(one, units[0], one.whistle.host, 4, "通知清楚，材料齐。")


def _rate(one: Blown, by, of: Org, stars: int, words: str) -> None:
    one.story.at = min(one.story.at + timedelta(minutes=30), one.story.now)
    told = {"whistle": one.whistle, "of": of, "stars": stars, "words": words, "at": one.story.at}
    one.ratings.append(Cooperation(by=by.post.org, post=by.post, **told))
    one.say("whistle.rated", "配合评价", by, words, of=of.code, stars=stars)
