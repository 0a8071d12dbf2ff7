"""The technician's page: which device opens which address, how it is locked to it, how the printer is joined."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.hall.actions import devices as actions
from onedoor.hall.forms_setup import DeviceForm, PrinterForm
from onedoor.hall.models import Device, Printer
from onedoor.hall.queries.halls import hall_of, halls_of
from onedoor.hall.queries.online import seen_of
from onedoor.kit.digits import whole_number
from onedoor.kit.problems import NotFound


def _hall(request):
    return hall_of(request.actor, whole_number(request.GET.get("hall", "")))


def _device(centre, pk) -> Device:
    found = Device.objects.filter(centre=centre, pk=pk).first()
    if found is None:
        raise NotFound
    return found


def devices(request):
    """设备 — each with its address, whether it was seen lately, and what to do at the machine itself."""
    centre = _hall(request)
    context = {
        "centre": centre,
        "halls": halls_of(request.actor),
        "devices": seen_of(centre, request.build_absolute_uri("/")[:-1]),
        "base": request.build_absolute_uri("/")[:-1],
        "printers": centre.printers.order_by("name"),
        "kiosk": centre.devices.filter(kind=Device.Kind.KIOSK, is_active=True).first(),
    }
    return render(request, "hall/devices.html", context)


def device_form(request, pk=None):
    """登记设备."""
    centre = _hall(request)
    one = _device(centre, pk) if pk else Device(centre=centre)
    form = DeviceForm(request.POST or None, instance=one, centre=centre)
    if request.method == "POST" and form.is_valid():
        actions.save_device(form.instance, form.cleaned_data["windows"], by=request.actor)
        messages.success(request, _("已保存。"))
        return redirect(f"{reverse('hall:devices')}?hall={centre.pk}")
    context = {"form": form, "centre": centre, "title": _("编辑设备") if pk else _("新增设备")}
    return render(request, "hall/device_form.html", context, status=422 if form.errors else 200)


def renew(request, pk):
    """换地址 — the machine must be opened at the new one."""
    centre = _hall(request)
    actions.renew_address(_device(centre, pk), by=request.actor)
    messages.success(request, _("已换成新地址，请到设备上重新打开。"))
    return redirect(f"{reverse('hall:devices')}?hall={centre.pk}")


def printer_form(request, pk=None):
    """登记打印机."""
    centre = _hall(request)
    one = Printer.objects.filter(centre=centre, pk=pk).first() if pk else Printer(centre=centre)
    if one is None:
        raise NotFound
    form = PrinterForm(request.POST or None, instance=one, centre=centre)
    if request.method == "POST" and form.is_valid():
        actions.save_printer(form.instance, form.cleaned_data["devices"], by=request.actor)
        messages.success(request, _("已保存。请打印一张测试页。"))
        return redirect(f"{reverse('hall:devices')}?hall={centre.pk}")
    context = {"form": form, "centre": centre, "title": _("编辑打印机") if pk else _("新增打印机")}
    return render(request, "hall/device_form.html", context, status=422 if form.errors else 200)
