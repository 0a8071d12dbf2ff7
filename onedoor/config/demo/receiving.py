"""The demo's reception: some dozens of visits, three days of leaders with what they instructed, two visits that became matters."""

from datetime import time, timedelta

from django.utils import timezone

from onedoor.cases import clocks, duties
from onedoor.cases.models import Case, Deadline, Duty, Event, Involvement, Party
from onedoor.cases.opening import give_pin
from onedoor.config.demo import joining, texts
from onedoor.persons.cards import PersonDraft, seal_many
from onedoor.persons.models import Person
from onedoor.reception import actions
from onedoor.reception.arrivals import Arrival, title_of
from onedoor.reception.lifecycle import LIFECYCLE
from onedoor.reception.models import Instruction, LeaderDay, Reception

VISITS, TURNED, AGO = 30, 2, 9
OFFICE, PLACE = "区委政法委书记", "一楼群众接访大厅3号接访室"
W, Way = Reception.Willing, Reception.Way
# What was said, how many came, whether they would mediate, how it ended, in which words, by which way.
SAID = (
    (
        "楼上漏水泡了我家天花板，找过物业，一直没有人管。",
        1,
        W.YES,
        "answer",
        "联系物业当天上门，约好周五修。",
        "",
    ),
    (
        "公司拖欠两个月工资，问能到哪里要。",
        6,
        W.UNSURE,
        "advise",
        "带工资条和考勤到区劳动仲裁院。",
        Way.ARBITRATION,
    ),
    (
        "老人宅基地和邻居的界线说不清，量了几次都不服。",
        2,
        W.YES,
        "advise",
        "由司法所安排调解。",
        Way.MEDIATION,
    ),
    ("判决生效半年了，对方还没有给钱，怎样申请执行。", 1, W.NO, "advise", "到区法院执行局申请。", Way.COURT),
    ("小区夜里有人施工，睡不好觉。", 3, W.UNASKED, "answer", "已经告知夜间施工的规定，转告了执法队。", ""),
    (
        "孩子上学要开居住证明，跑了两趟没有开出来。",
        1,
        W.UNASKED,
        "answer",
        "给社区打了电话，今天下午可以开。",
        "",
    ),
    ("交通事故赔偿谈不拢，想找人说一说。", 2, W.YES, "advise", "道路交通事故调解室在二楼。", Way.MEDIATION),
    ("问老年卡在哪里办。", 1, W.UNASKED, "leave", "", ""),
    ("请不起律师，离婚的事想打官司。", 1, W.NO, "advise", "符合条件，去7号窗口申请。", Way.LEGAL_AID),
    ("门前排水沟堵了，一下雨就往院里灌。", 1, W.UNASKED, "answer", "社区明天来清。", ""),
)
# Before the leader, nine days ago: what, how many, which unit, what it is to do, whether it has done so.
LED = (
    (
        "三十多户安置房的房产证办了五年没有办下来。",
        30,
        "203",
        "会同自然资源局列出缺件清单，逐户补办。",
        False,
    ),
    ("村口桥面塌了一角，拉煤车还在走。", 4, "201", "先设限重和警示，再报修缮方案。", True),
    ("占了地的补偿款差一户没有给到。", 1, "", "", False),
)
TODAY = (
    "楼道里堆满杂物，电动车就在下面充电，怕着火。",
    "供热温度上不去，家里有老人和婴儿。",
    "合伙开店散伙了，账算不清，愿意坐下来谈。",
    "巷子口的路灯半个月不亮。",
    "退休手续少一份档案，几个单位都说不在自己那里。",
)


def tell_some(stage) -> None:
    """接访旧事 — written in bulk, as they ended days ago."""
    told = joining.Told()
    for n in range(VISITS):
        at = joining.morning(stage, 1 + n % 12) + timedelta(minutes=17 * n)
        _visit(stage, told, SAID[n % len(SAID)], at)
    _led_day(stage, told)
    told.tables[Event] = [event for chain in told.chains.values() for event in chain]
    order = (Case, Involvement, Person, Party, LeaderDay, Reception, Event, Deadline, Duty, Instruction)
    for model in order:
        model.objects.bulk_create(told.tables.get(model, []), batch_size=1000)


def _open(stage, told, words: str, people: int, at, **more) -> Reception:
    by, grid = stage.cast.clerk, stage.rng.choice(stage.grids)
    case = Case(code=stage.next_code(by.post.org, at), title=title_of(words), opened_at=at)
    case.region, case.region_path = grid.parent, grid.parent.path
    give_pin(case, case.code)
    told.add(case)
    card = PersonDraft(texts.invent_name(stage.rng), texts.invent_phone(stage.rng), source=Person.Source.DEMO)
    (person,) = seal_many([card], at)
    told.add(person)
    told.add(Party(case=case, person=person, is_representative=people > 1))
    reception = Reception(case=case, words=words, region=grid.parent, people=people, post=by.post, **more)
    facts = {"people": people, "named": 1, "willing": str(reception.willing), "slip": ""}
    told.say(case, "reception.registered", "来访登记", by, at, reception, words, **facts)
    return told.add(reception)


