"""Refusals: what a person, a page's part and a machine are told; and that a denial is written down."""

import pytest

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
    assert answers[0].content == answers[1].content


def test_machine_gets_a_problem_document(client, db):
    answer = client.get("/api/v1/no-such-thing")
    assert answer.status_code == 404


def test_session_keeps_a_post_only_while_it_is_held(client, clerk, town):
    assert client.get("/account/").context["actor"].post == clerk.post
    clerk.staff.tenures.all().delete()
    assert client.get("/account/").context["actor"] is None
