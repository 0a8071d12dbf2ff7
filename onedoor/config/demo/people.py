"""The demo's posts and people: 1,563 grid workers, 203 grid managers, and everyone who takes their reports along."""

import random
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from onedoor.config.demo.texts import invent_name
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.posts.actor import Actor
from onedoor.posts.models import Org, Post, PostType, Staff, Tenure
from onedoor.posts.verbs import CLEARANCES

MANAGERS = 203
PASSWORD = "qinzhou-demo-2026"
LOGINS = (
    # login, post type, unit (by kind or code), what they do
    ("clerk", "clerk", "620502", "综合受理窗口"),
    ("dispatcher", "dispatcher", "620502", "分流督办窗口"),
    ("leader", "leader", "620502", "区分管领导"),
    ("arbiter", "arbiter", "620502", "职责裁定员"),
    ("verifier", "verifier", "620502", "核查回访专员"),
    ("verifier2", "verifier", "620502", "核查回访专员（二）"),
    ("operator", "operator", "620502", "信息平台操作员"),
    ("guide", "receptionist", "620502", "大厅导办员"),
    ("lawyer", "lawyer", "620502-214", "司法局派驻法律援助律师"),
    ("aidofficer", "aid_officer", "620502", "法律援助审查员"),
    ("aidreviewer", "aid_reviewer", "620502-214", "司法局法律援助异议审查员"),
    ("unit", "handler", "620502-201", "水务局经办人"),
    ("housing", "handler", "620502-203", "住建局经办人"),
    ("street", "dispatcher", "620502001", "大城街道综治中心"),
    ("streetleader", "town_leader", "620502001", "大城街道分管领导"),
    ("community", "village_head", "620502001001", "进步巷社区负责人"),
    ("care", "support_worker", "620502001001", "民生服务专员"),
    ("counsellor", "counsellor", "620502", "心理咨询师"),
    ("supervisor", "counselling_supervisor", "620502", "心理咨询督导"),
    ("safety", "safety_supervisor", "620502", "安全督导员"),
    ("mediator", "mediator", "620502", "区矛盾纠纷调处中心调解员"),
    ("mediationdesk", "mediation_desk", "620502", "调解组织秘书"),
    ("mediationpartner", "mediation_partner", "620502-215", "公安分局联合调解联络员"),
    ("security", "security_admin", "620502", "安全管理员"),
    ("system", "system_admin", "620502", "系统管理员"),
    ("auditor", "auditor", "620502", "审计管理员"),
)
GRID_LOGIN = "grid"
# Who may see sealed cases, and who may let others: without them nobody could.
CLEARED = ("clerk", "dispatcher", "leader", "verifier", "verifier2", "security", "handler-620502-207")
CLEARED += ("aidofficer", "aidreviewer", "safety")


@dataclass
class Cast:
    """Who acts in the demo: actors by what they do and where."""

    workers: dict[int, Actor] = field(default_factory=dict)  # by grid
    heads: dict[int, Actor] = field(default_factory=dict)  # by village org
    dispatchers: dict[int, Actor] = field(default_factory=dict)  # by centre org
    leaders: dict[int, Actor] = field(default_factory=dict)  # by centre org
    handlers: dict[int, Actor] = field(default_factory=dict)  # by department org
    verifiers: list[Actor] = field(default_factory=list)
    clerk: Actor | None = None
    arbiter: Actor | None = None

    def numbered(self, number: str) -> Actor:
        """Who handles in the department of this number."""
        return next(actor for actor in self.handlers.values() if actor.post.org.number == number)


class Hiring:
    """Makes staff, posts and tenures in memory, and writes them in a few statements."""

    def __init__(self, rng: random.Random):
        self.rng, self.types = rng, PostType.objects.in_bulk(field_name="code")
        self.orgs = list(Org.objects.select_related("region"))
        self.by_code = {org.code: org for org in self.orgs}
        self.by_region = {org.region_id: org for org in self.orgs if org.kind != Org.Kind.DEPARTMENT}
        self.password, self.hired = make_password(PASSWORD), []
        self.today = timezone.localdate()

    def seat(self, login: str, kind: str, org: Org, region: Region, title: str, opens: bool = False) -> Actor:
        """A person in a chair. Only those with a demo login can sign in."""
        staff = Staff(
            username=f"demo-{login}" if not opens else login,
            name=invent_name(self.rng),
            org=org,
            password=self.password if opens else "!",
            is_active=True,
        )
        cleared = list(CLEARANCES) if login in CLEARED else []
        post = Post(type=self.types[kind], org=org, region=region, title=title, clearances=cleared)
        self.hired.append((staff, post))
        return Actor(staff, post)

    def write(self) -> None:
        once = {id(staff): staff for staff, _post in self.hired}
        Staff.objects.bulk_create(list(once.values()), batch_size=1000)
        Post.objects.bulk_create([post for _staff, post in self.hired], batch_size=1000)
        _look_up_by_index()
        began = self.today.replace(year=self.today.year - 1, day=1)
        Tenure.objects.bulk_create(
            [Tenure(staff=staff, post=post, since=began) for staff, post in self.hired], batch_size=1000
        )


