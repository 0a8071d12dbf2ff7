"""The ways out of the house: one small adapter a channel. A provider of a district's own is one more class and one line."""

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from onedoor.notices.models import Channel

HIDDEN = re.compile(r"[^\s@<>]+@[^\s@<>]+|\d[\d\s-]{4,}\d")
LONGEST_SUBJECT = 40


class Sender(Protocol):
    """发送 — hand the text over and return the provider's number for it; whatever it raises counts as not sent."""

    def send(self, address: str, text: str) -> str: ...


class Console:
    """To the terminal, for development; of the address only its end."""

    def __init__(self, name: str):
        self.name = name

    def send(self, address: str, text: str) -> str:
        number = uuid4().hex
        sys.stdout.write(f"[{self.name} …{address[-2:]}] {text}\n")
        return number


class File:
    """To a file that only this account can read, a line a message: for development and for tests."""

    def __init__(self, name: str):
        self.path = Path(settings.OUTBOX) / f"{name}.jsonl"

    def send(self, address: str, text: str) -> str:
        number = uuid4().hex
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        line = {"id": number, "at": timezone.now().isoformat(), "to": address, "text": text}
        with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as out:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
        return number


class Mail:
    """By the mail server that Django's own settings name."""

    def __init__(self, name: str):
        self.name = name

    def send(self, address: str, text: str) -> str:
        subject = text.split("\n", 1)[0][:LONGEST_SUBJECT]
        number = f"<{uuid4().hex}@onedoor>"
        EmailMessage(subject, text, to=[address], headers={"Message-ID": number}).send()
        return number


SENDERS: dict[str, Callable[[str], Sender]] = {"console": Console, "file": File, "smtp": Mail}


def send(channel: str, address: str, text: str) -> str:
    """By the adapter that settings choose for the channel; the provider's number for it, or whatever went wrong is raised."""
    return SENDERS[settings.CHANNELS[channel]](channel).send(address, text)


def is_connected(channel: str) -> bool:
    return settings.CHANNELS[channel] in SENDERS


def why(error: Exception) -> str:
    """What went wrong, for people to read: no address and no number, whatever the provider put into its words."""
    first = (str(error).splitlines() or [""])[0]
    return HIDDEN.sub("…", f"{type(error).__name__}: {first}")[:200]


def masked(channel: str, address: str) -> str:
    """An address as a page may show it."""
    if channel == Channel.EMAIL:
        name, _sign, host = address.partition("@")
        return f"{name[:1]}***@{host}"
    return "*" * 7 + address[-4:]
