"""The whole rule against an oracle written from the specification and not from the code (DA-01 to DA-04)."""

import random
import re
from itertools import product

import pytest

from onedoor.kit.forbidden import forbidden_in
from onedoor.safety.items import AMBER, EITHER, ITEMS, PART_A, PART_B, RED
from onedoor.safety.rule import ANSWERS, ORDER, outcome

RANDOM_FORMS = 100_000
WITH_LESSER = ("A1", "A3", "A12")
# Of people, never of a matter (D.3): what may not be asked, in any words that it goes by.
NEVER = re.compile(
    "民族|宗教|信仰|户籍|户口|外来|流动人口|暂住|上访|信访|投诉|前科|犯罪|案底|吸毒|戒毒|精神|病史|诊断|性别|男|女"
    "|年龄|岁|学历|文化程度|职业|无业|工作单位|贫困|低保|穷|已婚|未婚|离异|单身|性格|名声"
)


def oracle(given, part_b):
    """D.4, sentence by sentence."""
    yes = {code for code, said in given.items() if said == "yes"}
    mild = {code for code, said in given.items() if said == "lesser" and code in WITH_LESSER}
    if not part_b:
        yes, mild = {c for c in yes if c[0] == "A"}, {c for c in mild if c[0] == "A"}
    plain_reds = ["A1", "A2", "A3", "A4", "A5", "A12"]
    if part_b:
        plain_reds += ["B1", "B2", "B3", "B4", "B13", "B14"]
    threat = bool((yes | mild) & {"A3"} or yes & {"B2", "B10"})
    any_red = (
        bool(yes & set(plain_reds))
        or {"B5", "B6"} <= yes
        or ("B11" in yes and bool(yes & {"B2", "B3", "B6"}))
        or ("B12" in yes and threat)
    )
    ambers = (yes | mild) - (yes & set(plain_reds))
    unknown = sum(given.get(code, "not_asked") in ("unknown", "not_asked") for code in plain_reds)
    if any_red:
        return "S3", unknown < 3
    if len(ambers) >= 2 or ambers & {"A6", "A8", "A12", "B6", "B9"}:
        return "S2", unknown < 3
    if ambers:
        return "S1", unknown < 3
    return ("ask" if unknown >= 3 else "S0"), unknown < 3


def found(given, part_b):
    result = outcome(given, part_b=part_b)
    return result.level, result.is_known


def random_form(chance):
    weights = chance.choice(((1, 1, 6, 1, 1), (1, 1, 1, 1, 1), (1, 1, 1, 6, 6), (0, 0, 8, 1, 0)))
    codes = list(ITEMS)
    return dict(zip(codes, chance.choices(ANSWERS, weights, k=len(codes)), strict=True))


def differences(judge, seed, count):
    chance = random.Random(seed)
    wrong = 0
    for _number in range(count):
        given, part_b = random_form(chance), chance.random() < 0.5
        wrong += judge(given, part_b) != oracle(given, part_b)
    return wrong


def test_a_hundred_thousand_forms_and_no_difference():
    assert differences(found, 620502, RANDOM_FORMS) == 0


