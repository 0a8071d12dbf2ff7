"""Checks of identity numbers, credit codes and phones, each with a sentence that says what is wrong."""

import unicodedata
from collections.abc import Iterator
from datetime import date

import phonenumbers
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import numdb
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from onedoor.kit.problems import NotValid

LENGTH, OLD_LENGTH, REGION_DIGITS = 18, 15, 6
OLDEST = 130


def identity_number(text: str) -> str:
    """居民身份证号码 — cleaned, or NotValid.

    The region is checked by itself: the library also asks that it existed in the year of birth, which turns away
    everybody born before their county got its code (in Qinzhou, before 1985).
    """
    number = _clean(text)
    if len(number) == OLD_LENGTH:
        raise NotValid(_("这是15位的旧号码：请填写现行的18位公民身份号码。"), field="identity")
    _require_length(number, _("公民身份号码应为18位，现在是%(length)s位。"), "identity")
    if not (number[:-1].isdigit() and (number[-1].isdigit() or number[-1] == "X")):
        raise NotValid(_("公民身份号码前17位只能是数字，最后一位是数字或X。"), field="identity")
    _check_region(number)
    _check_born(number)
    if number[-1] != ric.calc_check_digit(number):
        raise NotValid(_("公民身份号码的最后一位（校验码）与前17位不符：请逐位核对。"), field="identity")
    return number


def credit_code(text: str) -> str:
    """统一社会信用代码 — cleaned, or NotValid."""
    code = _clean(text)
    _require_length(code, _("统一社会信用代码应为18位，现在是%(length)s位。"), "credit_code")
    wrong = sorted(set(code) - set("0123456789ABCDEFGHJKLMNPQRTUWXY"))
    if wrong:
        raise NotValid(
            _("统一社会信用代码里不会出现“%(signs)s”：只用数字和除I、O、S、V、Z外的大写字母。")
            % {"signs": "".join(wrong)},
            field="credit_code",
        )
    if not code[2:8].isdigit():
        raise NotValid(_("统一社会信用代码第3至8位是登记机关的区划代码，只能是数字。"), field="credit_code")
    if code[-1] != uscc.calc_check_digit(code[:-1]):
        raise NotValid(
            _("统一社会信用代码的最后一位（校验码）与前17位不符：请逐位核对。"), field="credit_code"
        )
    try:
        return uscc.validate(code)
    except ValidationError as reason:
        raise NotValid(_("统一社会信用代码格式不对：请对照证照逐位核对。"), field="credit_code") from reason


def phone(text: str) -> str:
    """电话号码 — digits as dialled inside China, `+` and country code for any other, or NotValid."""
    text = "".join(_signs(text))
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException as reason:
        raise NotValid(
            _("“%(text)s”不是电话号码：请填写手机号，或带区号的固定电话。") % {"text": text[:20]},
            field="phone",
        ) from reason
    if not phonenumbers.is_valid_number(number):
        raise NotValid(_why_not_phone(str(number.national_number), number.country_code), field="phone")
    if number.country_code == 86:
        national = phonenumbers.national_significant_number(number)
        return national if _is_mobile(national) or national.startswith(("400", "800")) else "0" + national
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_mobile(national: str) -> bool:
    return len(national) == 11 and national[0] == "1"


def _why_not_phone(national: str, country: int | None) -> str:
    if country != 86:
        return _("这个境外电话号码不存在：请连同国家（地区）代码核对。")
    if national[0] == "1" and len(national) != 11:
        return _("手机号应为11位，现在是%(length)s位。") % {"length": len(national)}
    if len(national) in (7, 8):
        return _("固定电话请带上区号，例如0938-8212345。")
    return _("这个电话号码不存在：请逐位核对。")


def _clean(text: str) -> str:
    return "".join(sign for sign in _signs(text) if sign not in " -\u00b7").upper()


def _signs(text: str) -> Iterator[str]:
    """Full-width signs as their plain twins; what cannot be seen is left out."""
    for sign in unicodedata.normalize("NFKC", text).strip():
        if unicodedata.category(sign) not in ("Cf", "Cc"):
            yield "-" if unicodedata.category(sign) == "Pd" else sign


def _require_length(number: str, sentence: str, field: str) -> None:
    if len(number) != LENGTH:
        raise NotValid(sentence % {"length": len(number)}, field=field)


def _check_region(number: str) -> None:
    parts = numdb.get("cn/loc").info(number[:REGION_DIGITS])
    # 83xxxx is the residence permit of Taiwan residents (GB/T 2260 keeps it for that); the library's list ends before it.
    if not number.startswith("83") and not any("county" in facts for _part, facts in parts):
        raise NotValid(
            _("公民身份号码前6位“%(region)s”不是任何一个县区的代码。") % {"region": number[:REGION_DIGITS]},
            field="identity",
        )


def _check_born(number: str) -> None:
    today = timezone.localdate()
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as reason:
        raise NotValid(
            _("公民身份号码第7至14位“%(born)s”不是一个日期。") % {"born": number[6:14]}, field="identity"
        ) from reason
    if not today.year - OLDEST <= born.year or born > today:
        raise NotValid(
            _("公民身份号码第7至14位“%(born)s”不可能是出生日期。") % {"born": number[6:14]}, field="identity"
        )
