"""笔迹 — a hand drawn on the screen, as a page sends it: under a record, and under an agreement."""

import base64
import binascii
import io

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from onedoor.kit.problems import NotValid

MOST_DRAWN, MOST_SIDE = 300_000, 4000


def drawn_in(text: str) -> bytes:
    """The drawing: a small PNG with at least one stroke."""
    empty = NotValid(_("还没有签字：请在框里写上名字，或者在纸上签字后扫描。"), field="drawn")
    try:
        content = base64.b64decode(text.partition("base64,")[2], validate=True)
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if len(content) > MOST_DRAWN or max(picture.size) > MOST_SIDE:
                raise NotValid(_("签字的图太大，请重写一次。"), field="drawn")
            inked = picture.convert("RGBA").getchannel("A").getbbox()
    except (binascii.Error, UnidentifiedImageError, OSError, ValueError, SyntaxError) as reason:
        raise empty from reason
    if inked is None:
        raise empty
    return content
