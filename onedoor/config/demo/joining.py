"""The demo's joint work: a round of the flood season with finds, and one before the Spring Festival."""

from dataclasses import dataclass, field
from datetime import timedelta

from onedoor.cases.models import Case, Deadline, Duty, Event, Involvement, Link
from onedoor.cases.timeline import draft
from onedoor.config.demo.stories import Story
from onedoor.joint.lifecycle import PLAN, PlanStatus
from onedoor.joint.models import (
    AgendaItem,
    Answer,
    Attendance,
    ChecklistItem,
    Decision,
    Find,
    Ground,
    Meeting,
    Place,
    Plan,
    Visit,
)
from onedoor.kit import bigrams
from onedoor.matters.models import Matter
from onedoor.posts.models import Org

VILLAGES, FINDS = 7, 4
FLOOD = "防汛巡查：护岸、排水沟、涵洞和低洼院落汛前、汛中各看一遍，发现险情先提醒、再登记，由有关部门处置。"
SEEN = (
    "排水沟被树枝和垃圾堵住半边，下雨就漫到路上。",
    "盖板塌了一块，沟里淤泥齐腰，雨水排不走。",
    "沟口被建筑垃圾堆住，积水倒灌到院墙根。",
    "沟壁冲垮两米多，旁边路基已经悬空。",
)
FLOOD_SITES = ("排水沟", "河道护岸", "涵洞")
FLOOD_ITEMS = (
    ("排水沟、涵洞畅通", "yes_no", "yes", ""),
    ("护岸、挡墙完好", "yes_no", "yes", ""),
    ("低洼处有积水", "yes_no", "no", ""),
    ("最深积水", "figure", "", "厘米"),
    ("警示牌和转移路线", "text", "", ""),
)
WAGES = "春节前到在建工地看工资专户、维权告示和实名登记，有拖欠苗头的早登记、早处理。"
WAGE_SITES = ("安置楼工地", "道路改造工地", "学校扩建工地", "管网改造工地", "市场改造工地")
WAGE_ITEMS = (
    ("设有农民工工资专用账户", "yes_no", "yes", ""),
    ("维权告示牌上墙", "yes_no", "yes", ""),
    ("有拖欠工资的反映", "yes_no", "no", ""),
    ("在场施工班组", "figure", "", "个"),
)
TOPICS = ("冬季供热保障怎样值守", "背街小巷照明由谁维护", "校园周边占道经营怎样长效管理")


@dataclass
class Told:
    """Rows of joint work, told in the order of their writing; each case with its chain of events."""

    tables: dict[type, list] = field(default_factory=dict)
    chains: dict[Case, list[Event]] = field(default_factory=dict)
    done: list[tuple[Place, Visit]] = field(default_factory=list)

    def add(self, row):
        self.tables.setdefault(type(row), []).append(row)
        return row

    def say(self, case, verb, label, by, at, about, note="", **facts):
        chain = self.chains.setdefault(case, [])
        last = chain[-1] if chain else None
        told = {"last": last, "about": about, "note": note, "at": at}
        chain.append(draft(case, verb, label=label, by=by, **told, **facts))

    def move(self, work, lifecycle, name, by, at):
        arrow = lifecycle.moves[name]
        self.say(work.case, arrow.event, arrow.label, by, at, work)


def tell_some(stage, stories) -> Told:
    """联动 — before the matters are written: what they were found on is told, and which of them were finds."""
    told = Told()
    _flood(stage, told, stories)
    _wages(stage, told)
    return told


def write(told: Told) -> None:
    """After the matters: case by case, in the order in which rows lean on each other."""
    told.tables[Event] = [event for chain in told.chains.values() for event in chain]
    order = (Case, Involvement, Event, Deadline, Duty, Plan, Ground, ChecklistItem, Place, Visit, Answer)
    order += (Find, Link, Meeting, Attendance, AgendaItem, Decision)
    for model in order:
        model.objects.bulk_create(told.tables.get(model, []), batch_size=1000)
    for place, visit in told.done:
        place.visit = visit
    Place.objects.bulk_update([place for place, _visit in told.done], ["visit"])


