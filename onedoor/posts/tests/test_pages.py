"""The pages of one's own account, and the security administrator's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onedoor.posts.models import Staff, Tenure
from onedoor.posts.tenures import holders
from tests.people import PASSWORD

NEW = "三只喜鹊 on the wire 9"


@pytest.fixture
def admin(client, town):
    """A browser signed in as the security administrator."""
    actor = town.actor("security_admin")
    town.login(client, actor)
    return client


def words(response):
    return response.content.decode()


def test_ones_own_post_is_offered_before_those_one_is_lent_to(client, town):
    actor = town.actor("clerk")
    lent = town.post("dispatcher", title="分流台")
    Tenure.objects.create(
        staff=actor.staff, post=lent, kind="resident", since="2019-01-01", home_org=town.water
    )
    client.force_login(actor.staff)
    assert client.get("/account/post/").context["held"] == [actor.post, lent]


def test_person_with_two_posts_chooses_and_changes_in_two_clicks(client, town):
    actor = town.actor("clerk")
    second = town.seat(actor.staff, town.post("dispatcher", title="分流台")).post
    client.force_login(actor.staff)
    assert client.get("/home/")["Location"] == "/account/post/"
    page = client.get("/account/post/")
    assert [post.pk for post in page.context["held"]] == [actor.post.pk, second.pk]
    assert client.post("/account/post/switch/", {"post": actor.post.pk})["Location"] == "/home/"
    assert client.session["post"] == actor.post.pk
    shown = words(client.get("/account/"))
    assert f'name="post" value="{second.pk}"' in shown and "分流台" in shown
    client.post("/account/post/switch/", {"post": second.pk})
    assert client.session["post"] == second.pk


@pytest.mark.parametrize("chosen", ["other", "ended", "", "x", "9" * 30, "9" * 5000])
def test_post_one_does_not_hold_cannot_be_chosen(client, town, chosen):
    actor = town.actor("clerk")
    ended = town.seat(actor.staff, town.post("verifier"))
    actor.staff.tenures.filter(post=ended.post).update(until=timezone.localdate() - timedelta(days=1))
    chosen = {"other": town.actor("auditor").post.pk, "ended": ended.post.pk}.get(chosen, chosen)
    town.login(client, actor)
    assert client.post("/account/post/switch/", {"post": chosen}).status_code == 404
    assert client.session["post"] == actor.post.pk


def test_choice_of_post_goes_on_to_the_page_that_was_wanted(client, town):
    actor = town.actor("security_admin")
    client.force_login(actor.staff)
    town.seat(actor.staff, town.post("security_admin", org=town.street_centre))
    session = client.session
    session.pop("post", None)
    session.save()
    assert client.get("/orgs/?q=water")["Location"] == "/account/post/?next=%2Forgs%2F%3Fq%3Dwater"
    assert 'name="next" value="/orgs/?q=water"' in words(client.get("/account/post/?next=/orgs/%3Fq%3Dwater"))
    assert (
        client.post("/account/post/switch/", {"post": actor.post.pk, "next": "/orgs/?q=water"})["Location"]
        == "/orgs/?q=water"
    )
    assert (
        client.post("/account/post/switch/", {"post": actor.post.pk, "next": "//elsewhere.example/"})[
            "Location"
        ]
        == "/home/"
    )


def test_password_change_wants_the_old_one_and_signs_other_browsers_out(client, town):
    from django.test import Client

    actor, other = town.actor("clerk"), Client()
    actor.staff.set_password(PASSWORD)
    actor.staff.save()
    town.login(client, actor)
    town.login(other, actor)
    refused = client.post("/account/password/", {"old": "wrong", "new": NEW, "again": NEW + "x"})
    assert refused.status_code == 422
    assert {field: list(errors) for field, errors in refused.context["form"].errors.items()} == {
        "old": ["现在的密码不对。"], "again": ["两次输入的新密码不一样。"],
    }  # fmt: skip
    assert client.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 302
    assert [client.get("/account/").status_code, other.get("/account/").status_code] == [200, 302]
    actor.staff.refresh_from_db()
    assert actor.staff.check_password(NEW)


def test_guessing_the_old_password_signs_the_browser_out(client, town):
    town.login(client, town.actor("clerk"))
    codes = [
        client.post("/account/password/", {"old": f"guess {n}", "new": NEW, "again": NEW}).status_code
        for n in range(5)
    ]
    assert codes == [422, 422, 422, 422, 302]
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("new", ["short", "qinzhou123456", "123456789012", PASSWORD])
def test_weak_or_same_password_is_refused_with_a_sentence(client, town, new):
    actor = town.actor("clerk")
    actor.staff.set_password(PASSWORD)
    actor.staff.save()
    town.login(client, actor)
    page = client.post("/account/password/", {"old": PASSWORD, "new": new, "again": new})
    assert (page.status_code, len(page.context["form"].errors["new"]) >= 1) == (422, True)


def test_org_page_shows_who_holds_each_chair_and_which_stand_empty(admin, town):
    seated = town.actor("handler", name="张三")
    town.post("handler", title="空着的岗位")
    page = words(admin.get("/orgs/water/"))
    assert "张三" in page and "空着的岗位" in page and page.count("空缺") == 1
    counted = {org.code: (org.chairs, org.empty) for org in admin.get("/orgs/?q=水务").context["page"]}
    assert (counted, seated.post.org.code) == ({"water": (2, 1)}, "water")


@pytest.mark.parametrize("page", ["/orgs/", "/orgs/water/", "/staff/"])
def test_list_takes_as_many_queries_for_one_row_as_for_many(admin, town, page, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    town.actor("handler", name="张三")
    with CaptureQueriesContext(connection) as one:
        admin.get(page)
    for name in ("李四", "王五", "赵六"):
        town.actor("handler", name=name)
    with django_assert_max_num_queries(len(one)):
        assert admin.get(page).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_nobody_is_appointed_from_a_day_that_no_record_has(admin, town, day):
    told = {"username": town.person("张三").username, "since": day, "kind": "own"}
    answer = admin.post(f"/posts/{town.post('clerk').pk}/appoint/", told)
    assert (answer.status_code, "日期应在2000年至2100年之间" in words(answer)) == (422, True)


def test_appointing_on_the_page_seats_a_seconded_person(admin, town):
    post, person = town.post("clerk"), town.person("张三")
    told = {
        "username": person.username.upper(),
        "since": "2026-03-02",
        "kind": "rotating",
        "home_org": town.water.pk,
        "weekdays": ["2", "4"],
    }
    assert admin.post(f"/posts/{post.pk}/appoint/", told)["Location"] == "/orgs/centre/"
    tenure = Tenure.objects.get(staff=person)
    assert (tenure.kind, tenure.home_org, tenure.weekdays) == ("rotating", town.water, [2, 4])
    assert "由区水务局派出" in words(admin.get("/orgs/centre/"))


def test_refused_appointment_keeps_what_was_typed_and_says_why_at_the_field(admin, town):
    post, person = town.post("clerk"), town.person("张三")
    told = {"username": person.username, "since": "2026-03-02", "until": "2026-03-09", "kind": "resident"}
    page = admin.post(f"/posts/{post.pk}/appoint/", told)
    assert (page.status_code, dict(page.context["form"].errors)) == (
        422,
        {"home_org": ["入驻人员请填派出单位。"]},
    )
    assert 'value="2026-03-09"' in words(page) and f'value="{person.username}"' in words(page)
    assert (
        admin.post(f"/posts/{post.pk}/appoint/", {**told, "username": "nobody"})
        .context["form"]
        .errors["username"]
    )


def test_ending_a_tenure_on_the_page_acts_at_once(admin, town):
    actor = town.actor("clerk")
    tenure = actor.staff.tenures.get()
    assert admin.get(f"/tenures/{tenure.pk}/end/").status_code == 200
    assert admin.post(f"/tenures/{tenure.pk}/end/", {"last_day": ""})["Location"] == "/orgs/centre/"
    assert list(holders(actor.post)) == []
    assert admin.get(f"/tenures/{tenure.pk}/end/").status_code == 404


def test_enrolled_person_gets_a_first_password_that_is_shown_once(admin, town):
    page = admin.post("/staff/enrol/", {"username": "lisi", "name": "李四", "org": town.water.pk})
    password = page.context["password"]
    assert password in words(page) and f'href="/orgs/{town.water.code}/"' in words(page)
    assert Staff.objects.get(username="lisi").check_password(password)
    assert password not in words(admin.get("/staff/"))
    again = admin.post("/staff/enrol/", {"username": "lisi", "name": "李四", "org": town.water.pk})
    assert (again.status_code, again.context["form"].errors["__all__"]) == (
        422,
        ["用户名“lisi”已经有人用了，请换一个。"],
    )


def test_people_are_offered_while_a_user_name_is_typed(admin, town):
    person = town.actor("clerk").staff
    page = words(admin.get(f"/posts/{town.post('clerk').pk}/appoint/"))
    assert 'list="people"' in page and f'<option value="{person.username}">' in page
    assert "---------" not in page


def test_account_is_disabled_and_enabled_again(admin, town):
    actor = town.actor("clerk")
    for step, active in (("disable", False), ("enable", True)):
        assert admin.post(f"/staff/{actor.staff.pk}/{step}/").status_code == 302
        actor.staff.refresh_from_db()
        assert actor.staff.is_active == active


def test_administrator_cannot_reset_their_own_password_this_way(admin, town):
    own = Staff.objects.get(username="shenyan")
    page = admin.post(f"/staff/{own.pk}/password/")
    assert (page.status_code, "不能给自己办理" in words(page)) == (403, True)


def test_setting_up_a_chair_offers_the_organisations_own_regions(admin, town):
    form = admin.get("/orgs/community/open/").context["form"]
    assert [region.name for region in form.fields["region"].queryset] == [
        "进步巷社区",
        "第一网格",
        "第二网格",
    ]
    told = {"post_type": town.types["grid_worker"].pk, "region": town.grid.pk, "title": "第一网格网格员"}
    assert admin.post("/orgs/community/open/", told)["Location"] == "/orgs/community/"
    assert town.community_office.posts.get().title == "第一网格网格员"


def test_types_page_tells_verbs_in_words(admin):
    page = words(admin.get("/post-types/"))
    assert "查看案卷" in page and "case.see" not in page
