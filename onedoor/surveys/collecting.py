"""The settings of a collecting app (ODK Collect) as the square that it reads: address, name, password, and when to send."""

import base64
import json
import zlib

import segno


def settings_of(server: str, login: str, words: str, name: str) -> str:
    """ODK's own form: JSON, packed, in base64."""
    told = {
        "general": {
            "protocol": "odk_default",
            "server_url": server,
            "username": login,
            "password": words,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
        },
        "admin": {},
        "project": {"name": name, "icon": "门", "color": "#0b5d4b"},
    }
    packed = zlib.compress(json.dumps(told, ensure_ascii=False).encode())
    return base64.b64encode(packed).decode()


def picture_of(text: str) -> str:
    """As a picture that stands in the page itself."""
    return segno.make(text, error="l", micro=False).svg_data_uri(scale=4, border=3)
