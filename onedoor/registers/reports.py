"""上级要的表 — each a layout over one register: a column is a field that is kept already, or there is no such column.

Nobody is asked again for what is known. What upper levels ask for beyond that is a new field, to be declared with its owner
and its basis in `fields.py`, or it is not asked.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onedoor.registers.fields import EMERGENCY, HOUSING, MARKET, REGISTERS
from onedoor.registers.models import Kind

# Known of every line without being a field of it.
PLACES = ("town", "village", "grid", "checked")


class AskedAgain(Exception):
    """A report asks for something that no register keeps."""


@dataclass(frozen=True)
class Column:
    """A heading as the upper level writes it, and the field that feeds it."""

    heading: Promise
    source: str


@dataclass(frozen=True)
class Report:
    """One layout: who asks for it, from which register, narrowed to which lines."""

    code: str
    name: Promise
    asked_by: Promise
    register: str
    columns: tuple[Column, ...]
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self):
        known = {field.name for field in REGISTERS[self.register].fields} | set(PLACES)
        wanted = {column.source for column in self.columns} | {name for name, _values in self.only}
        if unknown := sorted(wanted - known):
            raise AskedAgain(f"{self.code}: {', '.join(unknown)}")


def _columns(*pairs) -> tuple[Column, ...]:
    return tuple(Column(heading, source) for heading, source in pairs)


WHERE = ((_("乡镇（街道）"), "town"), (_("村（社区）"), "village"))

REPORTS: dict[str, Report] = {
    report.code: report
    for report in (
        Report(
            "houses",
            _("房屋底册"),
            HOUSING,
            Kind.BUILDING,
            _columns(
                *WHERE,
                (_("门牌地址"), "address"),
                (_("幢号"), "name"),
                (_("房屋用途"), "use"),
                (_("结构类型"), "structure"),
                (_("建成年代"), "year"),
                (_("层数"), "floors"),
                (_("套数"), "homes"),
                (_("核实日期"), "checked"),
            ),
        ),
        Report(
            "let",
            _("出租房屋清单"),
            HOUSING,
            Kind.DWELLING,
            _columns(
                *WHERE,
                (_("地址"), "building"),
                (_("房号"), "name"),
                (_("间数"), "rooms"),
                (_("面积"), "area"),
                (_("核实日期"), "checked"),
            ),
            only=(("use", ("let",)),),
        ),
        Report(
            "organisations",
            _("市场主体和社会组织清单"),
            MARKET,
            Kind.ORGANISATION,
            _columns(
                *WHERE,
                (_("名称"), "name"),
                (_("统一社会信用代码"), "uscc"),
                (_("类型"), "sort"),
                (_("行业"), "trade"),
                (_("经营地址"), "address"),
                (_("经营状况"), "state"),
                (_("核实日期"), "checked"),
            ),
        ),
        Report(
            "hazards",
            _("公共设施隐患清单"),
            EMERGENCY,
            Kind.FACILITY,
            _columns(
                *WHERE,
                (_("设施名称"), "name"),
                (_("类别"), "sort"),
                (_("位置"), "address"),
                (_("管护单位"), "keeper"),
                (_("状况"), "state"),
                (_("隐患描述"), "hazard"),
                (_("核实日期"), "checked"),
            ),
            only=(("state", ("hazard", "mending")),),
        ),
        Report(
            "shelters",
            _("应急避难和公共资源清单"),
            EMERGENCY,
            Kind.RESOURCE,
            _columns(
                *WHERE,
                (_("名称"), "name"),
                (_("类别"), "sort"),
                (_("地址"), "address"),
                (_("容纳人数"), "capacity"),
                (_("服务电话"), "office_phone"),
                (_("核实日期"), "checked"),
            ),
        ),
    )
}
# As files are written: what an upper level reads, and what it is forbidden to ask.
REPORT_HEADINGS = [column.heading for report in REPORTS.values() for column in report.columns]
