"""送到打印机 — over the network, within seconds, told apart: not begun, carried, and nobody knows.

A slip that may have been printed is never sent again: two people with one number is worse than a number read from a screen.
"""

import socket
from dataclasses import dataclass
from time import monotonic

from django.utils.translation import gettext_noop

from onedoor.hall.printing.reach import Forbidden, addresses_of

# Seconds: to be connected, to be told how the printer is, to be rid of the bytes.
CONNECT, ANSWER, CARRY = 2.0, 1.0, 6.0
# DLE EOT n, answered at once whatever is being printed: why it is offline (2), its paper (4).
OFFLINE, PAPER = b"\x10\x04\x02", b"\x10\x04\x04"
# Bits that are always so in an answer: whatever else comes is no answer.
FIXED, FIXED_AS = 0b10010011, 0b00010010
OUT_OF_PAPER = gettext_noop("缺纸")
COVER_OPEN = gettext_noop("上盖没有关好")
IN_ERROR = gettext_noop("卡纸或切刀故障")
UNREACHABLE = gettext_noop("连不上，可能没有开机或网线松了")
MUTE = gettext_noop("连上了，但没有回答，可能卡住了")
BROKEN_OFF = gettext_noop("送到一半断开了，不知道有没有打出")
NO_WORD = gettext_noop("送出后没有回答，不知道有没有打出")


@dataclass(frozen=True)
class Told:
    """How a printer is: `words` say what is wrong, none when it is fine; `answers`: it told us itself."""

    words: str = ""
    answers: bool = False


class NotBegun(Exception):
    """Nothing was printed: it may be tried again."""


class Uncertain(Exception):
    """It may or may not have been printed: it is not tried again."""


def ask(host: str, port: int, *, answers: bool = False) -> Told:
    """How the printer is now. `answers`: it has told us before, so that silence means that it is stuck."""
    try:
        with _connected(host, port) as line:
            told = _asked(line)
    except Forbidden as refused:
        return Told(str(refused))
    except OSError:
        return Told(UNREACHABLE)
    if answers and not told.answers:
        return Told(MUTE)
    return told


def send(host: str, port: int, data: bytes, *, answers: bool = False) -> Told:
    """Carry a slip; how the printer is afterwards. `NotBegun` or `Uncertain` when it was not carried, with the words."""
    try:
        line = _connected(host, port)
    except Forbidden as refused:
        raise NotBegun(str(refused)) from refused
    except OSError as error:
        raise NotBegun(UNREACHABLE) from error
    with line:
        before = _asked_or_not_begun(line)
        if answers and not before.answers:
            raise NotBegun(MUTE)
        if before.words:
            raise NotBegun(before.words)
        _carry(line, data)
        return _after(line, before)


def _connected(host: str, port: int) -> socket.socket:
    """The first of its addresses that answers."""
    fault = OSError()
    for place in addresses_of(host, port):
        try:
            line = socket.create_connection((place, port), timeout=CONNECT)
        except OSError as error:
            fault = error
            continue
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line
    raise fault


def _asked_or_not_begun(line: socket.socket) -> Told:
    try:
        return _asked(line)
    except OSError as error:
        raise NotBegun(UNREACHABLE) from error


def _asked(line: socket.socket) -> Told:
    offline = _answer(line, OFFLINE)
    if offline is None:
        return Told()
    paper = _answer(line, PAPER)
    return Told(_words(offline, paper or 0), answers=True)


def _answer(line: socket.socket, question: bytes) -> int | None:
    """One byte; nothing when the printer does not speak. An ended connection is an error."""
    line.settimeout(ANSWER)
    line.sendall(question)
    until = monotonic() + ANSWER
    while monotonic() < until:
        try:
            said = line.recv(1)
        except TimeoutError:
            return None
        if not said:
            raise ConnectionResetError
        if said[0] & FIXED == FIXED_AS:
            return said[0]
    return None


def _words(offline: int, paper: int) -> str:
    if paper & 0b01100000 or offline & 0b00100000:
        return OUT_OF_PAPER
    if offline & 0b00000100:
        return COVER_OPEN
    return IN_ERROR if offline & 0b01000000 else ""


def _carry(line: socket.socket, data: bytes) -> None:
    gone, until = 0, monotonic() + CARRY
    while gone < len(data):
        try:
            # Each piece may wait as long as there is time left for the whole.
            if (left := until - monotonic()) <= 0:
                raise TimeoutError
            line.settimeout(left)
            gone += line.send(data[gone:])
        except OSError as error:
            raise (Uncertain(BROKEN_OFF) if gone else NotBegun(UNREACHABLE)) from error


def _after(line: socket.socket, before: Told) -> Told:
    """A printer that speaks is asked once more: bytes given to a cable are not yet a slip."""
    if not before.answers:
        return before
    try:
        after = _asked(line)
    except OSError as error:
        raise Uncertain(BROKEN_OFF) from error
    if not after.answers:
        raise Uncertain(NO_WORD)
    return after
