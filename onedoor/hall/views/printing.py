"""打印机 — what staff see of printers that need somebody to come, and the buttons beside them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from onedoor.hall.actions import printing as actions
from onedoor.hall.models import Printer
from onedoor.hall.standing import works_at
from onedoor.kit.htmx import page_or_part


def panel(request):
    """有故障的打印机 — of the halls where one works; 204 when all are fine."""
    failing = Printer.objects.failing().select_related("centre__region")
    failing = [one for one in failing if works_at(request.actor, one.centre)]
    if request.htmx and not failing:
        return HttpResponse(status=204)
    return page_or_part(request, "hall/printers.html", "hall/_printers.html", {"printers": failing})


def check(request, pk):
    """检查 — ask the printer now."""
    printer = actions.check(
        get_object_or_404(Printer.objects.select_related("centre__region"), pk=pk), by=request.actor
    )
    if printer.state == Printer.State.OK:
        messages.success(request, _("“%(name)s”正常。") % {"name": printer.name})
    else:
        messages.warning(request, _("“%(name)s”：%(why)s。") % {"name": printer.name, "why": printer.why})
    return redirect(_back(request))


def test(request, pk):
    """打印测试页."""
    printer = get_object_or_404(Printer.objects.select_related("centre__region"), pk=pk)
    actions.print_test(printer, by=request.actor)
    messages.success(request, _("测试页已送往“%(name)s”。几秒钟后看打印机。") % {"name": printer.name})
    return redirect(_back(request))


def _back(request) -> str:
    """Where the button stood: a page of this room, or the list."""
    wanted = request.POST.get("back", "")
    return wanted if wanted.startswith("/hall/") else "hall:printers"
