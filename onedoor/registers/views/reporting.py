"""What upper levels ask for, made from what is known; what a new form would ask again; the catalogue of fields with its burden."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from onedoor.registers import actions
from onedoor.registers.fields import REGISTERS
from onedoor.registers.forms import HeadingsForm
from onedoor.registers.queries import reading, reporting
from onedoor.registers.reports import REPORTS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST = 20


def reports(request):
    """上级要的表 — each made from the registers; nobody fills one in."""
    context = {"reports": REPORTS.values(), "form": HeadingsForm(), "may": reading.may(request.actor)}
    return render(request, "registers/reports.html", context)


def report(request, code):
    """一张报表 — its first lines; pressed, the whole of it as a workbook."""
    if request.method == "POST":
        name = f"{reporting.report_of(code).name}-{timezone.localdate():%Y%m%d}.xlsx"
        headers = {"Content-Disposition": content_disposition_header(True, name)}
        return HttpResponse(actions.export(code, by=request.actor), content_type=XLSX, headers=headers)
    found = reporting.report_of(code)
    context = {
        "report": found,
        "register": REGISTERS[found.register],
        "rows": reporting.lines_of(found, request.actor, FIRST),
        "count": reporting.entries_of(found, request.actor).count(),
    }
    return render(request, "registers/report.html", context)


def asked(request):
    """一张新表 — which of its columns are known already."""
    form = HeadingsForm(request.POST)
    context = {"reports": REPORTS.values(), "form": form, "may": reading.may(request.actor)}
    if form.is_valid():
        context["asked"] = reporting.asked_already(form.listed())
    return render(request, "registers/reports.html", context, status=422 if form.errors else 200)


def fields(request):
    """字段目录 — every field with its owner, its basis and how long it is fresh; and what keeping it costs."""
    counted = {one["register"].code: one["n"] for one in reading.counts(request.actor)}
    registers = [
        (one, counted[one.code], reading.burden_of(one, counted[one.code])) for one in REGISTERS.values()
    ]
    context = {"registers": registers, "may": reading.may(request.actor)}
    return render(request, "registers/fields.html", context)
