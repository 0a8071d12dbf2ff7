"""Loading the district's organisations and post types, once and again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from onedoor.posts.actions import ADMIN_VERBS, DUTY_VERBS
from onedoor.posts.district import DEPARTMENTS, load_district
from onedoor.posts.models import Org, Post, PostType, Staff, Tenure
from onedoor.posts.post_types import POST_TYPES, load_post_types
from onedoor.posts.queries import post_of
from onedoor.posts.verbs import VERBS


def without_orgs():
    """The town's places alone."""
    Post.objects.all().delete()
    Org.objects.update(parent=None)
    Org.objects.all().delete()


def test_loading_makes_an_org_for_every_place_that_has_one(town):
    without_orgs()
    assert load_district() == {
        "post_types": len(POST_TYPES),
        "orgs": 1 + len(DEPARTMENTS) + 3 + 3,
        "posts": 2,
    }
    told = {
        org.code: (org.number, org.name, org.parent and org.parent.code)
        for org in Org.objects.exclude(kind="department")
    }
    assert told == {
        "620502": ("000", "秦州区综治中心", None),
        "620502001": ("001", "大城街道综治中心", "620502"),
        "620502003": ("003", "东关街道综治中心", "620502"),
        "620502100": ("100", "玉泉镇综治中心", "620502"),
        "620502001001": (None, "进步巷社区", "620502001"),
        "620502003001": (None, "东团庄社区", "620502003"),
        "620502100200": (None, "烟铺村", "620502100"),
    }


def test_loading_again_makes_nothing_and_keeps_what_the_district_changed(town):
    without_orgs()
    load_district()
    Org.objects.filter(number="201").update(phone="0938-8888888", name="区水利局")
    PostType.objects.filter(code="clerk").update(verbs=["case.see"])
    assert load_district() == {"post_types": len(POST_TYPES), "orgs": 0, "posts": 0}
    water = Org.objects.get(number="201")
    assert (water.phone, water.name) == ("0938-8888888", "区水利局")
    assert PostType.objects.get(code="clerk").verbs == list(POST_TYPES["clerk"].verbs)


def test_portal_and_system_have_one_post_each(town):
    assert (post_of("resident"), post_of("system")) == (town.portal.post, town.system.post)


def test_loading_without_places_says_what_to_run_first(db):
    with pytest.raises(CommandError, match="load_places"):
        call_command("load_posts")


def test_type_keeps_its_key_when_loaded_again(town):
    assert {code: kind.pk for code, kind in load_post_types().items()} == {
        code: kind.pk for code, kind in town.types.items()
    }


def test_every_verb_is_held_by_somebody():
    held = {verb for kind in POST_TYPES.values() for verb in kind.verbs}
    assert held == set(VERBS)


def test_our_own_types_keep_the_three_administrators_apart():
    wrong = {
        code: sorted(
            set(kind.verbs) - DUTY_VERBS[kind.duty]
            if kind.duty in DUTY_VERBS
            else set(kind.verbs) & ADMIN_VERBS
        )
        for code, kind in POST_TYPES.items()
    }
    assert {code: verbs for code, verbs in wrong.items() if verbs} == {}


def test_first_administrator_is_made_once(town):
    out = StringIO()
    call_command("open_admin", "Anquan", "沈燕", stdout=out)
    staff = Staff.objects.get(username="anquan")
    password = out.getvalue().split("初始密码 ")[1].split("（")[0]
    assert (staff.check_password(password), staff.tenures.get().post.type.code) == (True, "security_admin")
    with pytest.raises(CommandError, match="已经有安全管理员"):
        call_command("open_admin", "another", "某某")
    assert Tenure.objects.count() == 1
