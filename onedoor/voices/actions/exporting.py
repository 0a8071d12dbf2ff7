"""导出汇总表 — a week of words leaves the house as a spreadsheet, and that it did is logged."""

from django.utils.translation import gettext as _

from onedoor.audit.actions import note_export
from onedoor.voices.queries import Summary
from onedoor.voices.sheets import summary_sheet

STATISTICS = "P12"


def export(summary: Summary, *, by) -> bytes:
    """导出汇总表 — counts and words, with nobody in it."""
    what = _("社情民意汇总表，%(place)s %(monday)s，共%(n)s条")
    told = {"place": summary.region.name, "monday": f"{summary.monday:%Y-%m-%d}", "n": summary.total}
    note_export(by=by, what=(what % told)[:200], person_ids=(), fields=("text",), purpose=STATISTICS)
    return summary_sheet(summary)
