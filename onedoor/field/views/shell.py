"""The app itself, without anything of the work in it: the page, the service worker, and which files to keep on a phone."""

import hashlib
import json
from pathlib import Path

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static

HERE = Path(__file__).parent.parent
BUILT = HERE / "static" / "field" / "app"
PAGE = HERE / "templates" / "field" / "app.html"
# What the app asks a phone for when its worker presses: a picture, a voice note, one position.
SENSORS = "camera=(self), microphone=(self), geolocation=(self), payment=(), usb=(), browsing-topics=()"
POLICY = {"manifest-src": [SELF], "media-src": ["blob:"], "worker-src": [SELF]}


@csp_update(POLICY)
def page(request):
    """网格移动端 — the same page for everybody; what it shows comes later and lies elsewhere."""
    answer = render(request, "field/app.html", {"app": _parts(), "seal": static("onedoor/seal.svg")})
    answer["Permissions-Policy"] = SENSORS
    return answer


def worker(_request):
    """The service worker at the address whose pages it keeps; another version is another text, so phones notice."""
    if not _parts():
        return HttpResponse(status=404)
    text = f'self.ONEDOOR_VERSION = "{_version()}";\n{(BUILT / "sw.js").read_text()}'
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def files(request):
    """What a phone keeps; and whether somebody is signed in here, which it asks before it is given its keys."""
    return JsonResponse(
        {
            "version": _version(),
            "files": _addresses(),
            "csrf": get_token(request),
            "signed_in": request.actor is not None,
        }
    )


def _address(name: str) -> str:
    """The names carry a hash already: they are not hashed a second time."""
    return f"{settings.STATIC_URL}field/app/{name}"


def _parts() -> dict | None:
    """What the page needs first, or nothing where the app was not built."""
    try:
        main = json.loads((BUILT / "built.json").read_text())["src/main.tsx"]
    except FileNotFoundError:
        return None
    return {
        "script": _address(main["file"]),
        "styles": [_address(name) for name in main.get("css", [])],
        "manifest": _address("app.webmanifest"),
    }


def _addresses() -> list[str]:
    files = (path for path in BUILT.rglob("[!.]*") if path.is_file())
    kept = [path for path in files if path.name not in ("built.json", "sw.js")]
    own = sorted(_address(path.relative_to(BUILT).as_posix()) for path in kept)
    return [*own, static("onedoor/seal.svg")]


def _version() -> str:
    told = hashlib.sha256()
    for path in (BUILT / "built.json", BUILT / "sw.js", PAGE):
        told.update(path.read_bytes() if path.exists() else b"")
    return told.hexdigest()[:16]
