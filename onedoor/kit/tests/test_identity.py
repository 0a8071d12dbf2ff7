"""Numbers are checked with their field's library, and a bad one is told what is wrong with it."""

import pytest
import time_machine
from stdnum.cn import ric, uscc

from onedoor.kit.identity import credit_code, identity_number, phone
from onedoor.kit.problems import NotValid


def card(region="620502", born="19900101", order="001") -> str:
    """An invented number with its right check digit."""
    first = region + born + order
    return first + ric.calc_check_digit(first + "0")


def said(check, text) -> str:
    with pytest.raises(NotValid) as problem:
        check(text)
    return problem.value.message


def other_last(number: str) -> str:
    return number[:-1] + ("0" if number[-1] != "0" else "1")


GOOD = card()


@pytest.mark.parametrize(
    "typed",
    [
        GOOD,
        f" {GOOD} ",
        f"{GOOD[:6]} {GOOD[6:14]} {GOOD[14:]}",
        GOOD.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ],
)
def test_an_identity_number_is_cleaned(typed):
    assert identity_number(typed) == GOOD


def test_a_small_x_becomes_large():
    number = next(n for n in (card(order=f"{i:03}") for i in range(1, 100)) if n.endswith("X"))
    assert identity_number(number.lower()) == number


@pytest.mark.parametrize(
    "number",
    [
        card(born="19400203"),
        card(region="620501", born="19500203"),
        card(region="110103"),
        card(region="810000"),
        card(region="820000"),
        card(region="830000"),
    ],
    ids=[
        "born before the county's code",
        "city district",
        "county since merged away",
        "Hong Kong",
        "Macau",
        "Taiwan",
    ],
)
def test_real_regions_are_accepted_whenever_one_was_born(number):
    assert identity_number(number) == number


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "公民身份号码应为18位，现在是0位。"),
        (GOOD[:-1], "公民身份号码应为18位，现在是17位。"),
        (GOOD + "1", "公民身份号码应为18位，现在是19位。"),
        ("620502900101001", "这是15位的旧号码：请填写现行的18位公民身份号码。"),
        (GOOD[:5] + "O" + GOOD[6:], "公民身份号码前17位只能是数字，最后一位是数字或X。"),
        (GOOD[:-1] + "Y", "公民身份号码前17位只能是数字，最后一位是数字或X。"),
        (card(region="999999"), "公民身份号码前6位“999999”不是任何一个县区的代码。"),
        (card(region="620599"), "公民身份号码前6位“620599”不是任何一个县区的代码。"),
        (card(born="19900230"), "公民身份号码第7至14位“19900230”不是一个日期。"),
        (card(born="19901301"), "公民身份号码第7至14位“19901301”不是一个日期。"),
        (card(born="18500101"), "公民身份号码第7至14位“18500101”不可能是出生日期。"),
        (other_last(GOOD), "公民身份号码的最后一位（校验码）与前17位不符：请逐位核对。"),
    ],
)
def test_a_bad_identity_number_is_told_what_is_wrong(typed, words):
    assert said(identity_number, typed) == words


@time_machine.travel("2026-03-02T12:00+08:00", tick=False)
def test_nobody_is_born_tomorrow():
    assert identity_number(card(born="20260302")) == card(born="20260302")
    assert said(identity_number, card(born="20260303")) == "公民身份号码第7至14位“20260303”不可能是出生日期。"


def test_every_single_wrong_digit_is_noticed():
    wrong = [GOOD[:i] + d + GOOD[i + 1 :] for i in range(17) for d in "0123456789" if d != GOOD[i]]
    assert [number for number in wrong if not _refused(identity_number, number)] == []


def _refused(check, text) -> bool:
    try:
        check(text)
    except NotValid:
        return True
    return False


FIRST = "11620502MB0000001"
CODE = FIRST + uscc.calc_check_digit(FIRST)


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), f"{CODE[:8]} {CODE[8:]}", f"{CODE[:8]}-{CODE[8:]}"])
def test_a_credit_code_is_cleaned(typed):
    assert credit_code(typed) == CODE


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (CODE[:-1], "统一社会信用代码应为18位，现在是17位。"),
        (
            CODE[:9] + "O" + CODE[10:],
            "统一社会信用代码里不会出现“O”：只用数字和除I、O、S、V、Z外的大写字母。",
        ),
        (CODE[:2] + "A" + CODE[3:], "统一社会信用代码第3至8位是登记机关的区划代码，只能是数字。"),
        (other_last(CODE), "统一社会信用代码的最后一位（校验码）与前17位不符：请逐位核对。"),
        (
            "A" + CODE[1:17] + uscc.calc_check_digit("A" + CODE[1:17]),
            "统一社会信用代码格式不对：请对照证照逐位核对。",
        ),
    ],
)
def test_a_bad_credit_code_is_told_what_is_wrong(typed, words):
    assert said(credit_code, typed) == words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 0000 1234", "13800001234"),
        ("+86 13800001234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("0938-8212345", "09388212345"),
        ("0938—8212345", "09388212345"),
        ("4001234567", "4001234567"),
        ("+852 2123 4567", "+85221234567"),
    ],
)
def test_a_phone_is_kept_as_dialled(typed, kept):
    assert phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1380000123", "手机号应为11位，现在是10位。"),
        ("138000012345", "手机号应为11位，现在是12位。"),
        ("8212345", "固定电话请带上区号，例如0938-8212345。"),
        ("10000001234", "这个电话号码不存在：请逐位核对。"),
        ("没有", "“没有”不是电话号码：请填写手机号，或带区号的固定电话。"),
        ("+852 1111", "这个境外电话号码不存在：请连同国家（地区）代码核对。"),
    ],
)
def test_a_bad_phone_is_told_what_is_wrong(typed, words):
    assert said(phone, typed) == words
