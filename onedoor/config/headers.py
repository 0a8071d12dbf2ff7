"""What every answer tells the browser beyond the content security policy."""

from onedoor.config.live.pages import allow

PERMISSIONS = "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()"


class HeadersMiddleware:
    """No sensors, and nothing left on a shared counter's disk: a page about somebody is not stored."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cache-Control", "no-store")
        allow(request, response)
        return response
