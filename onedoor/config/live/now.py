"""The same content for whoever cannot hold a line open: asked for again and again, answered in a word when nothing changed."""

from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from onedoor.config.live.topics import read
from onedoor.kit.problems import NotFound


def now(request, kind: str, number: int):
    """此刻 — what a live topic shows at this moment; its mark is the one that the stream gives it."""
    message = read(f"{kind}:{number}")
    if message is None:
        raise NotFound()
    etag = f'"{message.mark}"'
    answer = HttpResponse(message.body, content_type="application/json", headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=answer)
