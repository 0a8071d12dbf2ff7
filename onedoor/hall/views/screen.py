"""叫号屏 — the last calls and the windows, for everybody in the hall to see and hear."""

from django.shortcuts import render

from onedoor.hall.queries.screens import shown_on


def screen(request, device):
    """What the screen shows when it is switched on; what changes later comes by live events."""
    return render(request, "hall/screen.html", {"device": device, **shown_on(device)})
