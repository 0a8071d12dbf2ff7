"""What nobody sends by accident is refused in a sentence, never with an error of ours."""

import io

import pytest
from django.urls import reverse

from onedoor.config.incoming import MB

NUL = "\0"
TOO_MUCH = [
    ("multipart/form-data; boundary=x", 120 * MB + 1, "120MB"),
    ("application/x-www-form-urlencoded", 5 * MB + 1, "5MB"),
    ("application/json", 5 * MB + 1, "5MB"),
    ("", "9" * 5000, "120MB"),
]


def told(answer):
    page = answer.content.decode()
    return answer.status_code, "不能识别的字符" in page, "data-problem" in page


@pytest.mark.parametrize(("content_type", "size", "most"), TOO_MUCH)
def test_request_that_is_too_large_is_refused_before_it_is_read(client, db, content_type, size, most):
    body = {"CONTENT_LENGTH": str(size), "wsgi.input": io.BytesIO(), "content_type": content_type}
    page, api = (client.generic("POST", path, b"x", **body) for path in ("/file/", "/api/v1/matters"))
    assert (page.status_code, f"最多{most}" in page.content.decode()) == (413, True)
    assert (api.status_code, api["Content-Type"], api.json()["code"]) == (
        413,
        "application/problem+json",
        "too_big",
    )


@pytest.mark.parametrize(("content_type", "size"), [(kind, size - 1) for kind, size, _most in TOO_MUCH[:3]])
def test_request_that_is_just_not_too_large_is_let_in(client, db, content_type, size):
    body = {"CONTENT_LENGTH": str(size), "wsgi.input": io.BytesIO(), "content_type": content_type}
    assert client.generic("GET", "/file/", b"x", **body).status_code == 200


def test_form_without_files_that_is_larger_than_django_takes_is_told_so(client, db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = client.post("/file/", "body=" + "x" * 20, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, "太多" in answer.content.decode()) == (413, True)


@pytest.mark.parametrize(
    "address",
    [
        "/cases/%00/",
        "/proposals/?source=%00",
        "/desk/communities/?town=%00",
        "/matters/?%00=1",
        "/no/such/%00",
    ],
)
def test_address_with_nul_is_refused_in_a_sentence(client, town, address):
    town.login(client, town.actor("clerk"))
    assert told(client.get(address)) == (400, True, True)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("portal:where", "town"),
        ("portal:where", "address"),
        ("portal:likely", "body"),
        ("portal:track", "code"),
        ("matters:keep_view", "name"),
        ("account_login", "login"),
    ],
)
def test_form_with_nul_is_refused_in_a_sentence(client, town, name, field):
    town.login(client, town.actor("dispatcher"))
    assert told(client.post(reverse(name), {field: f"a{NUL}b"})) == (400, True, True)
    urlencoded = {"content_type": "application/x-www-form-urlencoded"}
    assert told(client.post(reverse(name), f"{field}=a%00b", **urlencoded)) == (400, True, True)


def test_cookie_with_nul_is_refused_in_a_sentence(client, db):
    assert told(client.get("/track/", HTTP_COOKIE='session="\\000bcdefghij"')) == (400, True, True)


def test_part_of_a_page_and_a_machine_are_told_in_their_own_way(client, db):
    part = client.post("/file/likely/", {"body": NUL}, headers={"HX-Request": "true"})
    assert (told(part), "<html" in part.content.decode()) == ((400, True, True), False)
    machine = client.get("/api/v1/matters?after=%00")
    assert (machine.status_code, machine.json()["code"]) == (400, "problem")


def test_files_that_are_cut_off_are_refused_in_a_sentence(client, db):
    answer = client.post("/file/", b"--x\r\nnothing", content_type="multipart/form-data")
    assert told(answer) == (400, True, True)


def test_bytes_of_a_file_may_hold_anything(client, db):
    file = io.BytesIO(b"\0\0")
    file.name = "a.jpg"
    assert client.post("/file/", {"body": "x", "kind": "help", "photos": file}).status_code == 302
