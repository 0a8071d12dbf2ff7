"""One way to show any page of the residents' door."""

from django.conf import settings
from django.shortcuts import render


def show(request, page: str, status: int = 200, **context):
    """`page` of the portal, with what every page's frame tells about the centre."""
    return render(
        request,
        f"portal/{page}",
        {"centre": settings.CENTRE, "demo": settings.DEMO, **context},
        status=status,
    )


def sent(request, files: bool = False) -> tuple:
    """What was sent with the page's form, for the form; nothing when the page is only asked for."""
    if request.method != "POST":
        return ()
    return (request.POST, request.FILES) if files else (request.POST,)
