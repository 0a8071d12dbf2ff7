"""The demo's registers: a few thousand invented buildings, dwellings, organisations, facilities and places, in bulk; and on one
ground what the work leaves behind: a proposal, two words on one field, a service register with invented people in it."""

from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from stdnum.cn import uscc

from onedoor.config.demo.texts import invent_name, invent_phone
from onedoor.kit import rows
from onedoor.kit.keys import uuid7
from onedoor.persons.models import Person
from onedoor.places.models import Region
from onedoor.posts.actor import Actor
from onedoor.posts.models import Post, Tenure
from onedoor.registers import actions
from onedoor.registers.fields import REGISTERS
from onedoor.registers.keeping import stale_on
from onedoor.registers.models import Checked, Entry, Revision
from onedoor.registers.values import EMPTY, put, same_key, values_of, words_for

# Of every village or community, in one of its grids; the one with a demo login has more, in all of its grids.
EVERYWHERE = (("building", 3), ("organisation", 2), ("facility", 2), ("resource", 1), ("spot", 1))
HERE = (("building", 6), ("organisation", 5), ("facility", 4), ("resource", 2), ("spot", 3))
HOMES = 4
MARK = "（演示）"
LANES = ("东巷", "西巷", "中街", "南路", "北路", "后街")
SHOPS = (("便民超市", "shop", "零售"), ("面馆", "shop", "餐饮"), ("物业服务有限公司", "company", "物业"), ("幼儿园", "school", "教育"),
         ("卫生所", "clinic", "医疗"), ("种植农民专业合作社", "coop", "种植"), ("五金建材店", "shop", "零售"))  # fmt: skip
THINGS = (("消火栓", "fire"), ("燃气调压箱", "gas"), ("变压器", "power"), ("雨水箅子", "water"), ("护坡", "bank"), ("路灯", "light"),
          ("健身器材", "sport"))  # fmt: skip
FOUND = {
    "fire": "水压不足",
    "gas": "箱门变形",
    "power": "围栏缺损",
    "water": "堵塞积水",
    "bank": "有裂缝",
    "light": "不亮",
    "sport": "螺丝松动",
}
OFFERS = (("文化活动室", "room", "8:30-18:00", 60), ("应急避难广场", "shelter", "全天", 800), ("日间照料中心", "elders", "8:00-17:00", 30),
          ("志愿服务队", "team", "周六上午", None))  # fmt: skip
SPOTS = (
    ("大院", "yard"),
    ("过水涵洞", "crossing"),
    ("排洪沟", "water"),
    ("小广场", "square"),
    ("学校路口", "school"),
)
NOTICE = (
    "我们登记您的姓名、电话、住址和您需要的服务，只用来按您说的方式看望或帮助您。只有本社区的民生服务专员能看，每看一次都有记录，"
    "您随时可以来看。一年复核一次。您随时可以撤回同意，撤回后马上清除，不影响您办别的事。（演示文字）"
)
VISITED = 6


def lay_registers(stage) -> None:
    """布置台账 — thousands of lines in a few statements, then the few that somebody is working on."""
    laying = _Laying(stage)
    places: dict = {}
    for grid in stage.grids:
        places.setdefault(grid.parent_id, []).append(grid)
    own = {grid.pk for grid in stage.own_grids}
    for grids in places.values():
        for grid in grids if grids[0].pk in own else grids[:1]:
            laying.fill(grid, HERE if grid.pk in own else EVERYWHERE)
    laying.write()
    if stage.own_grids:
        _work_on(stage, stage.own_grids[0])
        _visit_some(stage, stage.own_grids[0])


