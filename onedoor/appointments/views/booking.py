"""Pages on which a time is found: the same for residents and for the desk, which books for whoever stands or calls there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from onedoor.appointments import actions
from onedoor.appointments.forms import WaitForm, WishForm
from onedoor.appointments.holding import acting_for, browser_of, held_in, keep, stand_at
from onedoor.appointments.limits import MOST_ON_A_PAGE
from onedoor.appointments.models import Slot
from onedoor.appointments.queries import free
from onedoor.appointments.queries.week import of_slip
from onedoor.appointments.standing import is_resident
from onedoor.appointments.views.showing import frame, show
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotNow, Problem


def services(request):
    """预约 — what can be booked."""
    stand_at(request)
    return show(request, "appointments/services.html", services=free.open_services())


def times(request, key):
    """空闲时间 — by day, by whom, in which language."""
    service = free.service_of(key)
    form = WishForm(request.GET or None, service=service)
    wish = form.cleaned_data if form.is_valid() else {}
    lead = None if is_resident(acting_for(request)) else 0
    found = free.with_left(free.free_slots(service, lead=lead, **wish))[:MOST_ON_A_PAGE]
    context = {"service": service, "form": form, "slots": found, "moving": _moving(request, service)}
    return page_or_part(
        request, "appointments/times.html", "appointments/_times.html", frame(request) | context
    )


def _moving(request, service):
    """The appointment that this browser's slip would move, when one looks for another time of its service."""
    return _movable(held_in(request.session), service) if "move" in request.GET else None


def _movable(slip, service):
    latest = of_slip(slip)[0] if slip else None
    is_movable = latest and latest.status == "booked" and latest.slot.service_id == service.pk
    return latest if is_movable else None


def hold(request, key):
    """占号 — or, with the slip of an appointment, moved to this time."""
    slot, by = get_object_or_404(Slot.objects.select_related("service__centre"), pk=key), acting_for(request)
    slip = held_in(request.session)
    try:
        if "move" in request.POST:
            if (latest := _movable(slip, slot.service)) is None:
                raise NotNow(_("没有可以改的预约，请先输入小票上的编号和查询码。"))
            actions.reschedule(latest, slot, by=by, secret=slip.seed)
            messages.success(request, _("已改约。"))
        else:
            wish = WishForm({"gender": request.POST.get("gender", "")}, service=slot.service)
            gender = wish.cleaned_data["gender"] if wish.is_valid() else ""
            made = actions.hold(slot, by=by, browser=browser_of(request.session), gender=gender)
            _drop_unconfirmed(slip, by)
            keep(request.session, made.slip, slot.service.hold_minutes)
    except Problem as problem:
        messages.error(request, problem.message)
        return redirect("appointments:times", slot.service_id)
    return redirect("appointments:mine")


def _drop_unconfirmed(slip, by) -> None:
    """Whoever chooses anew lets go of what they had not confirmed, unless it was kept for them from a line."""
    latest = of_slip(slip)[0] if slip else None
    if latest and latest.status == "held" and latest.door != "wait" and latest.moved_from_id is None:
        actions.cancel(latest, by=by, secret=slip.seed)


def wait(request, key):
    """候补 — nothing suits, or nothing is free."""
    service, form = free.service_of(key), WaitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = {"browser": browser_of(request.session), **form.cleaned_data}
            made = actions.wait(service, by=acting_for(request), **told)
        except Problem as problem:
            form.add_error("phone", problem.message)
        else:
            keep(request.session, made.slip)
            return redirect("appointments:slip")
    status = 422 if form.errors else 200
    return show(request, "appointments/wait.html", status=status, service=service, form=form)