def open_case(stage, told, title, at, units) -> Case:
    host = stage.centre.post.org
    region = host.region
    code = stage.next_code(host, at)
    case = told.add(Case(code=code, title=title, region=region, region_path=region.path, opened_at=at))
    for org in {org.pk: org for org in [host, *units]}.values():
        role = Involvement.Role.LEAD if org == host else Involvement.Role.ASSIST
        told.add(Involvement(case=case, org=org, role=role, since=at))
    return case


def _plan(stage, told, name, purpose, items, *, since, until, units, grounds) -> Plan:
    """A plan that runs: drafted, prepared and started on its first morning."""
    at = morning(stage, since)
    by = stage.centre
    case = open_case(stage, told, name, at, [*units, *(_unit(stage, region) for region in grounds)])
    period = {"from_day": at.date(), "to_day": (stage.now + timedelta(days=until)).date()}
    plan = told.add(
        Plan(case=case, name=name, purpose=purpose, host=by.post.org, status=PlanStatus.RUNNING, **period)
    )
    told.say(case, "plan.drafted", "拟订计划", by, at, plan)
    for region in grounds:
        told.add(Ground(plan=plan, region=region))
    for number, (words, kind, expected, measure) in enumerate(items, start=1):
        given = {"words": words, "kind": kind, "expected": expected, "measure": measure}
        told.add(ChecklistItem(plan=plan, number=number, **given))
    told.move(plan, PLAN, "start", by, at + timedelta(hours=2))
    return plan


def morning(stage, days_ago):
    return (stage.now - timedelta(days=days_ago)).replace(hour=8, minute=40, second=0, microsecond=0)


def _unit(stage, village) -> Org:
    return next(
        worker.post.org for worker in stage.cast.workers.values() if worker.post.org.region_id == village.pk
    )


def _hand(stage, org: Org):
    """Who of a unit goes out."""
    return stage.cast.heads.get(org.pk) or stage.cast.handlers[org.pk]


def department(stage, number: str):
    return next(actor for actor in stage.departments if actor.post.org.number == number)


def _flood(stage, told, stories) -> None:
    finds = _finds_among(stage, stories, since=24)
    villages = _villages(stage, finds)
    water = department(stage, "201").post.org
    period = {"since": 24, "until": 12, "units": [water], "grounds": villages}
    plan = _plan(stage, told, "汛期巡查", FLOOD, FLOOD_ITEMS, **period)
    seen = []
    for number, (village, kind) in enumerate(_sites(villages), start=1):
        org = water if kind == "河道护岸" else _unit(stage, village)
        by = stage.now + timedelta(days=-2 if number % 7 == 0 else 6)
        place = _place(told, plan, number, f"{village.name}{kind}", village, org, by)
        found = finds.get(village.pk) if kind == FLOOD_SITES[0] else None
        if found:
            seen.append((found.case.opened_at - timedelta(minutes=9), place, found))
        elif number % 3 == 1 or number % 4 == 0:
            seen.append((morning(stage, number % 9 + 1), place, None))
    _go(stage, told, plan, seen)


def _sites(villages):
    return ((village, kind) for village in villages for kind in FLOOD_SITES)


def _finds_among(stage, stories, since: int) -> dict[int, Story]:
    """By village: what grid workers reported while the round ran, hazards first; it was found on the round."""
    begin = morning(stage, since) + timedelta(hours=3)
    reported = [
        story
        for story in stories
        if story.case.opened_at > begin
        and story.matter.source == Matter.Source.GRID
        and story.case.secrecy == Case.Secrecy.NORMAL
        # Only what nobody tells another story about.
        and "：" in story.case.title
        and len(story.parties) < 2
    ]
    reported.sort(key=lambda story: story.matter.kind != "hazard")
    found: dict[int, Story] = {}
    for story in reported:
        if len(found) < FINDS:
            found.setdefault(story.case.region.parent_id, story)
    for number, story in enumerate(found.values()):
        _reword(stage, story, SEEN[number % len(SEEN)])
    return found