def _look_up_by_index() -> None:
    """For this transaction: triggers and foreign keys look up every row's kin, and the server believes the tables empty.

    It may count them while we write, sees nothing that is not committed, and plans to read them whole for each row:
    minutes instead of seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")
        cursor.execute("SET LOCAL enable_seqscan = off")


def hire(rng: random.Random) -> Cast:
    """The whole cast of the demo district."""
    hiring, cast = Hiring(rng), Cast()
    _connect()
    _sit_at_desks(hiring, cast)
    _sit_in_villages(hiring, cast)
    _walk_the_grids(hiring, cast)
    _lend(hiring)
    hiring.write()
    return cast


def _connect() -> None:
    """A number at every office that has none: invented, in a range that is not given out."""
    orgs = list(Org.objects.filter(phone="").order_by("pk"))
    for number, org in enumerate(orgs, 1):
        org.phone = f"0938-001{number:04d}"
    Org.objects.bulk_update(orgs, ["phone"], batch_size=500)


def _sit_at_desks(hiring: Hiring, cast: Cast) -> None:
    for login, kind, code, title in LOGINS:
        org = hiring.by_code[code]
        actor = hiring.seat(login, kind, org, org.region, title, opens=True)
        _remember(cast, kind, org, actor)
    for org in hiring.orgs:
        if org.kind == Org.Kind.DEPARTMENT:
            _fill(hiring, cast.handlers, "handler", org, "经办人")
        elif org.kind == Org.Kind.TOWN:
            _fill(hiring, cast.dispatchers, "dispatcher", org, "分流交办")
            _fill(hiring, cast.leaders, "town_leader", org, "分管领导")


def _remember(cast: Cast, kind: str, org: Org, actor: Actor) -> None:
    places = {"dispatcher": cast.dispatchers, "leader": cast.leaders, "town_leader": cast.leaders}
    places |= {"handler": cast.handlers, "village_head": cast.heads}
    if kind in places:
        places[kind][org.pk] = actor
    if kind == "clerk":
        cast.clerk = actor
    if kind == "arbiter":
        cast.arbiter = actor
    if kind == "verifier":
        cast.verifiers.append(actor)


def _fill(hiring: Hiring, place: dict, kind: str, org: Org, title: str) -> None:
    if org.pk not in place:
        place[org.pk] = hiring.seat(f"{kind}-{org.code}", kind, org, org.region, title)


def _sit_in_villages(hiring: Hiring, cast: Cast) -> None:
    for org in hiring.orgs:
        if org.kind == Org.Kind.VILLAGE:
            _fill(hiring, cast.heads, "village_head", org, "负责人")


def _walk_the_grids(hiring: Hiring, cast: Cast) -> None:
    """One worker a grid, and managers over the villages and communities with most grids: 1,766 phones in all."""
    grids = list(current().filter(kind=Region.Kind.GRID).select_related("parent").order_by("code"))
    counts: dict[int, int] = {}
    for grid in grids:
        org, first = hiring.by_region[grid.parent_id], not cast.workers
        counts[org.pk] = counts.get(org.pk, 0) + 1
        login = GRID_LOGIN if first else f"grid-{grid.code}"
        title = f"{grid.name} · 网格员"
        cast.workers[grid.pk] = hiring.seat(login, "grid_worker", org, grid, title, opens=first)
    by_pk = {org.pk: org for org in hiring.orgs}
    for pk in sorted(counts, key=lambda pk: (-counts[pk], pk))[:MANAGERS]:
        org = by_pk[pk]
        hiring.seat(f"manager-{org.code}", "grid_manager", org, org.region, "网格管理员")


def _lend(hiring: Hiring) -> None:
    """One demo login holds two posts, so that choosing and changing can be tried: the clerk is also a dispatcher."""
    clerk = next(staff for staff, post in hiring.hired if staff.username == "clerk")
    org = hiring.by_code["620502"]
    post = Post(type=hiring.types["dispatcher"], org=org, region=org.region, title="分流督办（代班）")
    hiring.hired.append((clerk, post))


def logins() -> list[tuple[str, str, str]]:
    """(login, password, what they do), for the terminal and the sign-in page of a demo."""
    rows = [(login, PASSWORD, title) for login, _kind, _code, title in LOGINS]
    return [*rows, (GRID_LOGIN, PASSWORD, "网格员")]
