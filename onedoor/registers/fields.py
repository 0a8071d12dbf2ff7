"""字段目录 — every field of every register, declared once: who answers for it, on which basis, and for how long it is fresh.

What is not here can be neither proposed, imported, exported nor shown. The label and the choices stand at the column itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.kit.problems import NotFound, NotValid
from onedoor.registers.models import (
    Building,
    Dwelling,
    Entry,
    Facility,
    Kind,
    Organisation,
    Resource,
    Spot,
)

COMMITTEE = gettext_lazy("村（社区）")
HOUSING = gettext_lazy("区住建局")
MARKET = gettext_lazy("区市场监管局")
EMERGENCY = gettext_lazy("区应急管理局")
STANDARD = gettext_lazy("GB/T 31000-2015 综治基础数据规范")
NAMES = gettext_lazy("地名管理条例")
TRADING = gettext_lazy("市场主体登记管理条例")
FIRE = gettext_lazy("消防法第三十二条（村居防火检查）")
SAFETY = gettext_lazy("安全生产法（村居报告事故隐患）")
HALF_YEAR, YEAR, YEARS, QUARTER = 183, 365, 1095, 92
HOW_OFTEN = {
    QUARTER: gettext_lazy("每季度"),
    HALF_YEAR: gettext_lazy("每半年"),
    YEAR: gettext_lazy("每年"),
    YEARS: gettext_lazy("每三年"),
}
ENDED = "ended"


@dataclass(frozen=True)
class Field:
    """One field. `kind`: text, choice, number, credit_code, phone, point, building, ended."""

    name: str
    column: models.Field
    owner: Promise
    basis: Promise
    fresh: int
    kind: str = "text"
    needed: bool = False
    said: Promise | None = None
    most: int = 32_000

    @property
    def label(self) -> str:
        return str(self.said or self.column.verbose_name)

    @property
    def how_often(self) -> str:
        """How often it is to be looked at, as people say it."""
        return str(HOW_OFTEN[self.fresh])

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in self.column.choices or ()]


@dataclass(frozen=True)
class Register:
    """One register: its table, how an entry's row of it is found, its fields in the order in which they are asked."""

    code: str
    model: Any
    detail_of: Callable[[Entry], Any]
    fields: tuple[Field, ...]
    same_by: Callable[[dict], tuple[str, ...]]

    @property
    def label(self) -> str:
        return str(Kind(self.code).label)

    def field(self, name: str) -> Field:
        """The field of this name, or NotValid: what is not declared does not exist."""
        found = next((one for one in self.fields if one.name == name), None)
        if found is None and name == ENDED:
            return ENDING
        if found is None:
            words = _("“%(register)s”台账没有“%(name)s”这一项。")
            raise NotValid(words % {"register": self.label, "name": name[:40]}, field=name)
        return found


def _column(model, name):
    return model._meta.get_field(name)


def _shared(owner, *, name=None, address=None, basis=NAMES, needed=False) -> tuple[Field, ...]:
    """What every register keeps on the spine: the name, the address, the place on the map."""
    return (
        Field("name", _column(Entry, "name"), owner, basis, YEAR, needed=True, said=name),
        Field("address", _column(Entry, "address"), owner, NAMES, YEARS, needed=needed, said=address),
        Field("point", _column(Entry, "lon"), COMMITTEE, STANDARD, YEARS, "point", said=gettext_lazy("位置")),
    )


def _fields(model, *rows) -> tuple[Field, ...]:
    """(name, owner, basis, fresh[, kind[, needed]]) of each column of a table."""
    return tuple(Field(row[0], _column(model, row[0]), *row[1:]) for row in rows)


# How the end of a thing is said from a phone: like a field, so that it waits for a yes like any other.
ENDING = Field(
    ENDED, _column(Entry, "ended_why"), COMMITTEE, STANDARD, YEARS, "ended", said=gettext_lazy("注销")
)