@pytest.mark.parametrize(
    "deciding",
    [
        ("A1", "A3", "A12", "A6", "A7", "A9"),
        ("A2", "A4", "A5", "A8", "A10", "A11"),
        ("B5", "B6", "B11", "B2", "B3", "B9"),
        ("B12", "A3", "B2", "B10", "B8", "B15"),
        ("B13", "B14", "B1", "B4", "B7", "A14"),
    ],
)
@pytest.mark.parametrize("rest", ["no", "unknown"])
def test_every_combination_of_the_deciding_items(deciding, rest):
    base = dict.fromkeys(ITEMS, rest)
    wrong = [
        said
        for said in product(ANSWERS, repeat=3)
        for more in product(("yes", "no", "unknown"), repeat=3)
        for given in [base | dict(zip(deciding, (*said, *more), strict=True))]
        if found(given, True) != oracle(given, True)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        (
            "two ambers count as one",
            lambda g, b: ("S1" if found(g, b)[0] == "S2" else found(g, b)[0], found(g, b)[1]),
        ),
        ("unknown is no", lambda g, b: found({c: "no" if s == "unknown" else s for c, s in g.items()}, b)),
        ("mild is red", lambda g, b: found({c: "yes" if s == "lesser" else s for c, s in g.items()}, b)),
        ("part B always counts", lambda g, _b: found(g, True)),
    ],
)
def test_a_rule_that_is_a_little_wrong_is_found(name, planted):
    assert differences(planted, 1, 2000) > 0, name


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({}, "S0"),
        ({"A7": "yes"}, "S1"),
        ({"A1": "lesser"}, "S1"),
        ({"A6": "yes"}, "S2"),
        ({"A12": "lesser"}, "S2"),
        ({"A7": "yes", "A9": "yes"}, "S2"),
        ({"A12": "yes"}, "S3"),
        ({"B5": "yes"}, "S1"),
        ({"B5": "yes", "B6": "yes"}, "S3"),
        ({"B11": "yes"}, "S1"),
        ({"B11": "yes", "B6": "yes"}, "S3"),
        ({"B12": "yes"}, "S1"),
        ({"B12": "yes", "A3": "lesser"}, "S3"),
        ({"B12": "yes", "B10": "yes"}, "S3"),
        ({"B12": "yes", "B11": "yes"}, "S2"),
        ({"B14": "yes"}, "S3"),
    ],
)
def test_the_examples_of_the_decision(answers, level):
    assert outcome(dict.fromkeys(ITEMS, "no") | answers, part_b=True).level == level


def test_unknown_is_not_no():
    quiet = dict.fromkeys(ITEMS, "no")
    two = outcome(quiet | dict.fromkeys(("A1", "A2"), "unknown"))
    three = outcome(quiet | dict.fromkeys(("A1", "A2"), "unknown") | {"A12": "not_asked"})
    red = outcome(dict.fromkeys(ITEMS, "unknown") | {"A4": "yes"})
    assert [(one.level, one.is_known) for one in (two, three, red)] == [
        ("S0", True),
        ("ask", False),
        ("S3", False),
    ]
    assert outcome({}).level == "ask"


def test_an_answer_turned_to_yes_never_lowers():
    chance, steps, lowered = random.Random(7), 0, []
    while steps < 200_000:
        given, part_b = random_form(chance), chance.random() < 0.5
        level = ORDER.index(outcome(given, part_b=part_b).level)
        # Of one form every item in turn, so that 200,000 turns take seconds.
        for code in chance.sample(list(ITEMS), 8):
            fuller = given | {code: "yes"}
            steps += 1
            if ORDER.index(outcome(fuller, part_b=part_b).level) < level:
                lowered.append((code, given))
            if steps % 8 == 0:
                given = fuller
                level = ORDER.index(outcome(given, part_b=part_b).level)
    assert lowered == []


def test_nothing_but_answers_goes_in():
    """Who it is about, where, and in which language cannot change a result: the rule is not told (DA-04)."""
    assert list(outcome.__annotations__) == ["answers", "part_b", "return"]
    plain = outcome({"A6": "yes"})
    assert outcome({"A6": "yes", "name": "yes", "民族": "yes", "sex": "yes"}) == plain


def test_the_items_are_those_of_the_specification():
    marks = {item.code: {RED: "●", AMBER: "○", EITHER: "○/●"}[item.weight] for item in ITEMS.values()}
    reds = {"A1", "A2", "A3", "A4", "A5", "B1", "B2", "B3", "B4", "B13", "B14"}
    assert (len(PART_A), len(PART_B)) == (14, 15)
    assert {code for code, mark in marks.items() if mark == "●"} == reds
    assert {code for code, mark in marks.items() if mark == "○/●"} == {"A12"}
    assert tuple(code for code, item in ITEMS.items() if item.lesser) == WITH_LESSER


def about_people(words):
    return [word for word in words if NEVER.search(word)] + [word for word, _why in forbidden_in(words)]


def test_no_item_asks_what_kind_of_person_somebody_is():
    words = [str(text) for item in ITEMS.values() for text in (item.words, item.lesser) if text]
    assert (len(words), about_people(words)) == (32, [])


@pytest.mark.parametrize(
    "planted",
    [
        "对方是外来人口",
        "有人上访过",
        "对方有前科",
        "对方有精神病史",
        "对方是少数民族",
        "对方没有正当职业",
        "本人性别",
    ],
)
def test_an_item_about_a_kind_of_person_is_found(planted):
    assert about_people([planted]) != []
