"""The named cast and a small district to test in: the same faces in every test.

`town.actor("clerk")` is somebody holding the real post type; `town.actor_with("matter.accept", …)` somebody who holds just that.
"""

import pytest

from onedoor.places.models import Region
from onedoor.posts.actor import Actor
from onedoor.posts.models import Org, Post, PostType, Staff, Tenure
from onedoor.posts.post_types import load_post_types

# Invented persons: post type -> (login, name).
CAST = {
    "clerk": ("wangfang", "王芳"),
    "dispatcher": ("zhaomin", "赵敏"),
    "leader": ("sunli", "孙立"),
    "town_leader": ("zhouping", "周平"),
    "village_head": ("wuxia", "吴霞"),
    "handler": ("zhengqiang", "郑强"),
    "verifier": ("fenglan", "冯兰"),
    "arbiter": ("luojing", "罗静"),
    "grid_worker": ("chenjie", "陈洁"),
    "grid_manager": ("chuwei", "褚伟"),
    "operator": ("weina", "卫娜"),
    "system_admin": ("jianghao", "蒋浩"),
    "security_admin": ("shenyan", "沈燕"),
    "auditor": ("hanmei", "韩梅"),
}
RESIDENTS = ("张三", "李四")
# Long enough for a staff password; every member of the cast has it when `town.login` is used.
PASSWORD = "梧桐 harbour 7 lantern"


@pytest.fixture
def town(db):
    return Town()


class Town:
    """One district: two streets, one town with its area and village, four grids, and six organisations."""

    def __init__(self):
        K = Region.Kind
        self.district = self._region(None, K.DISTRICT, "620502", "秦州区")
        self.street = self._region(self.district, K.STREET, "620502001", "大城街道")
        self.other_street = self._region(self.district, K.STREET, "620502003", "东关街道")
        self.town = self._region(self.district, K.TOWN, "620502100", "玉泉镇")
        self.community = self._region(self.street, K.COMMUNITY, "620502001001", "进步巷社区")
        self.other_community = self._region(self.other_street, K.COMMUNITY, "620502003001", "东团庄社区")
        self.area = self._region(self.town, K.AREA, "620502100P01", "城北片区")
        self.village = self._region(self.area, K.VILLAGE, "620502100200", "烟铺村")
        self.grid = self._region(
            self.community, K.GRID, "6205020010010001", "第一网格", grid_kind=Region.GridKind.BASIC
        )
        self.second_grid = self._region(
            self.community, K.GRID, "6205020010010002", "第二网格", grid_kind=Region.GridKind.BASIC
        )
        self.other_grid = self._region(
            self.other_community, K.GRID, "6205020030010001", "第一网格", grid_kind=Region.GridKind.BASIC
        )
        self.village_grid = self._region(
            self.village, K.GRID, "6205021002000001", "第一网格", grid_kind=Region.GridKind.BASIC
        )
        self._orgs()
        self.types = load_post_types()
        self.portal = Actor(None, self.post("resident"))
        self.system = Actor(None, self.post("system"))

    def _region(self, parent, kind, code, name, **more):
        path = f"{parent.path if parent else ''}{code}/"
        return Region.objects.create(parent=parent, kind=kind, code=code, name=name, path=path, **more)

    def _orgs(self):
        K = Org.Kind
        self.centre = self._org("centre", "000", "区综治中心", K.CENTRE, self.district)
        self.street_centre = self._org("street", "001", "大城街道综治中心", K.TOWN, self.street, self.centre)
        self.other_street_centre = self._org(
            "other_street", "003", "东关街道综治中心", K.TOWN, self.other_street, self.centre
        )
        self.town_centre = self._org("town", "100", "玉泉镇综治中心", K.TOWN, self.town, self.centre)
        self.community_office = self._org(
            "community", None, "进步巷社区居委会", K.VILLAGE, self.community, self.street_centre
        )
        self.water = self._org("water", "201", "区水务局", K.DEPARTMENT, self.district)
        self.labour = self._org("labour", "202", "区人社局", K.DEPARTMENT, self.district)
        self.housing = self._org("housing", "203", "区住建局", K.DEPARTMENT, self.district)

    def _org(self, code, number, name, kind, region, parent=None):
        return Org.objects.create(
            code=code, number=number, name=name, kind=kind, region=region, parent=parent
        )

    def post(self, kind, org=None, region=None, clearances=(), title=""):
        """A chair of a real post type, by default where such a chair usually stands."""
        org = org or self._usual_org(kind)
        return Post.objects.create(
            type=self.types[kind],
            org=org,
            region=region or self._usual_region(kind, org),
            clearances=list(clearances),
            title=title,
        )

    def _usual_org(self, kind):
        return {
            "town_leader": self.street_centre,
            "village_head": self.community_office,
            "grid_worker": self.community_office,
            "grid_manager": self.community_office,
            "handler": self.water,
            "partner": self.water,
        }.get(kind, self.centre)

    def _usual_region(self, kind, org):
        return self.grid if kind == "grid_worker" else org.region

    def actor(self, kind, *, org=None, region=None, clearances=(), name=None):
        """Somebody of the cast in a chair of that type; `name` seats somebody else."""
        login, usual = CAST.get(kind, (kind, kind))
        staff = (
            self.person(name)
            if name
            else Staff.objects.get_or_create(username=login, defaults={"name": usual})[0]
        )
        return self.seat(staff, self.post(kind, org, region, clearances))

    def actor_with(self, *verbs, org=None, region=None, reach="region", clearances=(), name="某某"):
        """Somebody who holds exactly `case.see` and these verbs: for refusals that are almost allowed."""
        count = PostType.objects.count()
        kind = PostType.objects.create(
            code=f"just-{count}", name=f"专设岗位{count}", verbs=["case.see", *verbs], reach=reach
        )
        org = org or self.centre
        post = Post.objects.create(
            type=kind, org=org, region=region or org.region, clearances=list(clearances)
        )
        return self.seat(self.person(name), post)

    def person(self, name="某某", **more):
        return Staff.objects.create(username=f"p{Staff.objects.count()}", name=name, **more)

    def seat(self, staff, post):
        Tenure.objects.create(staff=staff, post=post, since="2020-01-01")
        return Actor(staff=staff, post=post)

    def resident(self, *case_ids):
        """A resident who has given code and PIN of these cases."""
        return Actor(None, self.portal.post, case_ids=tuple(case_ids))

    def login(self, client, actor):
        """Sign the actor's person in at the post: what the sign-in page does, without its seconds of hashing."""
        client.force_login(actor.staff)
        session = client.session
        session["post"] = actor.post.pk
        session.save()
        return client