REGISTERS: dict[str, Register] = {
    register.code: register
    for register in (
        Register(
            Kind.BUILDING,
            Building,
            attrgetter("building"),
            (
                *_shared(
                    COMMITTEE, name=gettext_lazy("楼名、楼号"), address=gettext_lazy("门牌地址"), needed=True
                ),
                *_fields(
                    Building,
                    ("use", COMMITTEE, STANDARD, YEAR, "choice"),
                    ("structure", HOUSING, STANDARD, YEARS, "choice"),
                    ("year", HOUSING, STANDARD, YEARS, "number"),
                    ("floors", HOUSING, STANDARD, YEARS, "number"),
                    ("units", HOUSING, STANDARD, YEARS, "number"),
                    ("homes", COMMITTEE, STANDARD, YEAR, "number"),
                ),
            ),
            lambda told: (told["address"], told["name"]),
        ),
        Register(
            Kind.DWELLING,
            Dwelling,
            attrgetter("dwelling"),
            (
                *_fields(Dwelling, ("building", COMMITTEE, STANDARD, YEARS, "building", True)),
                Field(
                    "name",
                    _column(Entry, "name"),
                    COMMITTEE,
                    NAMES,
                    YEARS,
                    needed=True,
                    said=gettext_lazy("房号"),
                ),
                *_fields(
                    Dwelling,
                    ("floor", HOUSING, STANDARD, YEARS, "number"),
                    ("rooms", HOUSING, STANDARD, YEARS, "number"),
                    ("area", HOUSING, STANDARD, YEARS, "number"),
                    ("use", COMMITTEE, STANDARD, HALF_YEAR, "choice"),
                ),
            ),
            lambda told: (told["building"], told["name"]),
        ),
        Register(
            Kind.ORGANISATION,
            Organisation,
            attrgetter("organisation"),
            (
                *_shared(MARKET, name=gettext_lazy("组织名称"), basis=TRADING),
                *_fields(
                    Organisation,
                    ("sort", MARKET, TRADING, YEARS, "choice", True),
                    ("uscc", MARKET, TRADING, YEARS, "credit_code"),
                    ("trade", MARKET, TRADING, YEAR),
                    ("state", COMMITTEE, STANDARD, HALF_YEAR, "choice"),
                    ("office_phone", COMMITTEE, STANDARD, YEAR, "phone"),
                    ("hazard", COMMITTEE, SAFETY, QUARTER),
                ),
            ),
            lambda told: (told["uscc"],) if told["uscc"] else (told["name"], told["address"]),
        ),
        Register(
            Kind.FACILITY,
            Facility,
            attrgetter("facility"),
            (
                *_shared(COMMITTEE, name=gettext_lazy("设施名称")),
                *_fields(
                    Facility,
                    ("sort", COMMITTEE, STANDARD, YEARS, "choice", True),
                    ("keeper", COMMITTEE, STANDARD, YEAR),
                    ("state", COMMITTEE, FIRE, QUARTER, "choice", True),
                    ("hazard", EMERGENCY, SAFETY, QUARTER),
                ),
            ),
            lambda told: (told["sort"], told["name"], told["address"]),
        ),
        Register(
            Kind.RESOURCE,
            Resource,
            attrgetter("resource"),
            (
                *_shared(COMMITTEE, name=gettext_lazy("资源名称")),
                *_fields(
                    Resource,
                    ("sort", COMMITTEE, STANDARD, YEARS, "choice", True),
                    ("hours", COMMITTEE, STANDARD, HALF_YEAR),
                    ("capacity", COMMITTEE, STANDARD, YEAR, "number"),
                    ("office_phone", COMMITTEE, STANDARD, HALF_YEAR, "phone"),
                ),
            ),
            lambda told: (told["sort"], told["name"], told["address"]),
        ),
        Register(
            Kind.SPOT,
            Spot,
            attrgetter("spot"),
            (
                *_shared(COMMITTEE, name=gettext_lazy("地名")),
                *_fields(Spot, ("sort", COMMITTEE, STANDARD, YEARS, "choice", True)),
            ),
            lambda told: (told["sort"], told["name"], told["address"]),
        ),
    )
}


# What else files and forms call a field; the label and the column's own name go without saying.
USUAL_HEADINGS = {
    ("building", "year"): "建成年代 建造年代",
    ("building", "use"): "房屋用途",
    ("building", "structure"): "结构类型 房屋结构",
    ("building", "homes"): "户数 套数",
    ("building", "address"): "地址 详细地址",
    ("dwelling", "rooms"): "房间数",
    ("dwelling", "area"): "面积 建筑面积",
    ("organisation", "name"): "单位名称 企业名称 机构名称",
    ("organisation", "uscc"): "信用代码 社会信用代码",
    ("organisation", "address"): "经营地址 经营场所 住所",
    ("organisation", "sort"): "单位类型 主体类型",
    ("organisation", "state"): "营业状态",
    ("facility", "state"): "状况",
    ("facility", "hazard"): "隐患描述 存在问题",
    ("resource", "capacity"): "容纳人数",
    ("resource", "office_phone"): "服务电话 联系电话",
}


def headings_of(register: Register, field: Field) -> set[str]:
    """Every heading by which a file or a form may mean this field."""
    usual = USUAL_HEADINGS.get((str(register.code), field.name), "")
    # A point is two columns of the table, and neither alone is the field.
    own = [] if field.kind == "point" else [str(field.column.verbose_name)]
    return {field.label, *own, *usual.split()}


def register_of(code: str) -> Register:
    """The register of this code, or NotFound."""
    if code not in REGISTERS:
        raise NotFound(_("没有这种台账。"))
    return REGISTERS[code]
