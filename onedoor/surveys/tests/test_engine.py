"""Other people's programs: the engine of ODK Collect (JavaRosa, in the ODK Validate that pyxform ships) reads our forms, fills
one in and what it wrote is accepted, sent by another library. Without Java these tests say so and prove what we do then."""

import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from pyxform.validators.odk_validate import ODK_VALIDATE_PATH
from pyxform.xls2json_backends import md_table_to_workbook
from urllib3 import encode_multipart_formdata

from onedoor.kit.problems import NotValid
from onedoor.surveys import actions, running
from onedoor.surveys.models import Answer, Reply
from onedoor.surveys.tests.forms import COUNTED, FULL, NESTED, book, sheet
from onedoor.surveys.tests.people import OPENROSA, photo, send
from onedoor.surveys.xlsforms import read_form

FILL = Path(__file__).with_name("Fill.java")


def told_that_left_out(program: str) -> bool:
    """Whether the program is missing; then it is said aloud that this part was not proved here."""
    missing = shutil.which(program) is None
    if missing:
        warnings.warn(f"{program}: 没有安装，采集程序引擎的这一项没有验证 (not proved here)", stacklevel=2)
    return missing


def test_the_engine_runs_our_forms(asking):
    version = asking.bring()
    assert version.is_run is not told_that_left_out("java")


def test_without_java_a_form_is_taken_and_says_that_it_was_not_run(asking, no_engine):
    assert (running.has_java(), asking.bring().is_run) == (False, False)


def test_what_the_engine_cannot_run_is_refused(asking):
    """pyxform lets a sum through that adds what is not there; the engine does not."""
    heads = ("type", "name", "label", "required", "calculation")
    content = book([*FULL, ("calculate", "sum", "", "", "no-such-function(1)")], heads=heads)
    assert read_form(content).faults == []
    if told_that_left_out("java"):
        assert asking.bring(content).is_run is False
        return
    with pytest.raises(NotValid) as refused:
        asking.bring(content)
    assert "引擎读不了" in refused.value.detail["draft"].faults[0].words


def test_a_form_filled_in_by_the_engine_and_sent_by_another_library_lands(client, asking, tmp_path):
    version, app = asking.published(), asking.app()
    if told_that_left_out("javac"):
        assert version.xform.startswith("<?xml")
        return
    fetched = client.get(f"{OPENROSA}/forms/{version.pk}.xml", **app).content
    filled = fill_in(fetched, tmp_path / "form.xml")
    parts = {
        "xml_submission_file": ("instance.xml", filled, "text/xml"),
        "a.jpg": ("a.jpg", photo().read(), "image/jpeg"),
    }
    body, content_type = encode_multipart_formdata(parts)
    sent = [
        client.generic("POST", f"{OPENROSA}/submission", body, content_type=content_type, **app).status_code
        for _time in range(2)
    ]
    assert (sent, Reply.objects.count()) == ([201, 201], 1)
    rows = {row.question: row for row in Answer.objects.all()}
    assert (rows["stove"].chosen, rows["fuels"].chosen, rows["alarms"].number) == (
        ["yes"],
        ["coal", "wood"],
        2,
    )
    assert (rows["more"].text, rows["chimneys/spot"].lat) == ("烟道要清", 34.58)
    assert (rows["chimneys/photo"].file.name != "", rows["start"].moment is not None) == (True, True)


def fill_in(content: bytes, path: Path) -> bytes:
    """The instance that the engine makes of a form."""
    path.write_bytes(content)
    run = ["java", "-Dfile.encoding=UTF-8", "-cp", ODK_VALIDATE_PATH, str(FILL), str(path)]
    return subprocess.run(run, capture_output=True, check=True, timeout=120).stdout


def test_repeats_within_repeats_and_another_choice_land_as_the_engine_sends_them(client, asking, tmp_path):
    other = {"type": "select_one fuel or_other", "name": "f", "label": "烧什么"}
    version = asking.bring(sheet(other, *NESTED, *COUNTED))
    actions.publish(version, by=asking.operator)
    if told_that_left_out("javac"):
        assert version.is_run is not told_that_left_out("java")
        return
    filled = fill_in(version.xform.encode(), tmp_path / "form.xml")
    answer = send(client, filled, asking.app())
    places = [(row.question, row.place) for row in Answer.objects.exclude(kind="one")]
    assert (answer.status_code, version.is_run, places) == (
        201,
        True,
        [("o/i/a", "1.1"), ("o/i/a", "1.2"), ("n", ""), ("r_count", ""), ("r/a", "1"), ("r/a", "2")],
    )


TABLE = """
| survey   |                 |       |                  |
|          | type            | name  | label::中文 (zh) | label::English (en) |
|          | select_one kind | place | 在哪儿开会合适    | Where to meet |
|          | integer         | chairs | 要几把椅子       | How many chairs |
| choices  |                 |       |                  |
|          | list_name       | name  | label::中文 (zh) | label::English (en) |
|          | kind            | hall  | 社区大厅          | Hall |
|          | kind            | yard  | 院子             | Yard |
| settings |                 |       |                  |
|          | form_title      | form_id |                |
|          | 议事地点        | places  |                |
"""


def test_a_form_that_another_tool_wrote_is_read(tmp_path):
    """Written as a table of text and made a workbook by pyxform's own tool, in two languages."""
    path = tmp_path / "other.xlsx"
    md_table_to_workbook(TABLE).save(path)
    draft = read_form(path.read_bytes())
    assert ([one.label for one in draft.questions], draft.faults) == (["在哪儿开会合适", "要几把椅子"], [])
    assert draft.questions[0].choices == (("hall", "社区大厅"), ("yard", "院子"))
