"""单元格的值 — dates, numbers and names as agencies write them, or a sentence that says what is wrong with one."""

import re
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid

DATE = re.compile(
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
    r"(?:[T\s]*(?P<h>\d{1,2})\s*[:：时点]\s*(?P<i>\d{1,2})?\s*(?:[:：分]\s*(?P<s>\d{1,2})?(?:\.\d+)?)?\s*[分秒]?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:(?P<h>\d{2})(?P<i>\d{2})(?P<s>\d{2})?)?")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
# Spreadsheets count days from here (the two days too many are theirs).
FIRST_DAY = datetime(1899, 12, 30)
EARLIEST = 1990
FORMULA_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|GETTING_DATA|SPILL!|CALC!)")
LOST_DIGITS = re.compile(r"\d(?:\.\d+)?[eE]\+\d{2}")
# Where China lies, with some room: what is outside was typed wrong, and often the two were exchanged.
LONGITUDES, LATITUDES = (73.0, 136.0), (3.0, 54.0)


def moment(text: str) -> datetime | None:
    """When it was reported, in the district's zone; a day without an hour is its beginning."""
    if not text:
        return None
    found = DATE.fullmatch(text.strip()) or COMPACT.fullmatch(text.strip())
    try:
        if found:
            at = _put_together(found.groupdict())
        elif SERIAL.fullmatch(text):
            at = timezone.make_aware(FIRST_DAY + timedelta(seconds=round(float(text) * 86400)))
        else:
            raise ValueError(text)
    except (ValueError, OverflowError) as reason:
        raise NotValid(
            _("反映时间“%(text)s”看不懂，请写成 2026-03-02 14:30。") % {"text": text[:30]},
            field="reported_at",
        ) from reason
    if at > timezone.now() + timedelta(minutes=10):
        raise NotValid(_("反映时间%(day)s还没有到。") % {"day": f"{at:%Y-%m-%d %H:%M}"}, field="reported_at")
    if at.year < EARLIEST:
        raise NotValid(
            _("反映时间%(day)s太早，请核对年份。") % {"day": f"{at:%Y-%m-%d}"}, field="reported_at"
        )
    return at


def _put_together(parts: dict[str, str | None]) -> datetime:
    year, month, day, hour, minute, second = (int(parts[name] or 0) for name in "ymdhis")
    if zone := parts.get("zone"):
        iso = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone.replace('Z', '+00:00')}"
        return datetime.fromisoformat(iso)
    return timezone.make_aware(datetime(year, month, day, hour, minute, second))


def point(lon: str, lat: str) -> tuple[float, float] | None:
    """Longitude and latitude, both or neither."""
    if not lon and not lat:
        return None
    try:
        east, north = float(lon), float(lat)
    except ValueError as reason:
        raise NotValid(_("经度、纬度必须都是数字，例如 105.72 和 34.58。"), field="lon") from reason
    if _within(east, LATITUDES) and _within(north, LONGITUDES):
        raise NotValid(_("经度和纬度填反了。"), field="lon")
    if not (_within(east, LONGITUDES) and _within(north, LATITUDES)):
        raise NotValid(
            _("经度%(lon)s、纬度%(lat)s不在国内。") % {"lon": lon[:12], "lat": lat[:12]}, field="lon"
        )
    return east, north


def _within(number: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= number <= limits[1]


def refuse_broken(cells: dict[str, str], labels: dict[str, str]) -> None:
    """What no field may hold: characters that cannot be kept, damaged ones, errors of formulas."""
    for code, text in cells.items():
        name = {"name": labels[code]}
        if "\x00" in text:
            raise NotValid(_("“%(name)s”里有无法保存的字符。") % name, field=code)
        if "\ufffd" in text:
            raise NotValid(_("“%(name)s”里有损坏的字符（文件编码不对或曾被截断）。") % name, field=code)
        if FORMULA_ERROR.fullmatch(text):
            raise NotValid(_("“%(name)s”是公式的错误值%(text)s。") % {**name, "text": text}, field=code)
        if code in ("identity", "phone", "source_ref") and LOST_DIGITS.fullmatch(text):
            raise NotValid(
                _("“%(name)s”在表格里存成了数字，后几位已经丢失：请把这一列设成文本后重新填写。") % name,
                field=code,
            )
