"""The demo's committees: the article's seven at the district centre, one in each town and street, and who mediates in them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from onedoor.committees.models import Committee, Honour, Mediator, Member, Panel
from onedoor.config.demo.people import Hiring
from onedoor.places.models import Region
from onedoor.posts.actor import Actor
from onedoor.posts.models import Org, Tenure

CENTRE, PANEL_AT = "620502", "620502001"
LOGINS = ("mediator", "mediationdesk", "mediationpartner")
# kind, name, the word in its numbers, which types of the list.
SEVEN = (
    ("labour", "秦州区劳动人事争议调解委员会", "秦劳", ["07"]),
    ("medical", "秦州区医疗纠纷调解委员会", "秦医", ["0502"]),
    ("land", "秦州区农村土地承包经营纠纷调解委员会", "秦土", ["0901", "0902", "0903"]),
    ("water", "秦州区水事纠纷调解委员会", "秦水", ["0904"]),
    ("traffic", "秦州区道路交通事故损害赔偿调解委员会", "秦交", ["0503"]),
    ("family", "秦州区婚姻家庭纠纷调解委员会", "秦家", ["01"]),
    ("finance", "秦州区金融纠纷调解委员会", "秦金", ["08"]),
)
A_COMMITTEE = 3
TONGUES = (["普通话", "天水话"], ["普通话", "天水话"], ["普通话", "天水话", "手语"])
VERSED = ["0201", "0202", "0402", "0602"]
ROLES = (Member.Role.CHAIR, Member.Role.VICE, Member.Role.MEMBER)


@dataclass
class Bench:
    """Who mediates in the demo: committees by kind (towns by their ground), and the actors of each, the chair first."""

    desk: Actor
    partner: Actor
    centre: Committee
    seven: dict[str, Committee] = field(default_factory=dict)
    towns: dict[str, Committee] = field(default_factory=dict)
    actors: dict[int, list[Actor]] = field(default_factory=dict)
    desks: dict[int, Actor] = field(default_factory=dict)
    numbers: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))

    def of_ground(self, path: str) -> Committee:
        """The people's committee of the town on whose ground this lies; the centre's own where there is none."""
        return next((one for start, one in self.towns.items() if path.startswith(start)), self.centre)

    def mediators(self, committee: Committee) -> list[Actor]:
        return self.actors[committee.pk]

    def desk_of(self, committee: Committee) -> Actor:
        return self.desks.get(committee.org_id, self.desk)


def found_committees(stage) -> Bench:
    """设立调解组织 — with three mediators each, one of them a woman, as the law asks; all names invented."""
    lead, desk, partner = _leading()
    opened = date(stage.now.year - 1, 1, 6)
    hiring = Hiring(stage.rng)
    centre = _committee("centre", "秦州区矛盾纠纷调处中心", "秦调", desk.post.org, opened)
    bench = Bench(desk, partner, centre)
    founded = [centre]
    for kind, name, series, types in SEVEN:
        bench.seven[kind] = _committee(kind, name, series, desk.post.org, opened, types)
        founded.append(bench.seven[kind])
    for org in hiring.orgs:
        if org.kind == Org.Kind.TOWN and org.region.kind in (Region.Kind.TOWN, Region.Kind.STREET):
            named = org.region.name
            bench.towns[org.region.path] = _committee(
                "people",
                f"{named}人民调解委员会",
                f"秦{named.removesuffix('街道').removesuffix('镇')}",
                org,
                opened,
            )
            founded.append(bench.towns[org.region.path])
            title = f"{named}调解委员会秘书"
            bench.desks[org.pk] = hiring.seat(
                f"mediationdesk-{org.code}", "mediation_desk", org, org.region, title
            )
    Committee.objects.bulk_create(founded)
    for committee in founded:
        first = [lead] if committee is centre else []
        bench.actors[committee.pk] = first + [
            _hired(hiring, committee, n) for n in range(A_COMMITTEE - len(first))
        ]
    hiring.write()
    _seat_all(bench, founded, opened)
    return bench


def _leading() -> list[Actor]:
    rows = Tenure.objects.filter(staff__username__in=LOGINS)
    rows = rows.select_related("staff", "post__org", "post__type", "post__region")
    held = {one.staff.username: Actor(one.staff, one.post) for one in rows}
    return [held[login] for login in LOGINS]


def _committee(kind, name, series, org, opened, types=()) -> Committee:
    until = opened.replace(year=opened.year + 3)
    return Committee(
        kind=kind,
        name=name,
        series=series,
        org=org,
        region=org.region,
        types=list(types),
        opened_on=opened,
        term_until=until,
        phone="0938-0000000",
        address=f"{org.region.name}综治中心调解室（演示）",
    )


def _hired(hiring: Hiring, committee: Committee, n: int) -> Actor:
    org = committee.org
    return hiring.seat(
        f"mediator-{committee.series}-{n}", "mediator", org, org.region, f"{committee.name}调解员"
    )


def _seat_all(bench: Bench, founded: list[Committee], opened: date) -> None:
    rows, seats = [], []
    for committee in founded:
        for n, actor in enumerate(bench.actors[committee.pk]):
            row = Mediator(
                staff=actor.staff,
                post=actor.post,
                is_woman=n == 1,
                is_full_time=n == 0,
                types=committee.types or VERSED,
                languages=TONGUES[n],
                words="（虚构）从事调解多年。",
                since=opened,
            )
            rows.append(row)
            seats.append(Member(committee=committee, mediator=row, role=ROLES[n], since=opened))
    Mediator.objects.bulk_create(rows)
    Member.objects.bulk_create(seats)
    _honour(bench, rows, opened)


def _honour(bench: Bench, rows: list[Mediator], opened: date) -> None:
    """金牌调解团 — of the community that the article names, at its street's committee."""
    street = next((one for one in bench.towns.values() if one.org.code == PANEL_AT), None)
    if street is None:
        return
    staff = {actor.staff.pk for actor in bench.actors[street.pk]}
    gold = [row for row in rows if row.staff_id in staff]
    told = {"name": "金牌调解员（演示）", "given_by": "秦州区司法局（演示）", "given_on": opened}
    Honour.objects.bulk_create([Honour(mediator=row, **told) for row in gold])
    words = "邻里的事，谁都可以请他们来说说。（演示）"
    panel = Panel.objects.create(name="进步巷社区金牌调解团", committee=street, words=words, since=opened)
    panel.mediators.set(gold)
