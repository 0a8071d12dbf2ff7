"""What a visitor takes home: code and PIN, shown once when they came without a slip."""

from django.shortcuts import redirect

PINS = "aid_pins"


def home(request, code: str, pin: str, onward: str):
    """To the slip when one was given out here; else on with the case."""
    if not pin:
        return redirect(onward, code)
    request.session[PINS] = {code: [pin, onward]}
    return redirect("aid:slip", code)


def take_pin(request, code: str):
    """The PIN and where to go on, once."""
    kept = request.session.get(PINS, {}).get(code)
    if kept:
        request.session.pop(PINS)
    return kept or ["", "aid:one"]
