"""年度统计表 — the year as a spreadsheet that no program computes, with what each column counts."""

import io

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
# Each column: the field of a line, its name, what is counted.
COLUMNS = (
    ("name", gettext_lazy("援助事项"), gettext_lazy("《法律援助法》列明的事项；一件申请只算一项。")),
    ("applied", gettext_lazy("申请"), gettext_lazy("当年登记的申请，按登记日算；办案机关的通知另列。")),
    ("granted", gettext_lazy("决定援助"), gettext_lazy("作出给予援助决定的，含先行提供；异议后改正的另列。")),
    ("declined", gettext_lazy("不予援助"), gettext_lazy("作出不予援助决定的，不论后来是否改正。")),
    ("notified", gettext_lazy("办案机关通知"), gettext_lazy("依照第二十五条、第二十八条收到通知的。")),
    ("assigned", gettext_lazy("指派"), gettext_lazy("至少指派过一次律师的件数；改派不重复算。")),
    ("done", gettext_lazy("结案"), gettext_lazy("律师报结的。")),
    ("ended", gettext_lazy("终止"), gettext_lazy("依照第四十八条终止的。")),
    ("withdrawn", gettext_lazy("撤回"), gettext_lazy("本人撤回或者按撤回处理的。")),
    ("objected", gettext_lazy("异议"), gettext_lazy("对不予援助、终止援助提出异议的。")),
    ("overturned", gettext_lazy("责令改正"), gettext_lazy("异议审查后责令改正的。")),
    (
        "days",
        gettext_lazy("平均审查天数"),
        gettext_lazy("从登记到第一次决定的整天数的平均，含等补充材料的天数。"),
    ),
)
LAWYERS = {
    "enrolled": gettext_lazy("在册律师人数"),
    "given": gettext_lazy("当年承办过的律师人数"),
    "assignments": gettext_lazy("当年指派次数（含改派）"),
}


def year_sheet(told) -> bytes:
    """Applications by kind, groups, advice by topic, lawyers, ratings; last what each of them counts."""
    out = io.BytesIO()
    lines = [*told.kinds, told.criminal, told.civil]
    cells = [[vars(one)[field] for field, _name, _what in COLUMNS] for one in lines]
    lawyers = [(LAWYERS[key], count) for key, count in told.lawyers.items()]
    with xlsxwriter.Workbook(out, SAFE) as book:
        bold = book.add_format({"bold": True})
        _page(book, bold, _("申请与决定"), [name for _field, name, _what in COLUMNS], cells)
        _page(book, bold, _("受援群体"), [_("受援群体"), _("件数")], told.groups)
        _page(book, bold, _("法律咨询"), [_("咨询主题"), _("次数")], told.advice)
        _page(book, bold, _("律师"), [_("项目"), _("数量")], lawyers)
        _page(book, bold, _("受援人评价"), [_("评价"), _("件数")], told.stars)
        _page(book, bold, _("口径"), [_("栏目"), _("怎么算的")], _meanings(), 90)
    return out.getvalue()


def _meanings() -> list[tuple]:
    """What a reader of the figures has to know; and what is not in them, on purpose."""
    apart = [
        (_("受援群体"), _("申请时本人说的，一件可以属于几个群体；不登记民族、宗教和政治面貌，所以不统计。")),
        (_("法律咨询"), _("窗口登记的咨询，不论有没有留姓名。")),
        (_("受援人评价"), _("5是很满意，1是很不满意；没有评价的不算。")),
        (_("依据"), _("司法部现行统计报表未取得原表，栏目按法律条文列；报送前请与上级核对。")),
    ]
    return [*((name, what) for _field, name, what in COLUMNS), *apart]


def _page(book, bold, title, heads, rows, width=16) -> None:
    page = book.add_worksheet(title)
    page.write_row(0, 0, [str(head) for head in heads], bold)
    page.freeze_panes(1, 0)
    page.set_column(0, 0, 36)
    page.set_column(1, len(heads) - 1, width)
    for n, row in enumerate(rows, start=1):
        page.write_row(
            n, 0, [str(cell) if not isinstance(cell, (int, float, type(None))) else cell for cell in row]
        )