def _visit(stage, told, said, at) -> None:
    words, people, willing, move, result, way = said
    reception = _open(stage, told, words, people, at, willing=willing)
    _end(stage, told, reception, move, at + timedelta(minutes=stage.rng.randrange(8, 50)), result, way)


def _end(stage, told, reception, name: str, at, result: str, way: str = "") -> None:
    arrow = LIFECYCLE.move(name, reception.status)
    facts = {"way": str(way)} if way else {}
    told.say(reception.case, arrow.event, arrow.label, stage.cast.clerk, at, reception, result, **facts)
    reception.status, reception.result, reception.way = arrow.to, result, way
    reception.ended_at = reception.case.closed_at = at


def _led_day(stage, told) -> None:
    """One that is over: what the leader wanted done, by whom, and what of it is done."""
    at, leader = joining.morning(stage, AGO), _leader(stage)
    day = LeaderDay(org=leader.post.org, post=leader.post, office=OFFICE, day=at.date(), **_hours())
    told.add(day)
    for turn, (words, people, unit, task, is_done) in enumerate(LED, start=1):
        begun = at + timedelta(minutes=25 * turn)
        reception = _open(stage, told, words, people, begun)
        reception.day, reception.turn = day, turn
        named = {"day": day.day.isoformat(), "office": day.office, "turn": turn}
        told.say(
            reception.case,
            "reception.put_on_day",
            "排入领导接访日",
            stage.cast.clerk,
            begun,
            reception,
            **named,
        )
        if unit:
            _instruct(stage, told, reception, joining.department(stage, unit), task, is_done)
        else:
            _end(stage, told, reception, "answer", begun + timedelta(minutes=20), "当面算清，本周内付给。")


def _instruct(stage, told, reception, actor, words: str, is_done: bool) -> None:
    """As `actions.instruct`, and for what is done, as `duties.finish`."""
    case, by, org = reception.case, _leader(stage), actor.post.org
    at = case.opened_at + timedelta(minutes=15)
    clock = told.add(clocks.prepared(case, duties.limit_of(1), at=at, org=org, days=15, table=stage.table))
    told.add(Involvement(case=case, org=org, role=Involvement.Role.TASK, since=at))
    duty = told.add(
        Duty(case=case, number=1, org=org, giver=by.post.org, words=words, clock=clock, given_at=at)
    )
    duty.origin = f"领导接访批示：{OFFICE}"
    given = {"duty": 1, "org": org.pk, "due_at": clock.due_at.isoformat()}
    told.say(case, "duty.given", "下达任务", by, at, duty, words, **given)
    told.say(case, "reception.instructed", "领导批示", by, at, reception, org=org.pk, duty=1)
    reception.status = LIFECYCLE.moves["instruct"].to
    told.add(Instruction(reception=reception, post=by.post, duty=duty, at=at))
    if not is_done:
        clocks.show_due(case, clock)
        return
    done = at + timedelta(days=4)
    duty.state, duty.ending, duty.ended_at = Duty.State.DONE, "已设限重牌，修缮方案已报。", done
    clock.state, clock.stopped_at, clock.alarm_at = Deadline.State.MET, done, None
    told.say(case, "duty.done", "完成任务", actor, done, duty, duty.ending, duty=1)
    _end(stage, told, reception, "answer", done + timedelta(hours=3), "桥面已限重，修缮方案已报，当面答复。")


def _leader(stage):
    return stage.cast.leaders[stage.centre.post.org_id]


def _hours() -> dict:
    return {
        "opens": time(9),
        "closes": time(11, 30),
        "place": PLACE,
        "places": 8,
        "how": "当天到接访大厅登记，按登记次序接待。",
    }


def receive_today(stage) -> None:
    """今天的接访 — after everything is written, by the steps that people take."""
    leader, clerk, today = _leader(stage), stage.cast.clerk, timezone.localdate()
    days = [
        actions.arrange_day(
            post=leader.post, office=OFFICE, day=today + timedelta(days=ahead), **_hours(), by=leader
        )
        for ahead in (0, 7)
    ]
    visits = [_received(stage, words, people=1) for words in TODAY]
    for visit in visits[1:4]:
        actions.put_on_day(visit, day=days[0], by=clerk)
    first = Reception.objects.select_related("day__org", "post").get(pk=visits[1].pk)
    heat = joining.department(stage, "203").post.org
    actions.instruct(first, org=heat, words="今天入户测温，达不到的当天处理。", days=2, by=leader)
    actions.ask_willing(visits[2], willing=W.YES, by=clerk)
    for n in range(TURNED):
        visit = _received(
            stage,
            ("楼顶的广告牌松了，风一吹就响，怕掉下来砸人。", "菜市场门口污水漫到路上，走不过去人。")[n],
            8,
        )
        actions.turn(visit, by=clerk)


def _received(stage, words: str, people: int) -> Reception:
    region = stage.rng.choice(stage.grids).parent
    name, phone = texts.invent_name(stage.rng), texts.invent_phone(stage.rng)
    card = {"name": name, "phone": phone, "card_seen": False, "source": Person.Source.DEMO}
    told = Arrival(words=words, region=region, people=people, visitors=[card])
    return actions.receive(told, by=stage.cast.clerk).reception
