"""回到窗口 — from what was registered with a slip back to where its holder still stands."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from onedoor.hall.queries.window import own_window


def seat_link(request):
    """The way back as a part of any page; 204 for whoever sits nowhere. As an address of its own it leads there."""
    window = own_window(request.actor.staff)
    if not request.htmx:
        return redirect("hall:window", window.pk) if window else redirect("hall:windows")
    if window is None:
        return HttpResponse(status=204)
    return render(request, "hall/_seat_link.html", {"window": window})
