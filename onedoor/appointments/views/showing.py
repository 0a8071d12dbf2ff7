"""One way to show a page that residents use: on a machine of the hall it fills the screen and clears itself, for staff it
stands among their rooms, else it is a page of the residents' door."""

from django.http import HttpResponse
from django.shortcuts import render

from onedoor.appointments.holding import machine_of

DEVICE, STAFF, RESIDENT = "appointments/device.html", "base.html", "portal_base.html"


def show(request, page: str, *, status: int = 200, **context) -> HttpResponse:
    return render(request, page, frame(request) | context, status=status)


def frame(request) -> dict:
    home = machine_of(request.session)
    staffed = request.actor is not None and request.actor.staff is not None
    return {"machine": home, "frame": DEVICE if home else STAFF if staffed else RESIDENT}
