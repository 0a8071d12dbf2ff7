"""What a form may ask also lands: whichever way it is built, what a phone sends for it is taken in, whole."""

from pathlib import Path

import pytest

from onedoor.surveys import actions
from onedoor.surveys.answering_forms import is_simple
from onedoor.surveys.models import Answer, Reply
from onedoor.surveys.queries.table import replies_of, table_of
from onedoor.surveys.tests.forms import (
    ASKED,
    CHOICES,
    COUNTED,
    END_GROUP,
    END_REPEAT,
    FULL,
    NESTED,
    SIMPLE,
    begin,
    book,
    instance,
    sheet,
)
from onedoor.surveys.tests.people import photo, send
from onedoor.surveys.xlsforms import read_form

pytestmark = pytest.mark.usefixtures("no_engine")


def landed(client, asking, content, body, *files):
    actions.publish(asking.bring(content), by=asking.operator)
    answer = send(client, instance(body=body), asking.app(), *files)
    found = [(row.question, row.place, row.text or row.chosen or row.number) for row in Answer.objects.all()]
    return answer.status_code, found


TABLED = (
    begin("group", "g", appearance="table-list"),
    {"type": "select_one fuel", "name": "u", "label": "楼上"},
    {"type": "select_one fuel", "name": "v", "label": "楼下"},
    END_GROUP,
)
WAYS = {
    "another": (
        [{"type": "select_one fuel or_other", "name": "f", "label": "烧什么"}],
        "<f>other</f><f_other>木炭</f_other>",
        [("f", "", ["other"]), ("f_other", "", "木炭")],
    ),
    "nested": (
        NESTED,
        "<o><i><a>一</a></i><i><a>二</a></i></o><o><i><a>三</a></i></o>",
        [("o/i/a", "1.1", "一"), ("o/i/a", "1.2", "二"), ("o/i/a", "2.1", "三")],
    ),
    "counted": (
        COUNTED,
        "<n>1</n><r_count>1</r_count><r><a>一</a></r>",
        [("n", "", 1), ("r_count", "", "1"), ("r/a", "1", "一")],
    ),
    "tabled": (
        TABLED,
        "<g><generated_table_list_label_2/><reserved_name_for_field_list_labels_3/><u>coal</u><v>gas</v></g>",
        [("g/u", "", ["coal"]), ("g/v", "", ["gas"])],
    ),
    "ordered": (
        [{"type": "rank fuel", "name": "f", "label": "先后"}, {"type": "time", "name": "t", "label": "几点"}],
        "<f>gas coal wood</f><t>10:00:00.000+08:00</t>",
        [("f", "", ["gas", "coal", "wood"]), ("t", "", "10:00:00.000+08:00")],
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_a_form_asks_lands_however_it_is_built(client, asking, way):
    rows, body, expected = WAYS[way]
    assert landed(client, asking, sheet(*rows), body) == (201, expected)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (sheet(ASKED, omit_instanceID="yes"), "omit_instanceID"),
        (
            sheet(
                {"type": "begin_loop over fuel", "name": "l", "label": "每样"}, ASKED, {"type": "end_loop"}
            ),
            "loop",
        ),
        (
            sheet(*(begin("group", f"{'g' * 60}{n}") for n in range(4)), ASKED, *[END_GROUP] * 4),
            "太深或名称太长",
        ),
        (sheet(*(begin("repeat", f"r{n}") for n in range(5)), ASKED, *[END_REPEAT] * 5), "最多四层重复"),
        (book([("select_one long", "a", "选", "")], [*CHOICES, ("long", "c" * 101, "丙")]), "选项的名称太长"),
        (
            book([("select_multiple gap", "a", "选", "")], [*CHOICES, ("gap", "two words", "丙")]),
            "不能有空格",
        ),
    ],
)
def test_a_form_whose_answers_could_not_land_is_not_sent_out(content, words):
    found = [fault.words for fault in read_form(content).faults]
    assert [words in one for one in found] == [True] * max(1, len(found)), found


