"""调解统计表 — the figures as rows for a page and as a spreadsheet that no program computes, with what each of them counts."""

import io

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.mediation.queries.figures import Figures, Line, Rate
from onedoor.mediation.queries.small_cells import FEW

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
# Each column: the field of a line, its name, what is counted.
COLUMNS = (
    (
        "success",
        gettext_lazy("调解成功率"),
        gettext_lazy(
            "达成协议（书面和口头）÷ 受理后结束的（达成、不成、终止）；每一轮按当时的结果算，重新调解不改以前的。"
        ),
    ),
    ("written", gettext_lazy("书面协议"), gettext_lazy("各方签字、加盖印章后生效的。")),
    ("oral", gettext_lazy("口头协议"), gettext_lazy("由调解员记录的。")),
    ("failed", gettext_lazy("调解不成"), gettext_lazy("达不成协议和期限届满的。")),
    ("withdrawn", gettext_lazy("调解终止"), gettext_lazy("当事人不愿继续和调解组织终止的。")),
    (
        "performed",
        gettext_lazy("协议履行率"),
        gettext_lazy("全部履行 ÷ 最后一期已经到期的协议。"),
    ),
    ("in_time", gettext_lazy("按期履行率"), gettext_lazy("每一期都按期履行 ÷ 最后一期已经到期的协议。")),
    ("money", gettext_lazy("履行金额"), gettext_lazy("已付金额（元）÷ 已到期金额（元）。")),
    (
        "came_back",
        gettext_lazy("半年内又来"),
        gettext_lazy("达成协议满六个月的，其中六个月内重新调解的，或者同样的当事人就同类纠纷又申请的。"),
    ),
    ("undated", gettext_lazy("没有约定日期"), gettext_lazy("达成协议而没有写明履行日期的，不在履行率里。")),
    ("refused", gettext_lazy("不愿调解"), gettext_lazy("受理以前一方就不愿调解的，不在成功率里。")),
    ("declined", gettext_lazy("不予受理"), gettext_lazy("不属于调解范围的，不在成功率里。")),
)


def rows_of(told: Figures) -> list[tuple[str, list[tuple[str, object]]]]:
    """Each line with its cells, a rate as itself."""
    return [
        (line.name, [(str(name), vars(line)[field]) for field, name, _what in COLUMNS])
        for line in (*told.lines, told.whole)
    ]


def figures_sheet(told: Figures) -> bytes:
    """The lines, each rate as three columns; last what each of them counts."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        bold = book.add_format({"bold": True})
        page = book.add_worksheet(_("调解统计"))
        page.write_row(0, 0, _heads(), bold)
        page.freeze_panes(1, 1)
        page.set_column(0, 0, 28)
        page.set_column(1, len(_heads()) - 1, 14)
        for n, line in enumerate((*told.lines, told.whole), 1):
            page.write_row(n, 0, _cells(line))
        meaning = book.add_worksheet(_("口径"))
        meaning.set_column(0, 0, 20)
        meaning.set_column(1, 1, 90)
        for n, row in enumerate(_meanings(told)):
            meaning.write_row(n, 0, row)
    return out.getvalue()


def _heads() -> list[str]:
    heads = [_("分组")]
    for field, name, _what in COLUMNS:
        if field in Line.RATES:
            heads += [_("%(rate)s：分子") % {"rate": name}, _("%(rate)s：分母") % {"rate": name}]
        heads.append(str(name))
    return heads


def _cells(line: Line) -> list:
    cells: list = [line.name]
    for field, _name, _what in COLUMNS:
        value = vars(line)[field]
        cells += [*_numbers(value), value.rounded] if isinstance(value, Rate) else [value]
    return cells


def _numbers(rate: Rate) -> list:
    """As numbers; what is not shown to this reader as the word that stands for it."""
    return list(rate.shown or (float(rate.part), float(rate.whole)))


def left_out(told: Figures) -> list[tuple[str, str]]:
    """What these figures do not hold, and why."""
    lines = [(_("没有列入的"), _("本岗位没有密级权限的案卷不在表内；移交给别的调解组织的，算在接手的一方。"))]
    if told.sealed == FEW:
        lines.append((_("有密级的"), _("这段时间结束的，另有几件有密级，没有列入。")))
    elif told.sealed:
        words = _("这段时间结束的，另有约%(count)s件有密级，没有列入。")
        lines.append((_("有密级的"), words % {"count": told.sealed}))
    if told.is_veiled:
        words = _(
            "10件以下的写“<10”，能推算出来的写“…”，其余取整到5（钱取整到千元），整年的合计不取整；期间按整月、整季度或者整年；婚姻家庭类只按全区和季度单列。"
        )
        lines.append((_("小数不列"), words))
    return lines


def _meanings(told: Figures) -> list[tuple[str, str]]:
    return [
        *left_out(told),
        (_("期间"), f"{told.first} – {told.last}"),
        (_("归期"), _("按调解结束的日期；又来的按再次申请的日期。")),
        (
            _("舍入"),
            _("百分比四舍五入到两位小数。去尾的数可能小0.01：1335÷1442去尾是92.57%，四舍五入是92.58%。"),
        ),
        *((str(name), str(what)) for _field, name, what in COLUMNS),
    ]
