"""值 — what a field holds, as it is sent, compared, written and read aloud. Empty is empty, however it was written."""

import math
import unicodedata
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.kit import bigrams, identity
from onedoor.kit.problems import NotValid
from onedoor.places.models import Region
from onedoor.registers.fields import ENDED, REGISTERS, Field, Register
from onedoor.registers.models import Building, Entry

EMPTY: tuple = (None, "", [])
DIGITS_OF_A_POINT = 6
ON_SPINE = ("name", "address")
# How a figure is said.
UNITS = {
    "rooms": gettext_lazy("%(n)s间"),
    "area": gettext_lazy("%(n)s平方米"),
    "floors": gettext_lazy("%(n)s层"),
    "floor": gettext_lazy("第%(n)s层"),
    "units": gettext_lazy("%(n)s个单元"),
    "homes": gettext_lazy("%(n)s户"),
    "year": gettext_lazy("%(n)s年"),
    "capacity": gettext_lazy("%(n)s人"),
}


def value_of(entry: Entry, name: str):
    """What stands there now, as JSON can say it; nothing is None."""
    if name in ON_SPINE:
        return vars(entry)[name] or None
    if name == ENDED:
        return entry.ended_why or None
    if name == "point":
        return None if entry.lon is None else [entry.lon, entry.lat]
    detail = REGISTERS[entry.register].detail_of(entry)
    if name == "building":
        return str(vars(detail)["building_id"])
    value = vars(detail)[name]
    return None if value in EMPTY else value


def values_of(entry: Entry) -> dict:
    return {field.name: value_of(entry, field.name) for field in REGISTERS[entry.register].fields}


def put(entry: Entry, name: str, value) -> None:
    """Write one value into the rows in memory; whoever calls saves them."""
    if name in ON_SPINE:
        vars(entry)[name] = value or ""
    elif name == "point":
        entry.lon, entry.lat = value or (None, None)
    else:
        detail, field = REGISTERS[entry.register].detail_of(entry), REGISTERS[entry.register].field(name)
        if field.kind == "building":
            # Through its descriptor: the building that was there before is forgotten.
            detail.building_id = UUID(value)
        else:
            blank = None if field.column.null else ""
            vars(detail)[field.column.attname] = blank if value in EMPTY else value


def same(one, other) -> bool:
    return one == other or (one in EMPTY and other in EMPTY)


def clean(field: Field, raw):
    """The value as it is kept, or NotValid with the name of the field."""
    if isinstance(raw, str):
        raw = " ".join(raw.split())
    if raw in EMPTY:
        if field.needed:
            raise NotValid(_("请填写“%(label)s”。") % {"label": field.label}, field=field.name)
        return None
    try:
        return CLEANERS[field.kind](field, raw)
    except NotValid as problem:
        words = {"label": field.label, "words": problem.message}
        raise NotValid(_("%(label)s：%(words)s") % words, field=field.name) from problem


def _text(field: Field, raw):
    text, most = str(raw), field.column.max_length or 0
    if any(unicodedata.category(sign) == "Cc" for sign in text):
        raise NotValid(_("不能有控制字符。"))
    if len(text) > most:
        raise NotValid(_("最多%(most)s个字，现在有%(length)s个。") % {"most": most, "length": len(text)})
    return text


def _number(field: Field, raw):
    text = str(raw).removesuffix(".0")
    if not text.removeprefix("-").isdecimal() or len(text) > 6:
        raise NotValid(_("请填一个整数。"))
    least = -5 if field.name == "floor" else 0
    if not least <= int(text) <= field.most:
        raise NotValid(_("应在%(least)s至%(most)s之间。") % {"least": least, "most": field.most})
    return int(text)


def _choice(field: Field, raw):
    """By its code, as phones and pages say it, or by its label, as a file does."""
    for value, label in field.choices:
        if raw in (value, label):
            return value
    raise NotValid(
        _("可以填的是：%(choices)s。") % {"choices": _("、").join(label for _v, label in field.choices)}
    )


def _point(field: Field, raw):
    if isinstance(raw, str):
        raw = raw.replace("，", ",").split(",")
    try:
        lon, lat = (round(float(one), DIGITS_OF_A_POINT) for one in raw)
    except (TypeError, ValueError) as reason:
        raise NotValid(_("请写“经度,纬度”，例如105.72,34.58。")) from reason
    if not (math.isfinite(lon) and math.isfinite(lat) and -180 <= lon <= 180 and -90 <= lat <= 90):
        raise NotValid(_("经度应在 -180 至 180 之间，纬度应在 -90 至 90 之间。"))
    return [lon, lat]


def _building(field: Field, raw):
    try:
        key = UUID(str(raw))
    except ValueError as reason:
        raise NotValid(_("没有这栋楼。")) from reason
    if not Building.objects.filter(pk=key, entry__ended_at=None).exists():
        raise NotValid(_("没有这栋楼，或它已经注销。"))
    return str(key)


CLEANERS = {
    "text": _text,
    "number": _number,
    "choice": _choice,
    "ended": _choice,
    "credit_code": lambda field, raw: identity.credit_code(str(raw)),
    "phone": lambda field, raw: identity.phone(str(raw)),
    "point": _point,
    "building": _building,
}


def in_words(field: Field, value) -> str:
    """As people read it."""
    if value in EMPTY:
        return _("（空）")
    if field.kind in ("choice", "ended"):
        return dict(field.choices).get(value, str(value))
    if field.kind == "point":
        return "{:.5f}, {:.5f}".format(*value)
    if field.name in UNITS:
        return UNITS[field.name] % {"n": value}
    if field.kind == "building":
        return Entry.objects.filter(pk=value).values_list("name", flat=True).first() or _("（空）")
    return str(value)


def plain(text) -> str:
    """For comparing two writings of one thing: 进步巷12号 and 进步巷 １２号 are the same."""
    folded = unicodedata.normalize("NFKC", str(text or "")).upper()
    return "".join(sign for sign in folded if sign.isalnum())


def same_key(register: Register, told: dict, grid: Region) -> str:
    """Which other entry would be the same thing; a name without an address is the same only in the same village."""
    parts = [plain(part) for part in register.same_by(told)]
    if not all(parts[-1:]):
        parts[-1:] = [str(grid.parent_id if grid.kind == Region.Kind.GRID else grid.pk)]
    return "|".join(parts)[:240]


def words_for(entry: Entry) -> str:
    """What a search finds it by."""
    told = values_of(entry)
    return bigrams.vector(" ".join(filter(None, (entry.name, entry.address, told.get("uscc")))))
