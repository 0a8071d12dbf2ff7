"""设备 — machines and screens get their addresses, and lose them."""

from django.db import transaction

from onedoor.hall.models import Device, Printer
from onedoor.hall.standing import insist_at
from onedoor.kit.keys import secret


@transaction.atomic
def save_device(device: Device, windows=None, *, by) -> Device:
    """登记设备 — a name, what it is, and for a screen or a rating pad the windows it is for."""
    insist_at(by, "hall.devices", device.centre)
    device.save()
    if windows is not None:
        device.windows.set(windows)
    return device


@transaction.atomic
def renew_address(device: Device, *, by) -> Device:
    """换地址 — whoever knew the old address is no device any more."""
    insist_at(by, "hall.devices", device.centre)
    device.token = secret()
    device.seen_at = None
    device.save(update_fields=["token", "seen_at"])
    return device


@transaction.atomic
def save_printer(printer: Printer, devices=None, *, by) -> Printer:
    """登记打印机 — where it is on the network, and for which machines it prints."""
    insist_at(by, "hall.devices", printer.centre)
    before = Printer.objects.filter(pk=printer.pk).values_list("host", "port").first()
    if before and before != (printer.host, printer.port):
        # Perhaps another machine: whether it speaks is to be learned anew.
        printer.answers, printer.state, printer.words = False, Printer.State.UNKNOWN, ""
    printer.save()
    if devices is not None:
        printer.devices.set(devices)
    return printer
