"""The organisations of a district and the two posts that no person holds. Loaded again without harm.

The departments are the kinds that district governments have; their numbers are ours, and telephone numbers and credit codes
are left for the district to fill in.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.places.models import Region
from onedoor.posts.models import Org, Post
from onedoor.posts.post_types import load_post_types

CENTRE_NUMBER = "000"
# Number in case codes, name after «区».
DEPARTMENTS = (
    ("201", "水务局"), ("202", "人力资源和社会保障局"), ("203", "住房和城乡建设局"), ("204", "综合行政执法局"), ("205", "自然资源局"),
    ("206", "农业农村局"), ("207", "民政局"), ("208", "教育局"), ("209", "卫生健康局"), ("210", "市场监督管理局"),
    ("211", "交通运输局"), ("212", "应急管理局"), ("213", "生态环境分局"), ("214", "司法局"), ("215", "公安分局"),
    ("216", "信访局"), ("217", "医疗保障局"), ("218", "退役军人事务局"), ("219", "林业和草原局"), ("220", "文化和旅游局"),
    ("221", "财政局"), ("222", "发展和改革局"), ("223", "工业和信息化局"), ("224", "商务局"), ("225", "税务局"),
    ("226", "消防救援大队"), ("227", "人民法院"), ("228", "人民检察院"), ("229", "总工会"), ("230", "妇女联合会"),
    ("231", "残疾人联合会"), ("232", "供热服务中心"),
)  # fmt: skip
NOBODYS = ("resident", "system")


@transaction.atomic
def load_district() -> dict[str, int]:
    """机构与岗位类型 — what is missing is made, what is there keeps what the district changed. Answers how many are new."""
    district = Region.objects.filter(kind=Region.Kind.DISTRICT, valid_to=None).order_by("pk").first()
    if district is None:
        raise NotFound(_("还没有区域：请先运行 load_places。"))
    before = (Org.objects.count(), Post.objects.count())
    types = load_post_types()
    centre = _org(district, _named(district, "综治中心"), Org.Kind.CENTRE, None, CENTRE_NUMBER)
    for number, name in DEPARTMENTS:
        _org(
            district,
            _named(district, name),
            Org.Kind.DEPARTMENT,
            None,
            number,
            code=f"{district.code}-{number}",
        )
    _load_below(district, centre)
    for code in NOBODYS:
        Post.objects.get_or_create(
            type=types[code], defaults={"org": centre, "region": district, "title": types[code].name}
        )
    return {
        "post_types": len(types),
        "orgs": Org.objects.count() - before[0],
        "posts": Post.objects.count() - before[1],
    }


def _load_below(district: Region, centre: Org) -> None:
    """Every street and town has its centre, every community and village its office; an area between them has neither."""
    kinds = Region.Kind
    under = Region.objects.filter(path__startswith=district.path, valid_to=None)
    towns = {
        town.path: _org(town, f"{town.name}综治中心", Org.Kind.TOWN, centre, town.code[-3:])
        for town in under.filter(kind__in=(kinds.STREET, kinds.TOWN))
    }
    known = set(Org.objects.values_list("code", flat=True))
    offices = [
        Org(
            code=place.code,
            name=place.full_name or place.name,
            kind=Org.Kind.VILLAGE,
            region=place,
            parent=_above(place, towns),
        )
        for place in under.filter(kind__in=(kinds.COMMUNITY, kinds.VILLAGE))
        if place.code not in known
    ]
    Org.objects.bulk_create(offices)


def _above(place: Region, towns: dict[str, Org]) -> Org | None:
    return next((org for path, org in towns.items() if place.path.startswith(path)), None)


def _org(region, name, kind, parent, number, code=None) -> Org:
    told = {"name": name, "kind": kind, "region": region, "parent": parent, "number": number}
    return Org.objects.get_or_create(code=code or region.code, defaults=told)[0]


def _named(district: Region, name: str) -> str:
    """秦州区 + 水务局 → 秦州区水务局."""
    return f"{district.name}{name}"
