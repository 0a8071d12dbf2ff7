"""The year in figures: a page that prints, and the spreadsheet that goes to the province."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from onedoor.aid.queries.yearly import year_of
from onedoor.aid.sheets import COLUMNS, LAWYERS, year_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _year(request) -> int:
    """A year nobody can have meant is this one."""
    typed, now = request.GET.get("year", ""), timezone.localdate().year
    return int(typed) if typed.isdecimal() and 2000 <= int(typed) <= now else now


def year(request):
    """年度统计 — kinds, decisions, days, groups."""
    told = year_of(request.actor, _year(request))
    lines = [
        [(name, vars(line)[field]) for field, name, _what in COLUMNS]
        for line in (*told.kinds, told.criminal, told.civil)
    ]
    lawyers = [(LAWYERS[key], count) for key, count in told.lawyers.items()]
    context = {"told": told, "lines": lines, "columns": COLUMNS, "lawyers": lawyers}
    return render(request, "aid/year.html", context)


def sheet(request):
    """年度统计表 — the same as a spreadsheet."""
    told = year_of(request.actor, _year(request))
    answer = HttpResponse(year_sheet(told), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="legal-aid-{told.year}.xlsx"'
    return answer
