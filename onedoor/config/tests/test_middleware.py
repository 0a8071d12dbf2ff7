"""Refusals: what a person, a page's part and a machine are told; and that a denial is written down."""

import pytest
from django.test import Client

from onedoor.audit.models import AccessLog


@pytest.fixture
def clerk(client, town):
    actor = town.actor("clerk")
    town.login(client, actor)
    return actor


def test_post_without_the_verb_is_told_so_and_the_denial_is_logged(client, clerk):
    page = client.get("/orgs/")
    assert (page.status_code, "没有这项权限" in page.content.decode()) == (403, True)
    row = AccessLog.objects.get(kind="denied")
    assert (row.staff, row.post, row.reason) == (clerk.staff, clerk.post, "GET /orgs/")


def test_part_of_a_page_gets_a_part_as_refusal(client, clerk):
    part = client.get("/orgs/", headers={"HX-Request": "true"})
    assert (part.status_code, "<html" in part.content.decode(), "data-problem" in part.content.decode()) == (
        403,
        False,
        True,
    )


def test_part_of_a_page_asked_for_after_signing_out_brings_the_whole_sign_in_page(client, db):
    answer = client.get("/orgs/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (401, "/login/", b"")


def test_what_somebody_wrote_stays_when_their_session_has_ended(client, db):
    answer = client.post("/desk/", headers={"HX-Request": "true"})
    told = answer.content.decode()
    assert (answer.status_code, "HX-Redirect" in answer, "data-problem" in told) == (401, False, True)
    assert 'href="/login/" target="_blank"' in told
    quiet = client.get("/work/", headers={"HX-Request": "true", "X-Quiet": "1"})
    assert (quiet.status_code, "HX-Redirect" in quiet) == (401, False)


def test_after_signing_in_again_one_is_where_one_was(client, db):
    places = {
        "http://testserver/cases/1/steps/note/?x=1": "/login/?next=%2Fcases%2F1%2Fsteps%2Fnote%2F%3Fx%3D1",
        "https://elsewhere.example/": "/login/",
        "http://testserver/login/": "/login/",
    }
    assert {came: client.post("/desk/", headers={"Referer": came})["Location"] for came in places} == places
    assert "登录已过期" in client.get("/login/").content.decode()


def test_page_older_than_the_cookies_says_what_to_do(db):
    strict = Client(enforce_csrf_checks=True)
    part = strict.post("/desk/", headers={"HX-Request": "true"})
    assert (part.status_code, "请点这里在新窗口登录" in part.content.decode()) == (403, True)
    page = strict.post("/desk/", headers={"Referer": "http://testserver/desk/"})
    assert (page.status_code, 'href="/desk/"' in page.content.decode()) == (403, True)
    resident = strict.post("/file/").content.decode()
    assert ("登录已过期" in resident, "再按一次" in resident) == (False, True)


def test_resident_refused_keeps_large_type_and_language(client, db):
    page = client.get("/no/such/page/").content.decode()
    assert ("大字" in page, 'class="portal"' in page) == (True, True)


def test_method_that_is_not_declared_answers_405_before_anything_else(client, clerk):
    assert [
        client.post("/orgs/").status_code,
        client.put("/orgs/").status_code,
        client.options("/login/").status_code,
    ] == [405] * 3
    assert client.post("/orgs/")["Allow"] == "GET, HEAD"
    assert client.head("/login/").status_code == 302


def test_absent_object_and_absent_page_look_the_same(client, town):
    town.login(client, town.actor("security_admin"))
    answers = [
        client.get(address) for address in ("/orgs/nowhere/", "/tenures/987654/end/", "/no/such/page/")
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert [b"/home/" in answer.content for answer in answers] == [True] * 3
    said = {answer.content.split(b"<main")[1].split(b"</main")[0] for answer in answers}
    assert len(said) == 1


def test_machine_gets_a_problem_document(client, db):
    answer = client.get("/api/v1/no-such-thing")
    assert answer.status_code == 404


def test_session_keeps_a_post_only_while_it_is_held(client, clerk, town):
    assert client.get("/account/").context["actor"].post == clerk.post
    clerk.staff.tenures.all().delete()
    assert client.get("/account/").context["actor"] is None
