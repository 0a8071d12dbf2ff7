"""我的预约 — with code and PIN: see, confirm, move, cancel. No account, and no address that tells of it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from onedoor.appointments import actions
from onedoor.appointments.forms import ContactForm, KeyForm
from onedoor.appointments.holding import (
    acting_for,
    browser_of,
    held_in,
    keep,
    leave_machine,
    let_go,
    machine_of,
)
from onedoor.appointments.queries.week import of_slip
from onedoor.appointments.views.showing import show
from onedoor.audit.origin import origin
from onedoor.cases.keys import open_with_pin
from onedoor.cases.models import Slip
from onedoor.cases.numbering import as_printed
from onedoor.cases.slips import pin_of
from onedoor.kit.problems import NotFound, Problem

# 幺 and not 一: on the telephone that one is taken for 七.
SPOKEN = "零幺二三四五六七八九"


def mine(request):
    """我的预约 — the page of the slip this browser holds; else it asks for code and PIN."""
    if request.method == "POST":
        return _opened(request)
    slip = held_in(request.session)
    if slip is None:
        return show(request, "appointments/key.html", form=KeyForm())
    return _page(request, slip, ContactForm())


def _opened(request):
    form = KeyForm(request.POST)
    try:
        if form.is_valid():
            keep(request.session, slip_opened_by(form))
            return redirect("appointments:mine")
    except Problem as problem:
        form.add_error(None, problem.message)
    return show(request, "appointments/key.html", status=422, form=form)


def slip_opened_by(form: KeyForm) -> Slip:
    """What code and PIN open, if anything was booked with it; guessing ends after a few tries."""
    opened = open_with_pin(**form.cleaned_data, address=origin().address)
    found = Slip.objects.filter(code=as_printed(form.cleaned_data["code"])).first()
    # A claimant's own slip opens the case they share, and not the time of whoever came first.
    if opened.party or found is None or of_slip(found) == (None, None):
        raise NotFound(_("这张小票没有预约。"))
    return found


def _page(request, slip, form, status=200):
    latest, wait = of_slip(slip)
    context = {"slip": slip, "appointment": latest, "wait": wait, "form": form}
    return show(request, "appointments/mine.html", status=status, **context)


def _held(request):
    """The slip and its latest appointment, or a refusal."""
    slip = held_in(request.session)
    latest = slip and of_slip(slip)[0]
    if latest is None:
        raise NotFound(_("请先输入小票上的编号和查询码。"))
    return slip, latest


def confirm(request):
    """确认预约 — with a number or without."""
    slip, latest = _held(request)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _page(request, slip, form, 422)
    try:
        told = {"browser": browser_of(request.session), **form.cleaned_data}
        actions.book(latest, by=acting_for(request), secret=slip.seed, **told)
    except Problem as problem:
        form.add_error("phone" if problem.detail.get("field") == "phone" else None, problem.message)
        return _page(request, slip, form, problem.status)
    return redirect("appointments:slip")


def slip(request):
    """预约小票 — the code and the PIN, to be printed, photographed or written down."""
    held = held_in(request.session)
    if held is None:
        return redirect("appointments:mine")
    latest, wait = of_slip(held)
    context = {"slip": held, "pin": pin_of(held), "appointment": latest, "wait": wait}
    if held_by_desk(request):
        context |= {"aloud": aloud(held.code), "pin_aloud": aloud(pin_of(held))}
    page = "slip_device" if machine_of(request.session) else "slip"
    return show(request, f"appointments/{page}.html", **context)


def held_by_desk(request) -> bool:
    return request.actor is not None and request.actor.holds("appointment.book")


def aloud(figures: str) -> str:
    """As figures are read on the telephone: one by one, in the groups that are printed."""
    groups = figures.split("-") if "-" in figures else [figures[:3], figures[3:]]
    return _("，").join("".join(SPOKEN[int(sign)] for sign in group) for group in groups)


def cancel(request):
    """取消预约 — or no longer waiting."""
    held = held_in(request.session)
    latest, wait = of_slip(held) if held else (None, None)
    if latest is None and wait is None:
        raise NotFound(_("请先输入小票上的编号和查询码。"))
    if latest is None:
        actions.leave_line(wait, by=acting_for(request), secret=held.seed)
    else:
        actions.cancel(latest, by=acting_for(request), secret=held.seed)
    messages.success(request, _("已取消。"))
    return redirect("appointments:mine")


def leave(request):
    """收起小票 — the next person at this screen sees nothing of it."""
    home = leave_machine(request.session)
    let_go(request.session)
    return redirect(home or "appointments:services")
