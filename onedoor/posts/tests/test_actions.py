"""Nobody hands on a right they do not hold; nobody appoints themselves; the three administrators stay apart."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.posts import actions
from onedoor.posts.models import Tenure
from onedoor.posts.post_types import POST_TYPES
from onedoor.posts.tenures import holders, posts_held

DAY = date(2026, 3, 2)


def verbs_of(kind: str) -> set[str]:
    """What a post type holds, but for seeing cases, which everybody made up here holds anyway."""
    return set(POST_TYPES[kind].verbs) - {"case.see"}


HANDLER = verbs_of("handler")


@pytest.fixture
def admin(town):
    return town.actor("security_admin")


def test_security_admin_appoints_a_clerk(town, admin):
    post, staff = town.post("clerk"), town.person("张三")
    tenure = actions.appoint(post, staff, by=admin, since=DAY)
    assert (list(holders(post, DAY)), tenure.appointed_by) == ([staff], admin.post)


def test_security_admin_appoints_without_being_able_to_do_the_work(admin):
    assert (admin.may_grant("matter.accept"), admin.holds("matter.accept"), admin.holds("case.see")) == (
        True,
        False,
        False,
    )


def test_appointing_is_refused_to_a_post_without_the_verb(town):
    with pytest.raises(NotAllowed, match="任免岗位"):
        actions.appoint(town.post("handler"), town.person(), by=town.actor("operator"), since=DAY)


@pytest.mark.parametrize("kind", ["resident", "system", "partner"])
def test_post_of_a_machine_takes_no_person(town, admin, kind):
    with pytest.raises(NotValid, match="不任命人员"):
        actions.appoint(town.post(kind), town.person(), by=admin, since=DAY)


def test_nobody_appoints_themselves(town, admin):
    with pytest.raises(NotAllowed, match="不能任命自己"):
        actions.appoint(town.post("auditor"), admin.staff, by=admin, since=DAY)


@pytest.mark.parametrize(
    ("held", "refused"),
    [
        ((), "matter.handle"),
        (HANDLER, None),
        (HANDLER - {"person.reveal"}, "person.reveal"),
    ],
)
def test_appointing_hands_on_only_verbs_that_are_held(town, held, refused):
    chief = town.actor_with("posts.appoint", *held)
    if refused is None:
        assert actions.appoint(town.post("handler"), town.person(), by=chief, since=DAY).pk
        return
    with pytest.raises(NotAllowed, match="不能授予自己没有的权限") as told:
        actions.appoint(town.post("handler"), town.person(), by=chief, since=DAY)
    assert refused in told.value.detail["verbs"]


def test_appointing_stays_within_the_region_and_the_clearances(town):
    chief = town.actor_with("posts.appoint", *HANDLER, region=town.street, clearances=["minors"])
    inside = town.post("handler", region=town.grid, clearances=["minors"])
    assert actions.appoint(inside, town.person(), by=chief, since=DAY).pk
    with pytest.raises(NotAllowed, match="超出您的管理范围"):
        actions.appoint(town.post("handler", region=town.other_grid), town.person(), by=chief, since=DAY)
    with pytest.raises(NotAllowed, match="密级权限"):
        actions.appoint(
            town.post("handler", region=town.grid, clearances=["counselling"]),
            town.person(),
            by=chief,
            since=DAY,
        )


@pytest.mark.parametrize("second", ["clerk", "system_admin", "auditor"])
def test_second_duty_is_refused_in_words(town, admin, second):
    staff = town.person("李四")
    actions.appoint(town.post("security_admin"), staff, by=admin, since=DAY)
    with pytest.raises(NotValid, match="不能由同一人兼任"):
        actions.appoint(town.post(second), staff, by=admin, since=DAY)


def test_second_duty_is_open_after_the_first_has_ended(town, admin):
    staff = town.person("李四")
    first = actions.appoint(town.post("auditor"), staff, by=admin, since=DAY)
    actions.end_tenure(first, by=admin, last_day=DAY + timedelta(days=9))
    assert actions.appoint(town.post("clerk"), staff, by=admin, since=DAY + timedelta(days=10)).pk


def test_same_chair_twice_at_once_is_refused(town, admin):
    post, staff = town.post("clerk"), town.person()
    actions.appoint(post, staff, by=admin, since=DAY, until=DAY)
    with pytest.raises(NotValid, match="已经担任"):
        actions.appoint(post, staff, by=admin, since=DAY)
    assert actions.appoint(post, staff, by=admin, since=DAY + timedelta(days=1)).pk


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "resident"}, "home_org"),
        ({"kind": "own", "home_org": "water"}, "home_org"),
        ({"kind": "rotating", "home_org": "water"}, "weekdays"),
        ({"kind": "rotating", "home_org": "water", "weekdays": [0]}, "weekdays"),
        ({"kind": "on_call", "home_org": "water", "weekdays": [1]}, "weekdays"),
        ({"until": DAY - timedelta(days=1)}, "until"),
    ],
)
def test_half_told_secondment_is_refused_with_its_field(town, admin, told, field):
    told = {**told, **({"home_org": town.water} if "home_org" in told else {})}
    with pytest.raises(NotValid) as refused:
        actions.appoint(town.post("clerk"), town.person(), by=admin, since=DAY, **told)
    assert refused.value.detail["field"] == field


def test_rotating_secondment_is_in_the_hall_on_its_days(town, admin):
    post, staff = town.post("clerk"), town.person()
    actions.appoint(
        post, staff, by=admin, since=DAY, kind=Tenure.Kind.ROTATING, home_org=town.water, weekdays=[4, 2, 2]
    )
    assert [day for day in range(7) if posts_held(staff, DAY + timedelta(days=day)).exists()] == [1, 3]


@pytest.mark.parametrize("since", [-10, 0, 5])
def test_ending_without_a_day_acts_at_once_and_keeps_the_row(town, admin, since):
    today = timezone.localdate()
    tenure = actions.appoint(town.post("clerk"), town.person(), by=admin, since=today + timedelta(days=since))
    ended = actions.end_tenure(tenure, by=admin)
    assert ended.until == max(today, tenure.since) - timedelta(days=1)
    assert not any(posts_held(tenure.staff, today + timedelta(days=day)).exists() for day in range(10))


def test_ended_tenure_cannot_be_made_longer_again(town, admin):
    tenure = actions.appoint(town.post("clerk"), town.person(), by=admin, since=DAY, until=DAY)
    with pytest.raises(NotValid, match="已于2026-03-02结束"):
        actions.end_tenure(tenure, by=admin, last_day=DAY + timedelta(days=1))


def test_defining_a_type_refuses_unknown_and_unheld_verbs(town, admin):
    told = {"code": "guide", "name": "引导员", "reach": "region"}
    assert actions.define_post_type(by=admin, verbs=["case.see", "matter.register"], **told).verbs == [
        "case.see",
        "matter.register",
    ]
    with pytest.raises(NotValid, match="没有这些权限：matter.fly"):
        actions.define_post_type(by=admin, verbs=["matter.fly"], **told)
    with pytest.raises(NotValid, match="代码或名称相同"):
        actions.define_post_type(by=admin, verbs=["case.see"], **told)
    with pytest.raises(NotAllowed, match="登记事项"):
        actions.define_post_type(by=town.actor_with("posts.define"), verbs=["matter.register"], **told)


@pytest.mark.parametrize(
    ("duty", "verbs", "grants"),
    [
        ("business", ["case.see", "posts.appoint"], []),
        ("business", ["audit.read"], []),
        ("business", ["case.see"], ["case.see"]),
        ("system", ["jobs.see", "case.see"], []),
        ("audit", ["audit.read", "posts.appoint"], []),
        ("security", ["posts.appoint", "case.see"], []),
        ("security", ["posts.appoint", "audit.read"], []),
    ],
)
def test_type_that_joins_two_duties_is_refused(admin, duty, verbs, grants):
    with pytest.raises(NotValid, match="必须分设"):
        actions.define_post_type(
            by=admin, code="x", name="某岗位", verbs=verbs, grants=grants, reach="none", duty=duty
        )


def test_chair_is_set_up_no_wider_than_its_founder(town, admin):
    assert (
        actions.open_post(by=admin, post_type=town.types["clerk"], org=town.centre, region=town.street).region
        == town.street
    )
    chief = town.actor_with("posts.define", *verbs_of("grid_worker"), region=town.street)
    assert actions.open_post(
        by=chief, post_type=town.types["grid_worker"], org=town.community_office, region=town.grid
    ).pk
    with pytest.raises(NotAllowed, match="超出您的管理范围"):
        actions.open_post(
            by=chief, post_type=town.types["grid_worker"], org=town.community_office, region=town.other_grid
        )


def test_enrolled_account_must_change_its_password_within_a_day(town, admin):
    staff, password = actions.enrol(by=admin, username=" LiSi ", name="李四", org=town.water)
    assert (staff.username, staff.check_password(password), len(password)) == ("lisi", True, 19)
    assert (
        timezone.now() + timedelta(hours=23)
        < staff.first_password_until
        < timezone.now() + timedelta(hours=25)
    )
    with pytest.raises(NotValid, match="已经有人用了"):
        actions.enrol(by=admin, username="LISI", name="李四", org=town.water)


def test_enrolling_stays_within_the_region(town):
    chief = town.actor_with("posts.appoint", region=town.street)
    with pytest.raises(NotAllowed, match="不在您的管理范围内"):
        actions.enrol(by=chief, username="lisi", name="李四", org=town.water)


@pytest.mark.parametrize("act", [actions.disable, actions.enable, actions.renew_first_password])
def test_accounts_are_handled_by_another_who_holds_the_verb(town, admin, act):
    with pytest.raises(NotAllowed, match="不能给自己办理"):
        act(admin.staff, by=admin)
    with pytest.raises(NotAllowed, match="任免岗位"):
        act(town.person(), by=town.actor("leader"))
    assert act(town.person(), by=admin)