def _reword(stage, story, body: str) -> None:
    """What the one on the round wrote down."""
    case, matter = story.case, story.matter
    case.title = f"{case.region.parent.name}{FLOOD_SITES[0]}：{body}"[:40].rstrip("。，；")
    matter.body, matter.source_name = body, "汛期巡查"
    matter.category = next((one for one in stage.categories if "排水" in one.name), matter.category)
    matter.words = bigrams.vector(f"{case.title} {body} {matter.address}")


def _villages(stage, finds) -> list:
    """Where something was found, the community with a demo login, and some more, in the order of the tree."""
    grids = [*(story.case.region for story in finds.values()), *stage.own_grids[:1]]
    grids += stage.grids[:: max(1, len(stage.grids) // VILLAGES)]
    villages = {grid.parent_id: grid.parent for grid in grids}
    return sorted(list(villages.values())[:VILLAGES], key=lambda region: region.path)


def _wages(stage, told) -> None:
    labour, housing = department(stage, "202").post.org, department(stage, "203").post.org
    villages = _villages(stage, {})
    period = {"since": 3, "until": 40, "units": [labour, housing], "grounds": villages}
    plan = _plan(stage, told, "春节前欠薪排查", WAGES, WAGE_ITEMS, **period)
    seen = []
    for number, (village, site) in enumerate(zip(villages, WAGE_SITES, strict=False), start=1):
        org = housing if number % 2 else labour
        by = stage.now + timedelta(days=30)
        place = _place(told, plan, number, f"{village.name}{site}", village, org, by)
        if number == 1:
            seen.append((morning(stage, 1), place, None))
    _go(stage, told, plan, seen)


def _place(told, plan, number, name, region, org, by) -> Place:
    by_day = max(plan.from_day, min(by.date(), plan.to_day))
    return told.add(Place(plan=plan, number=number, name=name, region=region, org=org, by_day=by_day))


def _go(stage, told, plan, seen) -> None:
    """The visits in the order of time; where something was found, it is a matter."""
    for at, place, found in sorted(seen, key=lambda one: one[0]):
        by = found.reporter if found else _hand(stage, place.org)
        _visit(told, plan, place, by, at, odd=found is not None)
        if found:
            _find(told, plan, place, found)


def _visit(told, plan, place, by, at, odd: bool) -> None:
    words = "已先做提醒，摆放警示。" if odd else ""
    visit = told.add(Visit(place=place, at=at, post=by.post, staff=by.staff, words=words))
    told.done.append((place, visit))
    items = [item for item in told.tables[ChecklistItem] if item.plan is plan]
    for item in items:
        answer = told.add(Answer(visit=visit, item=item))
        if item.kind == ChecklistItem.Kind.YES_NO:
            answer.yes = (item.expected == "yes") != (odd and item.number == 1)
        elif item.kind == ChecklistItem.Kind.FIGURE:
            answer.figure = place.number * 3 % 20
    facts = {"place": place.number, "odd": [1] if odd else []}
    told.say(plan.case, "plan.visited", "填写巡查结果", by, at, plan, **facts)


def _find(told, plan, place, story) -> None:
    at, by = story.case.opened_at, story.reporter
    item = next(item for item in told.tables[ChecklistItem] if item.plan is plan)
    find = told.add(
        Find(place=place, item=item, words=story.matter.body, at=at, post=by.post, staff=by.staff)
    )
    find.taken_up = story.case
    told.add(Link(kind=Link.Kind.FOUND, case=story.case, other=plan.case, at=at))
    facts = {"place": place.number, "find": str(find.pk)}
    told.say(plan.case, "plan.found", "巡查发现", by, at, plan, **facts)
