"""Addresses as pictures that a telephone reads."""

import segno


def qr(address: str) -> str:
    """A data: address of the picture, for an <img>."""
    return segno.make(address, error="m", micro=False).svg_data_uri(
        scale=4, border=2, dark="#000000", light="#ffffff"
    )
