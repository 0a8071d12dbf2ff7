"""Two hundred passwords, and the true cost of a hash."""

import unicodedata
from itertools import islice

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    get_default_password_validators,
    validate_password,
)
from django.core.exceptions import ValidationError

from onedoor.posts.models import Staff
from onedoor.posts.passwords import Argon2

PERSON = Staff(username="lixiaohong", name="李晓红")
TOO_SHORT = ["", "a", "short-one 1", "一二三四五六七八九十甲", "Tr0ub4dor&3"]
TOO_LONG = ["梧桐树下的猫和狗" * 16 + "x", "correct horse battery " * 6]
OF_THIS_PLACE = [
    "qinzhou123456", "Qinzhou@2026!", "QINZHOUQINZHOU", "onedoor123456", "OneDoor!OneDoor", "tianshui2026!!", "zongzhi888888",
    "秦州区综治中心2026", "一扇门一扇门一扇门一扇门", "网格员123456789", "admin@qinzhou1", "password20261", "lixiaohong2026", "李晓红lixiaohong1",
    "gansu-tianshui-1", "qwerty-asdfgh1", "woaini5201314..", "综治综治综治综治综治综治", "yishanmen1234", "wangge20261123",
]  # fmt: skip
RUNS = [
    "123456789012", "abcdefghijklm", "987654321098", "aaaaaaaaaaaaa", "ababababababab", "000000000000", "zyxwvutsrqpon", "112233112233",
    "222222222222", "888888888888", "111111222222", "qqqqwwwweeee", "abcabcabcabc", "777777777777777",
]  # fmt: skip
GOOD = [
    "correct horse battery", "三只喜鹊 on the wire 9", "我每天早上都骑车去上班哦", "我家住在天水的一条小巷子里", "梧桐 harbour 7 lantern", "kettle.moss.window",
    "🐦🐦🐸🐝🌲🌧️🏔️🛶🪁🎐🧵🧶", "  leading and trailing  ", "x7$Kq!mZ2@rT", "the onedoor at dawn is blue", "é" * 4 + "abcdefgh", "ЧайСЛимономУтром",
    "unrelated-words-here", "纸船 漂过 三座小 石桥", "a" * 4 + " quiet river bend", "p4ssphrase with moss",
    "w" + "xyzabcdefg" * 6 + "end", "月亮和六便士与河" * 16,
]  # fmt: skip


def common_long_ones():
    """Those of the list of common passwords that their length alone would let in."""
    return list(
        islice((word for word in sorted(CommonPasswordValidator().passwords) if len(word) >= 12), 150)
    )


def refusals(password):
    try:
        validate_password(password, PERSON)
    except ValidationError as error:
        return [problem.code for problem in error.error_list]
    return []


def test_two_hundred_passwords_are_judged_as_expected():
    expected = {
        **dict.fromkeys(TOO_SHORT, "too_short"), **dict.fromkeys(TOO_LONG, "too_long"), **dict.fromkeys(OF_THIS_PLACE, "of_this_place"),
        **dict.fromkeys(RUNS, "too_common"), **dict.fromkeys(common_long_ones(), "too_common"), **dict.fromkeys(GOOD),
    }  # fmt: skip
    assert len(expected) >= 200
    wrong = {
        word: refusals(word)
        for word, code in expected.items()
        if (code not in refusals(word) if code else refusals(word))
    }
    assert wrong == {}


def test_no_rule_asks_for_classes_of_characters():
    assert {type(rule).__name__ for rule in get_default_password_validators()} == {
        "Length",
        "NotCommon",
        "NotOfThisPlace",
    }


@pytest.mark.parametrize(
    "password", ["a" * 64 + "b", "月" * 128, "🐸 spaces and 🐝 bees", " leading and trailing "]
)
def test_password_is_kept_exactly_as_typed(password):
    kept = make_password(password, hasher=Argon2())
    assert (
        check_password(password, kept)
        and not check_password(password.strip() + "!", kept)
        and not check_password(password[:-1], kept)
    )


def test_composed_and_decomposed_letters_are_different_passwords():
    composed, decomposed = (unicodedata.normalize(form, "café au lait 12") for form in ("NFC", "NFD"))
    kept = make_password(composed, hasher=Argon2())
    assert (check_password(composed, kept), check_password(decomposed, kept)) == (True, False)


def test_hash_says_argon2id_with_46_mib_and_two_passes():
    kept = make_password("correct horse battery", hasher=Argon2())
    assert kept.split("$")[:4] == ["argon2", "argon2id", "v=19", "m=47104,t=2,p=1"]


def test_house_hashes_with_it(settings):
    """The suite puts a quick hasher before the real one; without that, the real one is all there is."""
    real = [name for name in settings.PASSWORD_HASHERS if not name.endswith("MD5PasswordHasher")]
    assert real == ["onedoor.posts.passwords.Argon2"]
