"""自动取号机 — choose, answer one question, take the number. Nothing of anybody stays on the machine."""

from urllib.parse import urlencode
from uuid import uuid4

from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse

from onedoor.hall.actions import issue
from onedoor.hall.actions.printing import print_ticket
from onedoor.hall.models import Device, Visit
from onedoor.hall.moving import ticket_of
from onedoor.hall.printing.layout import spoken
from onedoor.hall.queries.slips import slip_of
from onedoor.hall.queries.taking import choices_of, device_of, groups_of, why_shut
from onedoor.hall.taking_forms import TakeForm
from onedoor.hall.views.pictures import qr
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotNow, Problem
from onedoor.posts.given import resident_actor

# How the page is shown, carried in its address and nowhere else: low buttons, dark ground, large type, printing by the browser.
MODES = "ldbp"
SWITCHES = "ldb"


def start(request, device):
    """取号首页 — the services with how many wait; a service in the address (?service=) goes on at once."""
    if request.GET.getlist("service"):
        take = reverse("hall:kiosk_take", args=[device.token])
        return redirect(_with(take, _chosen(request), _mode(request)))
    context = _frame(request, device) | {
        "choices": choices_of(device.centre),
        "shut": why_shut(device.centre),
    }
    return page_or_part(request, "hall/kiosk_start.html", "hall/_kiosk_tiles.html", context)


def take(request, token):
    """确认取号 — how many people, and the one question: both its answers take the number."""
    device = device_of(token, Device.Kind.KIOSK)
    if request.method == "GET":
        return _asking(request, device)
    form = TakeForm(request.POST, centre=device.centre)
    if not form.is_valid():
        return _asking(request, device, form, status=422)
    try:
        ticket = _issued(form, device)
    except Problem as problem:
        return _asking(request, device, form.renewed(), problem.message, status=problem.status)
    return redirect(_with(reverse("hall:kiosk_ticket", args=[token, ticket.secret]), [], _mode(request)))


@transaction.atomic
def _issued(form: TakeForm, device: Device):
    """With its printing, or not at all; pressed twice, it is printed once, and the second press at closing time still is."""
    by, key = resident_actor(), form.cleaned_data["key"]
    if (shut := why_shut(device.centre)) and not Visit.objects.filter(key=key).exists():
        raise NotNow(shut)
    ticket, is_new = issue(key, form.coming(), device.centre, by=by)
    printer = device.printers.filter(is_active=True).first()
    if is_new and printer:
        print_ticket(ticket, printer, by=by)
    return ticket


def _asking(request, device, form=None, problem="", status=200):
    choices = choices_of(device.centre)
    wanted = list(dict.fromkeys(_chosen(request)))
    chosen = [one for code in wanted for one in choices if one.service.code == code]
    if not chosen or why_shut(device.centre):
        return redirect(_with(reverse("hall:device", args=[device.token]), [], _mode(request)))
    form = form or TakeForm(centre=device.centre, initial={"key": uuid4(), "people": "1"})
    codes = [one.service.code for one in chosen]
    here, mode = reverse("hall:kiosk_take", args=[device.token]), _mode(request)
    context = _frame(request, device) | {
        "form": form,
        "problem": problem,
        "chosen": [
            (one, _with(here, [code for code in codes if code != one.service.code], mode)) for one in chosen
        ],
        "others": [
            (one, _with(here, [*codes, one.service.code], mode)) for one in choices if one not in chosen
        ],
        "groups": groups_of(device.centre),
    }
    return render(request, "hall/kiosk_take.html", context, status=status)


def ticket(request, token, secret):
    """号码 — in the largest type there is; what the printer made of it is told beside."""
    device = device_of(token, Device.Kind.KIOSK)
    ticket = ticket_of(secret=secret, day__centre=device.centre)
    slip = slip_of(ticket)
    context = _frame(request, device) | {
        "ticket": ticket,
        "slip": slip,
        "spoken": spoken(slip),
        "needs": list(ticket.visit.needs.select_related("service")),
        "job": ticket.print_jobs.order_by("-made_at").first(),
        "picture": qr(slip.address or request.build_absolute_uri(reverse("hall:ticket", args=[secret]))),
    }
    return render(request, "hall/kiosk_ticket.html", context)


def printing(request, token, secret):
    """打印情况 — asked for until it is known."""
    device = device_of(token, Device.Kind.KIOSK)
    ticket = ticket_of(secret=secret, day__centre=device.centre)
    job = ticket.print_jobs.order_by("-made_at").first()
    return render(request, "hall/_kiosk_printing.html", {"device": device, "ticket": ticket, "job": job})


def _frame(request, device: Device) -> dict:
    """What every page of the machine needs: its start, how it is shown now, and how it is shown otherwise."""
    mode = _mode(request)
    switches = {sign: _with(request.path, _chosen(request), _switched(mode, sign)) for sign in SWITCHES}
    here = reverse("hall:device", args=[device.token])
    return {
        "device": device,
        "centre": device.centre,
        "home": _with(here, [], mode),
        "mode": mode,
        "switches": switches,
        "large_type": "b" in mode,
        "start": _with(
            reverse("hall:device", args=[device.token]), [], mode.replace("l", "").replace("b", "")
        ),
    }


def _mode(request) -> str:
    said = request.GET.get("m", "") + request.POST.get("m", "")
    return "".join(sign for sign in MODES if sign in said)


def _switched(mode: str, sign: str) -> str:
    return mode.replace(sign, "") if sign in mode else mode + sign


def _chosen(request) -> list[str]:
    return (request.POST if request.method == "POST" else request.GET).getlist("service")


def _with(address: str, services: list[str], mode: str) -> str:
    said = [("service", code) for code in services] + ([("m", mode)] if mode else [])
    return f"{address}?{urlencode(said)}" if said else address