class _Laying:
    """Makes entries in memory, and writes them in one go."""

    def __init__(self, stage):
        self.stage, self.rng, self.today = stage, stage.rng, timezone.localdate()
        self.serial, self.seen = 0, set()
        self.makers = {
            "building": self._building,
            "organisation": self._organisation,
            "facility": self._facility,
            "resource": self._resource,
            "spot": self._spot,
        }
        self.entries: list[Entry] = []
        self.details: dict[str, list] = {code: [] for code in REGISTERS}
        self.checked: list[Checked] = []
        self.revisions: list[Revision] = []

    def fill(self, grid: Region, wanted) -> None:
        by = self.stage.cast.workers[grid.pk]
        for code, count in wanted:
            for n in range(count):
                entry = self.add(code, grid, self.makers[code](grid, n), by)
                if code == "building" and wanted is HERE:
                    for room in range(HOMES):
                        self.add("dwelling", grid, self._home(entry, room), by, above=entry)

    def add(self, code: str, grid: Region, told: dict, by, above: Entry | None = None) -> Entry:
        register = REGISTERS[code]
        on = self.today - timedelta(days=int(self.rng.triangular(1, 420, 40)))
        at = timezone.make_aware(datetime.combine(on, time(10, self.rng.randrange(60))))
        entry = Entry(register=code, grid=grid, created_at=at, changed_at=at)
        detail = register.model(entry=entry)
        entry._state.fields_cache[code] = detail
        for name, value in told.items():
            put(entry, name, value)
        if above is not None:
            entry.address = f"{above.address} {above.name}"
        entry.same_key = same_key(register, values_of(entry), grid)
        while (code, entry.same_key) in self.seen:
            entry.address += "旁"
            entry.same_key = same_key(register, values_of(entry), grid)
        self.seen.add((code, entry.same_key))
        entry.words = words_for(entry)
        given = [name for name, value in told.items() if value not in EMPTY]
        first = Checked(entry=entry, field=given[0], on=on, post=by.post)
        self.checked += [first, *(rows.twin(first, id=uuid7(), field=name) for name in given[1:])]
        entry.stale_on = stale_on(register, dict.fromkeys(given, on))
        changes = {name: {"old": None, "new": told[name]} for name in given}
        self.revisions.append(
            Revision(
                entry=entry, version=1, what="entered", changes=changes, at=at, post=by.post, staff=by.staff
            )
        )
        self.entries.append(entry)
        self.details[code].append(detail)
        return entry

    def write(self) -> None:
        for detail in self.details.values():
            for row in detail:
                row.entry_id = row.entry.pk
        rows.insert(self.entries)
        rows.insert(self.details.pop("building"))
        rows.insert(*self.details.values(), self.checked, self.revisions)

    def _address(self, grid, n: int) -> str:
        return f"{grid.parent.name}{LANES[(grid.pk + n) % len(LANES)]}{self.rng.randrange(1, 180)}号"

    def _point(self, grid):
        """Near the middle of the grid: a place to stand, not a survey."""
        lon, lat = self.stage.middles.get(grid.pk, (None, None))
        if lon is None:
            return None
        return [round(lon + self.rng.uniform(-8e-4, 8e-4), 6), round(lat + self.rng.uniform(-8e-4, 8e-4), 6)]

    def _building(self, grid, n: int) -> dict:
        rng, floors = self.rng, self.rng.choice((1, 2, 3, 5, 6, 6, 7, 18))
        return {
            "name": f"{n + 1}号楼",
            "address": self._address(grid, n),
            "point": self._point(grid),
            "use": rng.choice(("homes", "homes", "homes", "mixed", "public")),
            "structure": "frame"
            if floors > 7
            else rng.choice(("brick", "brick", "earth") if floors < 3 else ("brick", "frame")),
            "year": rng.randrange(1978, 2021),
            "floors": floors,
            "units": max(1, floors // 3),
            "homes": floors * max(1, floors // 3) * 2,
        }

    def _home(self, building: Entry, n: int) -> dict:
        floor = n // 2 + 1
        return {
            "building": str(building.pk),
            "name": f"{floor}0{n % 2 + 1}",
            "floor": floor,
            "rooms": self.rng.choice((1, 2, 2, 3, 3, 4)),
            "area": self.rng.randrange(40, 140),
            "use": self.rng.choice(("own", "own", "own", "let", "empty")),
        }

    def _organisation(self, grid, n: int) -> dict:
        self.serial += 1
        name, sort, trade = SHOPS[(grid.pk + n) % len(SHOPS)]
        # No real body has such a number: the letters mark it as invented, the last sign is right.
        number = f"92620502XXXX{self.serial:05d}"
        return {
            "name": f"{grid.parent.name}{name}{MARK}"[:80],
            "address": self._address(grid, n),
            "point": self._point(grid),
            "sort": sort,
            "uscc": number + uscc.calc_check_digit(number),
            "trade": trade,
            "state": self.rng.choice(("open", "open", "open", "open", "shut")),
        }

    def _facility(self, grid, n: int) -> dict:
        name, sort = THINGS[(grid.pk + n) % len(THINGS)]
        state = self.rng.choices(("good", "hazard", "mending", "unused"), (80, 10, 6, 4))[0]
        return {
            "name": name,
            "address": f"{self._address(grid, n)}旁",
            "point": self._point(grid),
            "sort": sort,
            "keeper": f"{grid.parent.name}居（村）委会"[:60],
            "state": state,
            "hazard": FOUND[sort] if state in ("hazard", "mending") else "",
        }

    def _resource(self, grid, n: int) -> dict:
        name, sort, hours, capacity = OFFERS[(grid.pk + n) % len(OFFERS)]
        told = {"name": f"{grid.parent.name}{name}"[:80], "address": self._address(grid, n), "sort": sort}
        return told | {"point": self._point(grid), "hours": hours, "capacity": capacity}

    def _spot(self, grid, n: int) -> dict:
        name, sort = SPOTS[(grid.pk + n) % len(SPOTS)]
        told = {"name": f"{grid.name}{name}"[:80], "address": self._address(grid, n), "sort": sort}
        return told | {"point": self._point(grid)}


def _ref(n: int):
    return uuid5(NAMESPACE_URL, f"onedoor-demo-register-{n}")


def _work_on(stage, grid: Region) -> None:
    """What the worker with the demo login sent from the phone: a change that waits, a conflict, a new line."""
    worker, head = stage.cast.workers[grid.pk], stage.hand_at(stage.cast.workers[grid.pk].post.org)
    homes = list(Entry.objects.filter(grid=grid, register="dwelling").order_by("pk")[:2])
    there = [values_of(entry)["rooms"] for entry in homes]
    phone_at = stage.now - timedelta(hours=20)
    told = {"by": worker, "at_phone": phone_at}
    rooms = {"rooms": {"old": there[0], "new": there[0] + 1}, "use": {"new": "let"}}
    actions.propose("dwelling", ref=_ref(1), entry=homes[0].pk, base=1, changes=rooms, **told)
    actions.edit(homes[1], {"rooms": there[1] + 1}, base=1, by=head, ref=_ref(2))
    rooms = {"rooms": {"old": there[1], "new": there[1] + 2}}
    actions.propose("dwelling", ref=_ref(3), entry=homes[1].pk, base=1, changes=rooms, **told)
    new = {
        "name": "快递驿站" + MARK,
        "sort": "shop",
        "address": f"{grid.parent.name}东巷3号",
        "state": "open",
    }
    changes = {name: {"new": value} for name, value in new.items()}
    actions.propose("organisation", ref=_ref(4), grid=grid, changes=changes, **told)


def _visit_some(stage, grid: Region) -> None:
    """One service register, opened by the operator with a basis; invented people who agreed to be visited."""
    operator = _holder("operator")
    carer = _holder("support_worker")
    if operator is None or carer is None:
        return
    basis = "老年人权益保障法（社区养老服务）；征得本人同意（演示）"
    actions.switch_on("P05", by=operator, basis=basis, assessment="影响评估2026-01（演示）", notice=NOTICE)
    today = timezone.localdate()
    for n in range(VISITED):
        actions.enrol(
            "P05",
            by=carer,
            grid=grid,
            name=invent_name(stage.rng),
            phone=invent_phone(stage.rng),
            source=Person.Source.DEMO,
            address=f"{grid.parent.name}东巷{n + 1}号",
            need=("call_in", "ring_up", "meals")[n % 3],
            basis="consent",
            consent_on=today - timedelta(days=30 * n),
            consent_how="signed",
            review_on=today + timedelta(days=330 - 30 * n),
        )


def _holder(kind: str) -> Actor | None:
    """Whoever sits in the first chair of this type."""
    post = Post.objects.select_related("type", "org", "region").filter(type__code=kind).order_by("pk").first()
    seat = Tenure.objects.select_related("staff").filter(post=post).first()
    return Actor(seat.staff, post) if post and seat else None
