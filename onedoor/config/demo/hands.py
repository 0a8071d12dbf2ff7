"""A hand as the signing page sends it: a stroke on nothing. Nobody's name."""

import base64
import io
from functools import cache

from PIL import Image, ImageDraw


@cache
def stroke() -> bytes:
    """签字笔迹 — a small picture with one line in it."""
    picture, out = Image.new("RGBA", (240, 80), (0, 0, 0, 0)), io.BytesIO()
    ImageDraw.Draw(picture).line([(20, 60), (90, 20), (150, 60), (220, 25)], fill=(20, 20, 60, 255), width=4)
    picture.save(out, "PNG")
    return out.getvalue()


def drawing() -> str:
    """The same, as a browser puts it into a form."""
    return "data:image/png;base64," + base64.b64encode(stroke()).decode()
