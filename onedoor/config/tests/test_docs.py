"""The drawn pages of docs/ say what the code does."""

import pytest
from django.core.management import CommandError, call_command

from onedoor.config.lifecycles_page import diagram, draw
from onedoor.kit.lifecycle import Move
from onedoor.matters.lifecycle import LIFECYCLE


def test_the_drawn_pages_are_current():
    call_command("docs", "--check")


def test_a_page_that_is_out_of_date_is_found_and_drawn_anew(settings, tmp_path):
    (tmp_path / "docs").mkdir()
    settings.ROOT = tmp_path
    call_command("docs")
    call_command("docs", "--check")
    page = tmp_path / "docs" / "lifecycles.md"
    page.write_text(page.read_text("utf-8").replace("受理", "收下", 1), "utf-8")
    with pytest.raises(CommandError, match=r"lifecycles\.md"):
        call_command("docs", "--check")


def test_every_move_has_its_line_in_the_table():
    text = draw()
    assert [name for name in LIFECYCLE.moves if f" `{name}` |" not in text] == []


def test_an_arrow_of_the_diagram_names_its_statuses_and_its_step(settings):
    accept: Move = LIFECYCLE.moves["accept"]
    assert f"  {accept.frm[0]} --> {accept.to}: {accept.label}\n" in diagram(LIFECYCLE)
