"""Who comes in at an address: the words that `doors` and its tables are written in."""

from enum import Enum


class Audience(Enum):
    """Who comes in without a particular verb."""

    EVERYONE = "everyone"
    SIGNED_IN = "signed in"
    SIGNED_IN_NO_POST = "signed in, no post yet"
    RESIDENT_KEY = "resident with code and PIN"
    TOKEN = "API token"
    PHONE = "phone token"


EVERYONE, SIGNED_IN, SIGNED_IN_NO_POST, RESIDENT_KEY, TOKEN, PHONE = Audience


def door(**methods) -> dict:
    """GET, POST, … each with its audience or verbs; one verb and several are kept alike, as a tuple."""
    doors = {method: (who,) if isinstance(who, str) else who for method, who in methods.items()}
    return {**doors, "HEAD": doors["GET"]} if "GET" in doors else doors
