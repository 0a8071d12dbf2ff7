"""The screens of a hall: a process of its own with many connections that notes when it sees which number called.

Reads one JSON order from its input, says "ready" when all show something, and writes one JSON report when its input ends.
Uses nothing but Python itself, so that it costs little.
"""

import json
import random
import selectors
import socket
import sys
import time

NEVER = float("inf")
NEWEST = b'"calls":[{"label":"'


class Screen:
    """Follows the stream, or asks every second and names the mark it knows."""

    def __init__(self, order: dict, ready: selectors.BaseSelector):
        self.order, self.asks = order, order["every"] > 0
        self.got, self.mark, self.shows, self.is_there = b"", b"", "", False
        self.seen: list[tuple[str, float]] = []
        self.socket = socket.create_connection((order["host"], order["port"]), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ready.register(self.socket, selectors.EVENT_READ, self)
        self.ask_at = self.next_at = time.monotonic() + random.random() * order["every"]
        if not self.asks:
            self.ask()

    def ask(self) -> None:
        known = b'If-None-Match: "%s"\r\n' % self.mark if self.mark else b""
        place = f"{self.order['host']}:{self.order['port']}"
        self.socket.sendall(
            f"GET {self.order['path']} HTTP/1.1\r\nHost: {place}\r\n".encode() + known + b"\r\n"
        )
        # The next is asked when this one is answered.
        self.ask_at, self.next_at = NEVER, self.ask_at + self.order["every"]

    def hear(self) -> None:
        piece = self.socket.recv(262_144)
        if not piece:
            raise ConnectionError("the server closed the connection")
        now, self.got = time.monotonic(), self.got + piece
        # A whole message ends with an empty line; an answer with its length, or at its head when nothing changed.
        while (end := self.end()) > 0:
            self.take(self.got[:end], now)
            self.got = self.got[end:]

    def end(self) -> int:
        """Where the first whole thing ends, or 0."""
        at = self.got.find(b"\r\n\r\n" if self.asks else b"\n\n")
        if at < 0 or not self.asks:
            return at + 2 if at >= 0 else 0
        end = at + 4 + length_of(self.got[:at])
        return end if len(self.got) >= end else 0

    def take(self, said: bytes, now: float) -> None:
        if self.asks and (found := said.lower().find(b'\r\netag: "')) >= 0:
            self.mark = said[found + 9 : found + 25]
        if self.asks:
            self.ask_at = max(now, self.next_at)
        self.is_there = self.is_there or b'"calls":' in said
        if (found := said.find(NEWEST)) >= 0:
            label = said[found + len(NEWEST) :].partition(b'"')[0].decode()
            if label != self.shows:
                self.shows = label
                self.seen.append((label, now))


def length_of(head: bytes) -> int:
    _before, _name, after = head.lower().partition(b"content-length:")
    return int(after.partition(b"\r\n")[0]) if after else 0


def run(order: dict) -> dict:
    ready = selectors.DefaultSelector()
    screens = [Screen(order, ready) for _n in range(order["count"])]
    ready.register(sys.stdin, selectors.EVENT_READ, None)
    is_said = False
    while True:
        next_at = min(screen.ask_at for screen in screens) if order["every"] else NEVER
        for key, _mask in ready.select(None if next_at == NEVER else max(0, next_at - time.monotonic())):
            if key.data is None:
                return {"seen": [screen.seen for screen in screens]}
            key.data.hear()
        if order["every"]:
            now = time.monotonic()
            for screen in screens:
                if screen.ask_at <= now:
                    screen.ask()
        if not is_said and all(screen.is_there for screen in screens):
            is_said = True
            print("ready", flush=True)


if __name__ == "__main__":
    json.dump(run(json.loads(sys.stdin.readline())), sys.stdout)
