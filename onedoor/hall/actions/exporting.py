"""导出大厅统计 — figures leave the house as a spreadsheet, and that they did is logged."""

from datetime import date

from django.utils.translation import gettext as _

from onedoor.audit.actions import note_export
from onedoor.hall.queries.figures import figures
from onedoor.hall.sheets import figures_sheet
from onedoor.hall.standing import insist_at
from onedoor.venues.models import Centre


def export_figures(centre: Centre, since: date, until: date, *, by) -> bytes:
    """导出统计表 — by service and hour; no person is in it."""
    insist_at(by, "hall.figures", centre)
    what = _("导出大厅统计%(since)s至%(until)s") % {"since": since, "until": until}
    note_export(by=by, what=what, person_ids=(), fields=("figures",), purpose="P01")
    return figures_sheet(figures(centre, since, until), centre.name)
