"""An address as a picture that a telephone reads."""

from functools import lru_cache

import segno


@lru_cache(maxsize=500)
def qr(address: str) -> str:
    """A data: address of the picture, for an <img>."""
    return segno.make(address, error="m", micro=False).svg_data_uri(
        scale=4, border=2, dark="#000000", light="#ffffff"
    )
