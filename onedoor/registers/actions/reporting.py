"""出报表 — what upper levels ask for, made from what is known; logged like everything that leaves the house."""

from django.utils.translation import gettext as _

from onedoor.audit.actions import note_export
from onedoor.registers.queries.reporting import lines_of, report_of
from onedoor.registers.sheets import sheet
from onedoor.registers.standing import insist, may_edit

STATISTICS = "P12"


def export(code: str, *, by) -> bytes:
    """导出报表 — the layout's lines of the post's own ground, as a workbook. There is no person in it."""
    insist(may_edit(by))
    report = report_of(code)
    rows = lines_of(report, by)
    what = _("台账报表“%(name)s”，共%(count)s行") % {"name": report.name, "count": len(rows)}
    note_export(by=by, what=what[:200], person_ids=(), fields=(), purpose=STATISTICS)
    return sheet(str(report.name), [column.heading for column in report.columns], rows)
