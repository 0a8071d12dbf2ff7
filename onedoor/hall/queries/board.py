"""What a call screen shows: numbers and windows, no word of a person. The same for every screen of a hall."""

from django.db.models import Count
from django.utils import timezone

from onedoor.hall.models import Service, Sitting, Ticket, Window
from onedoor.venues.models import Centre

LAST = 8


def board(centre_id: int) -> dict:
    """叫号屏内容 — the last calls (newest first), what each window serves now, how many wait for each service.

    `calls`: {label, window, window_name, times, at (ISO 8601), status}; plain values, ready for JSON. Raises
    Centre.DoesNotExist for a hall that is not there.
    """
    centre = Centre.objects.only("name").get(pk=centre_id)
    today = Ticket.objects.filter(day__centre=centre, day__date=timezone.localdate())
    called = today.filter(called_at__isnull=False).select_related("window").order_by("-called_at")[:LAST]
    return {
        "centre": centre.name,
        "calls": [_call(ticket) for ticket in called],
        "windows": _windows(centre, today),
        "waiting": _waiting(centre, today),
    }


def _call(ticket: Ticket) -> dict:
    window = ticket.window
    return {
        "label": ticket.label,
        "window": window.number if window else None,
        "window_name": window.name if window else "",
        "times": ticket.calls,
        "at": ticket.called_at.isoformat() if ticket.called_at else "",
        "status": ticket.status,
    }


def _windows(centre: Centre, today) -> list[dict]:
    present = {t.window_id: t for t in today.filter(status__in=("called", "serving"))}
    seated = Sitting.objects.now().filter(window__centre=centre, paused=False)
    staffed = set(seated.values_list("window", flat=True))
    return [
        {
            "number": window.number,
            "name": window.name,
            "label": present[window.pk].label if window.pk in present else "",
            "status": present[window.pk].status if window.pk in present else "",
            "staffed": window.pk in staffed,
        }
        for window in Window.objects.filter(centre=centre, is_open=True)
    ]


def _waiting(centre: Centre, today) -> list[dict]:
    counts = dict(today.waiting().order_by().values_list("service").annotate(Count("pk")))
    return [
        {"letter": one.letter, "name": one.name, "code": one.code, "count": counts.get(one.pk, 0)}
        for one in Service.objects.filter(centre=centre, is_open=True)
    ]
