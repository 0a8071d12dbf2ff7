"""Where a request comes from, so that every log row can say it without every action being told."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from onedoor.audit.models import AccessLog


@dataclass(frozen=True)
class Origin:
    channel: str = AccessLog.Channel.COMMAND
    address: str = ""


_origin: ContextVar[Origin] = ContextVar("origin")


def origin() -> Origin:
    return _origin.get(Origin())


@contextmanager
def coming_from(channel: str, address: str = ""):
    """For the middleware that lets a request in: all that is logged inside carries its channel and address."""
    token = _origin.set(Origin(channel, address[:64]))
    try:
        yield
    finally:
        _origin.reset(token)
