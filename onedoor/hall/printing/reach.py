"""Which addresses a slip may be carried to: a printer stands on the hall's network, it is not the house's own machine."""

import ipaddress
import socket

from django.conf import settings
from django.utils.translation import gettext_noop

FORBIDDEN = gettext_noop("这个地址不能当打印机用，请填打印机自己在大厅网络里的地址")

POSTGRES = 5432


class Forbidden(Exception):
    """Somebody wrote down an address that no printer of a hall has."""


def addresses_of(host: str, port: int) -> list[str]:
    """Where `host` is, in the order in which to try. OSError when nobody knows; Forbidden when any of it is forbidden.

    Whoever connects uses these and asks no second time: a name may say something else the next moment.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(str(error)) from error
    places = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not all(_may_be_a_printer(place, port) for place in places):
        raise Forbidden(FORBIDDEN)
    return places


def _may_be_a_printer(place: str, port: int) -> bool:
    at = ipaddress.ip_address(place.partition("%")[0])
    at = (at.version == 6 and at.ipv4_mapped) or at
    if at.is_link_local or at.is_multicast or at.is_unspecified or (str(at), port) in _database():
        return False
    if not _is_ours(at):
        return True
    return settings.PRINTER_LOOPBACK and port not in _own_ports()


def _is_ours(at) -> bool:
    """Whether this machine answers there: what can be listened at is its own."""
    if at.is_loopback:
        return True
    family = socket.AF_INET6 if at.version == 6 else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as ear:
        try:
            ear.bind((str(at), 0))
        except OSError:
            return False
    return True


def _database() -> set[tuple[str, int]]:
    """Where the database is, when it is on another machine."""
    told = settings.DATABASES["default"]
    host, port = told.get("HOST") or "", int(told.get("PORT") or POSTGRES)
    if not host or host.startswith("/"):
        return set()
    try:
        return {(str(one[4][0]), port) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError:
        return set()


def _own_ports() -> set[int]:
    return {int(settings.DATABASES["default"].get("PORT") or POSTGRES), settings.LIVE_PORT}
