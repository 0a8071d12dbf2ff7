"""Where a page finds the live process, and the one leave that its policy needs for it."""

from django.conf import settings
from django.http.request import split_domain_port


def live_url(request) -> str:
    """For templates: what stands before `/live/…`. Whoever asks for it, and nobody else, may connect there."""
    if url := origin(request):
        request.live_url = url
    return url


def origin(request) -> str:
    """Empty behind a proxy that has both at one address, and where no live process was started."""
    if settings.LIVE_URL or settings.PRODUCTION or not settings.LIVE_PORT:
        return settings.LIVE_URL
    name, _port = split_domain_port(request.get_host())
    return f"http://{name}:{settings.LIVE_PORT}"


def allow(request, response) -> None:
    """Before the policy is written: exactly that address, in this answer."""
    if url := vars(request).get("live_url"):
        response._csp_update = {"connect-src": [url]}
