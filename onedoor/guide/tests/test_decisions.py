"""The decision pages as a whole: every path ends somewhere that can be relied on, and a fault in the data is found."""

from dataclasses import replace

import pytest

from onedoor.guide.queries.decision_faults import faults, uncited
from onedoor.guide.queries.decisions import Answer, Outcome, Question, begun, stand, topics
from onedoor.guide.queries.papers import papers
from onedoor.guide.windows import WINDOWS
from onedoor.kit.problems import NotFound

TEN = [
    "labour",
    "family",
    "neighbours",
    "land",
    "accident",
    "medical",
    "consumer",
    "loans",
    "water",
    "property",
]


def test_ten_kinds_stand_in_their_order():
    assert list(topics()) == TEN


@pytest.mark.parametrize("key", TEN)
def test_every_path_of_a_topic_ends_in_an_outcome_with_law_place_and_step(key):
    assert faults(topics()[key]) == []


def test_every_form_cites_a_law_of_the_list():
    assert [one for paper in papers().values() for one in uncited(paper.basis)] == []


def outcome(**changed):
    return replace(stand("family", "parents").outcome, **changed)


def planted(**nodes):
    start = Question("start", "?", (Answer("甲", "one"), Answer("乙", "two")))
    return replace(topics()["family"], key="x", nodes={"start": start, **nodes})


@pytest.mark.parametrize(
    ("nodes", "found"),
    [
        ({"one": outcome(key="one")}, ["x.start.two: leads nowhere"]),
        (
            {
                "one": outcome(key="one"),
                "two": Question("two", "?", (Answer("甲", "start"), Answer("乙", "one"))),
            },
            ["x.start.two.start: a loop"],
        ),
        (
            {"one": outcome(key="one"), "two": outcome(key="two"), "three": outcome(key="three")},
            ["x.three: no path leads here"],
        ),
        ({"one": outcome(key="one"), "two": outcome(key="two", window="bar")}, ["x.two: no window bar"]),
        (
            {"one": outcome(key="one"), "two": outcome(key="two", window="", also=())},
            ["x.two: nowhere to turn"],
        ),
        ({"one": outcome(key="one"), "two": outcome(key="two", steps=())}, ["x.two: no steps"]),
        (
            {"one": outcome(key="one"), "two": outcome(key="two", basis=("《月球法》第1条",))},
            ["x.two: no law 《月球法》第1条"],
        ),
    ],
)
def test_a_fault_is_found(nodes, found):
    assert faults(planted(**nodes)) == found


def test_too_many_questions_are_found():
    deep = {
        f"q{n}": Question(f"q{n}", "?", (Answer("甲", f"q{n + 1}"), Answer("乙", "one"))) for n in range(6)
    }
    deep |= {
        "q6": outcome(key="q6"),
        "one": outcome(key="one"),
        "two": Question("two", "?", (Answer("甲", "q0"), Answer("乙", "one"))),
    }
    assert "more than 5 questions" in faults(planted(**deep))[0]


def test_every_window_is_reached_or_is_one_for_the_centre_itself():
    used = {
        node.window
        for topic in topics().values()
        for node in topic.nodes.values()
        if isinstance(node, Outcome)
    }
    assert set(WINDOWS) - used == {"supervise", "petition"}


def test_answers_lead_on_and_back():
    at = stand("labour", "wages")
    assert (at.node.key, at.back, [path for path, _answer in at.choices][0]) == ("wages", "", "wages.site")
    assert (stand("labour").back, stand("labour", "wages.site").back) == (None, "wages")


@pytest.mark.parametrize(
    ("key", "path"), [("nothing", ""), ("labour", "site"), ("labour", "wages.site.more")]
)
def test_a_way_that_is_none_is_refused(key, path):
    with pytest.raises(NotFound):
        stand(key, path)


def test_a_request_begins_with_the_answers():
    told = begun("labour", "wages.site")
    assert told == {"body": "劳动用工：工资没发、少发；工地（建房、修路、装修工程）。\n", "category": "G0101"}
    assert (begun("labour", ""), begun("x", "y"), begun("labour", "wages")["category"]) == ({}, {}, "")
