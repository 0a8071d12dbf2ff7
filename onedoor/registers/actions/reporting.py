"""带出 — tables for upper levels and lists on paper, made from what is known; logged like everything that leaves the house."""

from django.utils.translation import gettext as _

from onedoor.audit.actions import note_export
from onedoor.registers.fields import Register
from onedoor.registers.models import Entry
from onedoor.registers.queries.finding import whole
from onedoor.registers.queries.reading import listed
from onedoor.registers.queries.reporting import lines_of, report_of
from onedoor.registers.sheets import sheet
from onedoor.registers.standing import insist, may_edit

STATISTICS = "P12"
ON_PAPER = 1000


def export(code: str, *, by) -> bytes:
    """导出报表 — the layout's lines of the post's own ground, as a workbook. There is no person in it."""
    insist(may_edit(by))
    report = report_of(code)
    rows = lines_of(report, by)
    what = _("台账报表“%(name)s”，共%(count)s行") % {"name": report.name, "count": len(rows)}
    note_export(by=by, what=what[:200], person_ids=(), fields=(), purpose=STATISTICS)
    return sheet(str(report.name), [column.heading for column in report.columns], rows)


def take_away(register: Register, asked: dict, *, by) -> list[Entry]:
    """打印台账 — a list to take along, of the post's own ground. There is no person in it, and it is logged like any other export."""
    found = list(whole(listed(by, **asked | {"register": register.code}))[:ON_PAPER])
    what = _("打印“%(name)s”台账，共%(count)s条") % {"name": register.label, "count": len(found)}
    note_export(by=by, what=what[:200], person_ids=(), fields=(), purpose=STATISTICS)
    return found
