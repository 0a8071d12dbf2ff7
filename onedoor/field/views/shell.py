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
# What is served, and else what was built: between the two lies a restart.
FOLDERS = (Path(settings.STATIC_ROOT) / "field" / "app", HERE / "static" / "field" / "app")
PAGE = HERE / "templates" / "field" / "app.html"
MANIFEST = "app.webmanifest"
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
    folder = _folder()
    if folder is None:
        return HttpResponse(status=404)
    text = f'self.ONEDOOR_VERSION = "{_version(folder)}";\n{(folder / "sw.js").read_text()}'
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def files(request):
    """What a phone keeps; and whether somebody is signed in here, which it asks before it is given its keys."""
    folder = _folder()
    return JsonResponse(
        {
            "version": _version(folder) if folder else "",
            "files": _addresses(folder) if folder else [],
            "csrf": get_token(request),
            "signed_in": request.actor is not None,
        }
    )


def _folder() -> Path | None:
    return next((folder for folder in FOLDERS if (folder / "built.json").exists()), None)


def _address(name: str) -> str:
    """The names carry a hash already: they are not hashed a second time."""
    return f"{settings.STATIC_URL}field/app/{name}"


def _built(folder: Path) -> dict:
    return json.loads((folder / "built.json").read_text())


def _parts() -> dict | None:
    """What the page needs first, or nothing where the app was not built."""
    folder = _folder()
    if folder is None:
        return None
    main = _built(folder)["src/main.tsx"]
    styles = [_address(name) for name in main.get("css", [])]
    return {"script": _address(main["file"]), "styles": styles, "manifest": _address(MANIFEST)}


def _addresses(folder: Path) -> list[str]:
    """Every file but the service worker, which a browser keeps by itself."""
    parts = [part for name, part in _built(folder).items() if name != "src/sw/sw.ts"]
    names = {name for part in parts for name in (part["file"], *part.get("css", []), *part.get("assets", []))}
    return [*(_address(name) for name in sorted({*names, MANIFEST})), static("onedoor/seal.svg")]


def _version(folder: Path) -> str:
    told = hashlib.sha256()
    for path in (folder / "built.json", folder / "sw.js", PAGE):
        told.update(path.read_bytes())
    return told.hexdigest()[:16]
