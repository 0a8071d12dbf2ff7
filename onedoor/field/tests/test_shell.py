"""The app without anything in it: the page, its service worker, its list of files; and what is said where it was not built."""

import json

import pytest

from onedoor.field.views import shell

pytestmark = pytest.mark.django_db
BUILT = {
    "src/main.tsx": {"file": "main-1.js", "css": ["main-1.css"], "assets": ["assets/shrink-1.js"]},
    "src/map/map.tsx": {"file": "map-1.js"},
    "src/sw/sw.ts": {"file": "sw.js"},
}


@pytest.fixture
def built(tmp_path, monkeypatch):
    (tmp_path / "built.json").write_text(json.dumps(BUILT))
    (tmp_path / "sw.js").write_text("/* keeps */")
    monkeypatch.setattr(shell, "FOLDERS", (tmp_path / "absent", tmp_path))
    return tmp_path


def test_the_page_names_script_style_and_manifest_and_asks_for_no_more_than_it_needs(client, built):
    page = client.get("/field/")
    text = page.content.decode()
    assert [
        name in text
        for name in (
            "/static/field/app/main-1.js",
            "/static/field/app/main-1.css",
            "/static/field/app/app.webmanifest",
        )
    ] == [True] * 3
    assert "geolocation=(self)" in page["Permissions-Policy"]
    policy = page["Content-Security-Policy"]
    assert ["script-src 'self'" in policy, "manifest-src 'self'" in policy, "media-src blob:" in policy] == [
        True
    ] * 3


def test_the_page_is_the_same_for_everybody(client, built):
    first = client.get("/field/").content
    client.get("/field/files.json")
    assert client.get("/field/").content == first
    assert b"csrf" not in first.lower()


def test_another_version_is_another_service_worker(client, built):
    first = client.get("/field/sw.js")
    assert first["Content-Type"] == "text/javascript; charset=utf-8"
    (built / "built.json").write_text(json.dumps(BUILT | {"more": {"file": "more.js"}}))
    assert client.get("/field/sw.js").content != first.content


def test_every_file_is_kept_but_the_service_worker(client, built):
    told = client.get("/field/files.json").json()
    names = [address.removeprefix("/static/field/app/") for address in told["files"]]
    assert names[:-1] == ["app.webmanifest", "assets/shrink-1.js", "main-1.css", "main-1.js", "map-1.js"]
    assert [told["signed_in"], bool(told["csrf"])] == [False, True]


def test_where_it_was_not_built_the_page_says_how(client, tmp_path, monkeypatch):
    monkeypatch.setattr(shell, "FOLDERS", (tmp_path / "absent",))
    assert "make phone" in client.get("/field/").content.decode()
    assert client.get("/field/sw.js").status_code == 404
    assert client.get("/field/files.json").json()["files"] == []
