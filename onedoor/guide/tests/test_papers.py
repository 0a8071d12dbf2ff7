"""Forms to fill and print: what is typed is on the sheet and nowhere else."""

import pytest
from django.test import Client
from django.urls import reverse

from onedoor.guide.queries.papers import filled, find_paper, papers
from onedoor.kit.problems import NotFound

THREE = ["mediation", "legal_aid", "labour_arbitration"]
TYPED = {"name": "李阿姨", "facts": "楼上<漏水>\n已经两个月", "identity": "000000"}


@pytest.fixture
def browser(town):
    return Client()


def text(answer) -> str:
    return answer.content.decode()


def test_three_forms_stand_in_their_order():
    assert list(papers()) == THREE


@pytest.mark.parametrize("key", THREE)
def test_a_form_can_be_printed_empty_with_its_law(browser, key):
    said = text(browser.get(reverse("guide:paper", args=[key])))
    paper = papers()[key]
    wanted = [*paper.basis, paper.title, paper.closing, *(field.label for field in paper.fields)]
    assert [one for one in wanted if one not in said] == []


@pytest.mark.parametrize("key", THREE)
def test_no_field_has_to_be_filled_and_none_is_remembered(browser, key):
    said = text(browser.get(reverse("guide:fill", args=[key])))
    assert (" required" in said, said.count('autocomplete="off"') > len(papers()[key].fields) // 2) == (
        False,
        True,
    )
    assert 'name="identity"' not in said


def test_what_is_typed_is_on_the_sheet_and_can_be_changed(browser):
    sheet = text(browser.post(reverse("guide:paper", args=["mediation"]), TYPED))
    assert ("李阿姨" in sheet, "楼上&lt;漏水&gt;" in sheet, "000000" in sheet) == (True, True, False)
    again = text(browser.post(reverse("guide:fill", args=["mediation"]), TYPED))
    assert 'value="李阿姨"' in again and "楼上&lt;漏水&gt;" in again


def test_a_choice_is_ticked_and_one_that_was_not_offered_is_not():
    paper = find_paper("legal_aid")
    field = next(one for one in paper.fields if one.key == "matter")
    for said, value in ((field.choices[2], field.choices[2]), ("量子纠纷", "")):
        now = filled(paper, {"matter": said})
        assert next(one.value for one in now.fields if one.key == "matter") == value


def test_a_book_is_cut():
    now = filled(find_paper("mediation"), {"name": "李" * 500, "facts": "水" * 5000})
    assert sorted(len(one.value) for one in now.fields if one.value) == [120, 2000]


def test_an_unknown_form_is_refused():
    with pytest.raises(NotFound):
        find_paper("will")


def test_on_a_device_the_sheet_clears_itself(browser):
    said = text(browser.post(reverse("guide:paper", args=["mediation"]) + "?device=1", TYPED))
    assert ('data-idle="90"' in said, 'id="device-idle"' in said) == (True, True)
    assert 'data-idle="90"' not in text(browser.post(reverse("guide:paper", args=["mediation"]), TYPED))
