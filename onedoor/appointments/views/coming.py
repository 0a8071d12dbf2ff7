"""我来了 — with an appointment, at the hall's machine or on a phone: code and PIN, and one has a number in the line."""

from django.shortcuts import redirect

from onedoor.appointments import actions
from onedoor.appointments.forms import KeyForm
from onedoor.appointments.holding import acting_for, machine_of, stand_at
from onedoor.appointments.queries.week import appointment_of
from onedoor.appointments.views.mine import slip_opened_by
from onedoor.appointments.views.showing import show
from onedoor.kit.problems import Problem


def arrive(request):
    """预约到场 — the next page is the number in the hall's line, or says that one is expected."""
    if request.method == "GET":
        stand_at(request)
        return show(request, "appointments/arrive.html", form=KeyForm())
    form = KeyForm(request.POST)
    try:
        if form.is_valid():
            return redirect(_come(request, form) or "appointments:expected")
    except Problem as problem:
        form.add_error(None, problem.message)
    return show(request, "appointments/arrive.html", status=422, form=form)


def _come(request, form) -> str:
    slip = slip_opened_by(form)
    machine = machine_of(request.session)
    _arrived, ticket = actions.arrive(
        appointment_of(slip), by=acting_for(request), secret=slip.seed, machine=machine
    )
    return ticket


def expected(request):
    """已报到 — whoever stands in no line sits down; nothing on the page tells what for."""
    return show(request, "appointments/expected.html")
