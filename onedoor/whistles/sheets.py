"""联办报告 — a whistle as a spreadsheet: what it was, who was called, the log of the hours, what is owed."""

import io

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.whistles.models import Whistle
from onedoor.whistles.queries.shown import file_of

# A cell that begins with one of these may be taken for a formula by whoever opens the file.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "|")
SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def harmless(text) -> str:
    """Text that no spreadsheet program computes."""
    text = "" if text is None else str(text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _moment(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def sheet_of(whistle: Whistle) -> bytes:
    """Four pages: the whistle, the units, the log from the first line to the last, the duties."""
    file, out = file_of(whistle), io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        bold = book.add_format({"bold": True})
        for name, headings, rows in (_whole(file), _units(file), _hours(file), _duties(file)):
            page = book.add_worksheet(name)
            page.write_row(0, 0, headings, bold)
            page.freeze_panes(1, 0)
            page.set_column(0, len(headings) - 1, 22)
            for place, cells in enumerate(rows, start=1):
                for column, text in enumerate(cells):
                    page.write_string(place, column, harmless(text))
    return out.getvalue()


def _whole(file: dict):
    whistle, case = file["whistle"], file["case"]
    told = [
        (_("案卷编号"), case.code),
        (_("标题"), case.title),
        (_("区域"), file["where"]),
        (_("吹哨单位"), whistle.host),
        (_("吹哨原因"), whistle.get_reason_display()),
        (_("要一起办什么"), whistle.words),
        (_("集合地点"), whistle.place),
        (_("吹哨时间"), _moment(whistle.blown_at)),
        (_("状态"), whistle.get_status_display()),
        (_("集结时间"), _moment(whistle.gathered_at)),
        (_("到会"), whistle.present),
        (_("会商纪要"), whistle.minutes),
        (_("结束时间"), _moment(whistle.ended_at)),
        (_("结束或撤哨说明"), whistle.ending),
    ]
    return _("概况"), [_("项目"), _("内容")], told


def _units(file: dict):
    headings = [
        _("单位"),
        _("带什么来"),
        _("呼叫时间"),
        _("答复期限"),
        _("答复时间"),
        _("答复"),
        _("答复说明"),
    ]
    headings += [_("到场时间"), _("超时"), _("现在")]
    calls = [(seat.call, seat.words) for seat in file["seats"]]
    rows = [
        (
            *(call.org, call.bring, _moment(call.called_at), _moment(call.due_at), _moment(call.answered_at)),
            *(call.get_answer_display(), call.words, _moment(call.arrived_at)),
            *(_("是") if call.late_at else "", words),
        )
        for call, words in calls
    ]
    return _("应哨单位"), headings, rows


def _hours(file: dict):
    rows = [(_moment(line.at), line.title, line.who, line.to, line.words) for line in reversed(file["hours"])]
    return _("联办记录"), [_("时间"), _("类别"), _("单位"), _("对象"), _("内容")], rows


def _duties(file: dict):
    headings = [_("单位"), _("任务内容"), _("到期时间"), _("状态"), _("完成情况或免除理由")]
    duties = [line.duty for line in file["lines"]]
    rows = [
        (duty.org, duty.words, _moment(duty.clock.due_at), duty.get_state_display(), duty.ending)
        for duty in duties
    ]
    return _("任务"), headings, rows
