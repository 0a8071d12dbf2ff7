"""One way to show a page of the terminal: on a device of the hall it fills the screen and clears itself, else it is a page for residents."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

FRAMES = {True: "guide/terminal_device.html", False: "guide/terminal_page.html"}
# After so many seconds without a touch a device goes back to where it started.
IDLE = 90


def show(request, page: str, **context):
    """`page` in the frame that fits; `tail` keeps every link on the device it is on."""
    return render(request, f"guide/{page}", {**_place(request), **context})


def _place(request) -> dict:
    """`?device` stands for a machine in a hall; its value may be the page of the house to go back to."""
    device = "device" in request.GET
    told = request.GET.get("device", "")
    safe = told.startswith("/") and url_has_allowed_host_and_scheme(told, allowed_hosts=None)
    tail = f"?{urlencode({'device': told if safe else 1})}" if device else ""
    home = told if safe else reverse("guide:start") + tail
    # A ticket machine takes the service by its address; elsewhere the frame knows whether tickets can be taken.
    machine = f"{told}{'&' if '?' in told else '?'}service=" if safe else ""
    return {
        "device": device,
        "frame": FRAMES[device],
        "tail": tail,
        "home": home,
        "idle": IDLE,
        "machine": machine,
    }