def test_three_photos_arrive_in_three_sendings_and_none_twice(client, asking):
    asking.published()
    app, shot = asking.app(), "<chimneys><photo>{}.jpg</photo></chimneys>"
    xml = instance(body="".join(shot.format(name) for name in "abc"))
    for name in "abc":
        assert send(client, xml, app, photo(f"{name}.jpg")).status_code == 201
    first = list(Answer.objects.values_list("text", "file"))
    assert send(client, xml, app, photo("a.jpg", size=(9, 9))).status_code == 201
    assert (list(Answer.objects.values_list("text", "file")), Reply.objects.count()) == (first, 1)
    assert ([name for name, _file in first], all(file for _name, file in first)) == (
        ["a.jpg", "b.jpg", "c.jpg"],
        True,
    )


def test_of_a_refused_sending_no_photo_stays_behind(client, asking, settings):
    asking.published()
    xml = instance(body="".join(f"<chimneys><photo>{name}.jpg</photo></chimneys>" for name in "ab"))
    broken = photo("b.jpg")
    broken.file.seek(0)
    broken.file.write(b"MZ")
    before = set(Path(settings.MEDIA_ROOT).rglob("*.jpg"))
    answer = send(client, xml, asking.app(), photo("a.jpg"), broken)
    kept = set(Path(settings.MEDIA_ROOT).rglob("*.jpg")) - before
    assert (answer.status_code, Reply.objects.count(), kept) == (422, 0, set())


def test_what_was_chosen_in_an_older_version_keeps_its_words(client, asking):
    first = asking.published()
    send(client, instance(), asking.app())
    fewer = [row for row in CHOICES if row[1] != "wood"]
    second = actions.bring_again(
        first.survey, book(FULL, fewer, version="2"), "form.xlsx", by=asking.operator
    )
    actions.publish(second, by=asking.operator)
    (line,) = table_of(first.survey, replies_of(first.survey, asking.operator)).lines
    assert [words for one, _answer, words in line.answers if one.name == "fuels"] == ["煤、柴"]


def test_what_was_repeated_in_an_older_version_is_still_told(client, asking):
    first = asking.published()
    send(client, instance(), asking.app())
    flat = [*SIMPLE, ("begin_group", "chimneys", "烟道", ""), FULL[-3], FULL[-2], ("end_group", "", "", "")]
    second = actions.bring_again(first.survey, book(flat, version="2"), "form.xlsx", by=asking.operator)
    actions.publish(second, by=asking.operator)
    rows = table_of(first.survey, replies_of(first.survey, asking.operator)).repeated_rows()
    assert [row[1:3] for row in rows] == [["1", "在哪里"], ["1", "照片"], ["2", "在哪里"]]


@pytest.mark.parametrize(
    "rows",
    [
        (ASKED, begin("group", "g", relevant="${a} = 'x'"), {**ASKED, "name": "b"}, END_GROUP),
        (ASKED, {**ASKED, "name": "b", "label": "再说说 ${a}"}),
        (ASKED, {"type": "calculate", "name": "c", "calculation": "1 + 1"}),
        ({"type": "rank fuel", "name": "f", "label": "先后"},),
        ({"type": "time", "name": "t", "label": "几点"},),
        ({"type": "select_one fuel", "name": "f", "label": "烧什么", "appearance": "search('x')"},),
        ({**ASKED, "media::image": "a.jpg"},),
    ],
)
def test_a_page_does_not_ask_what_it_cannot_ask_as_it_was_meant(asking, rows):
    media = [photo("a.jpg")] if "media::image" in rows[0] else []
    assert is_simple(asking.bring(sheet(*rows), media=media)) is False


def test_what_fills_itself_in_keeps_no_form_from_a_page(asking):
    rows = ({"type": "start", "name": "s"}, {"type": "today", "name": "t"}, ASKED)
    assert is_simple(asking.bring(sheet(*rows))) is True
