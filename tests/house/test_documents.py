"""Documents that lead somewhere, stay short, and name what the demo really has."""

import re

import pytest

from onedoor.config.demo.people import logins
from tests.house.reading import ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)|src=\"([^\"]+)\"")
MOST_OF_RECORD, MOST_OF_CONTRIBUTING = 60, 100


def dead_links(path, text: str) -> list[str]:
    found = [one or other for one, other in LINK.findall(text)]
    return [link for link in found if "://" not in link and not (path.parent / link).exists()]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path):
    assert dead_links(path, path.read_text("utf-8")) == []


def test_a_dead_link_is_found():
    text = "[here](README.md) [there](docs/nothing.md) ![x](docs/none.png) [out](https://example.org/)"
    assert dead_links(ROOT / "README.md", text) == ["docs/nothing.md", "docs/none.png"]


def test_the_readme_names_every_login_of_the_demo():
    text = (ROOT / "README.md").read_text("utf-8")
    assert [login for login, _password, _title in logins() if f"`{login}`" not in text] == []
    assert {password for _login, password, _title in logins() if password not in text} == set()


def test_records_are_short_and_each_number_is_taken_once():
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [path.name[:4] for path in records]
    assert numbers == sorted(set(numbers))
    assert [p.name for p in records if len(p.read_text("utf-8").splitlines()) > MOST_OF_RECORD] == []
    assert len((ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()) < MOST_OF_CONTRIBUTING


def test_every_picture_is_shown_somewhere_and_small():
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    told = "".join(path.read_text("utf-8") for path in PAGES)
    assert [path.name for path in pictures if path.name not in told] == []
    assert [path.name for path in pictures if path.stat().st_size > 250_000] == []
