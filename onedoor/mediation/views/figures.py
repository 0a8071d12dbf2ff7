"""调解统计 — rates with both of their numbers, by month, type or committee; and the spreadsheet."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from onedoor.mediation.queries.figures import BY, figures_of
from onedoor.mediation.sheets import COLUMNS, figures_sheet, left_out, rows_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request) -> tuple[date, date, str]:
    """This year until today, when nothing else is asked."""
    today, days = timezone.localdate(), {}
    for name, usual in (("first", today.replace(month=1, day=1)), ("last", today)):
        try:
            days[name] = date.fromisoformat(request.GET.get(name, ""))
        except ValueError:
            days[name] = usual
    by = request.GET.get("by", "month")
    return days["first"], days["last"], by if by in BY else "month"


def figures(request):
    """调解统计."""
    told = figures_of(request.actor, *_asked(request))
    context = {
        "told": told,
        "ways": BY.items(),
        "columns": COLUMNS,
        "rows": rows_of(told),
        "left_out": left_out(told),
    }
    return render(request, "mediation/figures.html", context)


def figures_xlsx(request):
    """调解统计表 — the same as a spreadsheet."""
    told = figures_of(request.actor, *_asked(request))
    answer = HttpResponse(figures_sheet(told), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="mediation-{told.first}-{told.last}.xlsx"'
    return answer
