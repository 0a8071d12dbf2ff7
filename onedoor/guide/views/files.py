"""Files of the library on their way out: whole, or the piece that a player asks for; to everybody only while public."""

import hashlib
import re
from collections.abc import Iterator

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from onedoor.guide.queries.library import find_item, find_public
from onedoor.kit.problems import NotFound

PIECE = 256 * 1024
# No file is longer than fifteen figures say; what does not look like this asks for the whole file.
RANGE = re.compile(r"bytes=(?=-?\d)([0-9]{0,15})-([0-9]{0,15})$")
# A leaflet is shown inside our own pages, by the browser's own reader.
FRAMED = csp_replace({"frame-ancestors": [SELF], "object-src": [SELF]})


@xframe_options_sameorigin
@FRAMED
def public_file(request, key):
    """文件 — of an item that anybody may read today."""
    item = find_public(key)
    return _sent(request, item.file, item.content_type)


def public_cover(request, key):
    """封面."""
    return _sent(request, find_public(key).cover, "image/jpeg")


@xframe_options_sameorigin
@FRAMED
def kept_file(request, key):
    """文件 — of any item, for the keepers of the library."""
    item = find_item(key)
    return _sent(request, item.file, item.content_type)


def kept_cover(request, key):
    """封面 — of any item, for the keepers of the library."""
    return _sent(request, find_item(key).cover, "image/jpeg")


def _sent(request, file, content_type: str) -> HttpResponse:
    """All of it, a piece of it, or the word that it has not changed. A file is never written over: its name is its mark."""
    if not file or not file.storage.exists(file.name):
        raise NotFound(_("没有这个文件。"))
    mark = f'"{hashlib.sha256(file.name.encode()).hexdigest()[:24]}"'
    headers = {"ETag": mark, "Cache-Control": "no-cache", "Accept-Ranges": "bytes"}
    if request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304, headers=headers)
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", mark) == mark else ""
    first, last = _piece(asked, file.size)
    if first > last:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{file.size}"})
    status = 200
    if RANGE.match(asked):
        status, headers["Content-Range"] = 206, f"bytes {first}-{last}/{file.size}"
    headers["Content-Length"] = str(last - first + 1)
    return StreamingHttpResponse(
        _read(file, first, last), status=status, content_type=content_type, headers=headers
    )


def _piece(asked: str, size: int) -> tuple[int, int]:
    """First and last byte; what cannot be read as one range asks for everything."""
    found = RANGE.match(asked)
    if not found:
        return 0, size - 1
    begin, end = found.groups()
    if not begin:
        return max(0, size - int(end)), size - 1
    return int(begin), min(int(end) if end else size - 1, size - 1)


def _read(file, first: int, last: int) -> Iterator[bytes]:
    with file.storage.open(file.name, "rb") as stored:
        stored.seek(first)
        left = last - first + 1
        while left > 0 and (content := stored.read(min(PIECE, left))):
            left -= len(content)
            yield content
