"""A receipt printer made of a socket: it takes what arrives, answers as a real one does, and fails in the ways real ones fail."""

import socket
import struct
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import sleep

FINE, NO_PAPER, OPEN_COVER, JAMMED = (0x12, 0x12), (0x32, 0x72), (0x16, 0x12), (0x52, 0x12)
QUESTIONS = {b"\x10\x04\x02": 0, b"\x10\x04\x04": 1}


@dataclass
class Line:
    text: str
    size: int
    is_bold: bool
    where: str


@dataclass
class Sheet:
    """What a person would hold in their hand."""

    lines: list[Line] = field(default_factory=list)
    squares: list[str] = field(default_factory=list)
    pictures: list[list[list[int]]] = field(default_factory=list)
    cuts: int = 0

    @property
    def words(self) -> list[str]:
        return [line.text for line in self.lines if line.text]

    def size_of(self, text: str) -> int:
        return next(line.size for line in self.lines if line.text == text)


def decoded(data: bytes, charset: str = "gb18030") -> Sheet:
    """Reads ESC/POS as a printer does; a command it does not know stops it."""
    return Reader(data, charset).read()


class Reader:
    """One pass over the bytes, with what is set for the next character."""

    def __init__(self, data: bytes, charset: str):
        self.data, self.charset, self.at = data, charset, 0
        self.sheet, self.held = Sheet(), bytearray()
        self.size, self.bold, self.where, self.chinese, self.kept = 1, False, "left", False, ""

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]

    def read(self) -> Sheet:
        commands = {b"\x1b": self.escape, b"\x1d": self.group, b"\x1c": self.character, b"\n": self.end}
        while self.at < len(self.data):
            sign = self.take(1)
            if sign in commands:
                commands[sign]()
            else:
                self.held += sign
        return self.sheet

    def end(self):
        assert self.chinese, "Chinese is printed as Latin letters"
        text = self.held.decode(self.charset)
        self.sheet.lines.append(Line(text, self.size, self.bold, self.where))
        self.held = bytearray()

    def escape(self):
        what = self.take(1)
        if what == b"@":
            self.size, self.bold, self.where, self.chinese = 1, False, "left", False
        elif what == b"E":
            self.bold = self.take(1) == b"\x01"
        elif what == b"a":
            self.where = ("left", "center", "right")[self.take(1)[0]]
        else:
            assert what == b"d", what
            self.take(1)

    def character(self):
        assert self.take(1) == b"&"
        self.chinese = True

    def group(self):
        what = self.take(1)
        if what == b"!":
            wide, high = divmod(self.take(1)[0], 16)
            assert wide == high
            self.size = wide + 1
        elif what == b"V":
            self.take(1)
            self.sheet.cuts += 1
        elif what == b"v":
            self.picture()
        else:
            assert what == b"(", what
            self.square()

    def square(self):
        assert self.take(1) == b"k"
        (count,) = struct.unpack("<H", self.take(2))
        body = self.take(count)
        if body[1:2] == b"P":
            self.kept = body[3:].decode()
        elif body[1:2] == b"Q":
            self.sheet.squares.append(self.kept)

    def picture(self):
        assert self.take(2) == b"0\x00"
        wide, high = struct.unpack("<HH", self.take(4))
        rows = [self.take(wide) for _row in range(high)]
        bits = [[byte >> shift & 1 for byte in row for shift in range(7, -1, -1)] for row in rows]
        self.sheet.pictures.append(bits)


@dataclass
class Printer:
    """`state` is what it answers, `state_after` once a slip has come; None is a mute one. `stuck`: takes the slip and never speaks again. `pause`: seconds
    before each answer. `breaks_after`: so many bytes and the cable is out."""

    port: int
    state: tuple[int, int] | None = FINE
    state_after: tuple[int, int] | None = None
    stuck: bool = False
    pause: float = 0.0
    breaks_after: int | None = None
    slips: list[bytes] = field(default_factory=list)
    connections: int = 0

    def serve(self, line: socket.socket) -> None:
        got = bytearray()
        while chunk := self._more(line):
            got += chunk
            for question, which in QUESTIONS.items():
                # Longer than a question: part of a slip has come, and a stuck one is stuck from now on.
                while question in got:
                    got = bytearray(bytes(got).replace(question, b"", 1))
                    self._answer(line, which, bool(got))
            if self.breaks_after is not None and len(got) >= self.breaks_after:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                break
        if got:
            self.slips.append(bytes(got))

    def _more(self, line: socket.socket) -> bytes:
        try:
            return line.recv(64 if self.breaks_after else 4096)
        except OSError:
            return b""

    def _answer(self, line: socket.socket, which: int, slip_came: bool) -> None:
        sleep(self.pause)
        state = self.state_after if slip_came and self.state_after else self.state
        if state is not None and not (self.stuck and slip_came):
            line.sendall(bytes([state[which]]))

    @property
    def sheets(self) -> list[Sheet]:
        return [decoded(slip) for slip in self.slips]


@contextmanager
def printer(port: int = 0, **how):
    """A printer that is on until the block ends; it knows its port, and can be switched on again at the same one."""
    door = socket.create_server(("127.0.0.1", port))
    door.settimeout(0.05)
    one, off = Printer(door.getsockname()[1], **how), Event()

    def stand():
        while not off.is_set():
            try:
                line, _address = door.accept()
            except TimeoutError:
                continue
            one.connections += 1
            with line:
                line.settimeout(5)
                one.serve(line)

    worker = Thread(target=stand, daemon=True)
    worker.start()
    try:
        yield one
    finally:
        off.set()
        worker.join()
        door.close()
