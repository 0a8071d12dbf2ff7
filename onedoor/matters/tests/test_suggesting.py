"""Help with choosing a category: right often enough to help, always with its reason, never stale."""

import pytest
import time_machine

from onedoor.matters.actions.categories import load_own_list, rename, retire
from onedoor.matters.models import Category
from onedoor.matters.suggesting import suggest
from onedoor.matters.tests.sentences import SENTENCES


@pytest.fixture
def own_list(db):
    load_own_list(by=None)


def test_first_suggestion_names_the_right_group_for_85_of_100_everyday_sentences(own_list):
    table = [line.split(" ", 1) for line in SENTENCES.splitlines()]
    wrong = []
    for group, text in table:
        first = suggest(text)[:1]
        if [one.category.code[0] for one in first] != [group]:
            wrong.append((group, text, [one.category.name for one in first]))
    assert len(table) >= 40
    assert len(wrong) <= len(table) * 0.15, wrong


def test_reason_is_the_words_that_were_found(own_list):
    best = suggest("有人从六楼拉飞线充电")[0]
    assert best.category.code == "F0202"
    assert best.why == "提到“飞线”、“充电”"


def test_one_sign_alone_suggests_nothing(own_list):
    signs = {sign for line in SENTENCES.splitlines() for sign in line.split(" ", 1)[1]}
    assert {sign: suggest(f"{sign}，{sign}。") for sign in signs if suggest(f"{sign}，{sign}。")} == {}


def test_word_in_two_parts_needs_both(own_list):
    def found(text):
        return {one.category.code for one in suggest(text, limit=9)}

    assert "N0202" in found("楼上总是漏水")
    assert "N0202" not in found("楼上有人")


def test_at_most_so_many_and_best_first(own_list):
    found = suggest("邻居盖房把我家过道堵了，物业不管，电梯也坏了", limit=3)
    assert len(found) == 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize("text", ["", "   ", "哈哈哈", "。！？", "xyz 123"])
def test_nothing_is_suggested_when_nothing_points_anywhere(own_list, text):
    assert suggest(text) == []


def test_nothing_is_suggested_when_there_is_no_list(db):
    assert suggest("路灯不亮") == []


def test_suggestions_follow_a_change_at_once(own_list):
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        assert suggest("路灯不亮")[0].category.name == "路灯照明"
        rename(Category.objects.get(code="A0301"), "道路照明", by=None)
        assert suggest("路灯不亮")[0].category.name == "道路照明"


def test_a_retired_category_is_suggested_on_its_last_day_and_not_after(own_list):
    with time_machine.travel("2026-03-02 09:00+08:00"):
        retire(Category.objects.get(code="A0301"), by=None)
        assert suggest("路灯不亮")[0].category.code == "A0301"
    with time_machine.travel("2026-03-03 09:00+08:00"):
        assert "A0301" not in {one.category.code for one in suggest("路灯不亮")}


def test_one_small_query_when_nothing_has_changed(own_list, django_assert_num_queries):
    suggest("路灯不亮")
    with django_assert_num_queries(1):
        suggest("井盖没了")
