"""The load: a process of its own that asks over kept-open connections and notes how long each answer took.

Reads one JSON order from its input, writes one JSON report. Uses nothing but Python itself, so that it costs little.
"""

import json
import selectors
import socket
import sys
import time
from itertools import cycle
from uuid import uuid4

LONGEST_WAIT = 30


class Lane:
    """One connection: the next question goes out when the last answer is in."""

    def __init__(self, order: dict, requests: list[dict]):
        self.socket = socket.create_connection((order["host"], order["port"]), timeout=LONGEST_WAIT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = cycle([wire(order, request) for request in requests])
        self.times: list[float] = []
        self.statuses: dict[str, int] = {}
        self.asked_at, self.got, self.wanted = 0.0, b"", -1

    def ask(self) -> None:
        head, body, keyed = next(self.requests)
        key = b"Idempotency-Key: %s\r\n" % str(uuid4()).encode() if keyed else b""
        self.got, self.wanted, self.asked_at = b"", -1, time.perf_counter()
        self.socket.sendall(head + key + b"\r\n" + body)

    def hear(self) -> bool:
        """True when the answer is whole."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise ConnectionError("the server closed the connection")
        self.got += piece
        if self.wanted < 0 and (end := self.got.find(b"\r\n\r\n")) >= 0:
            self.wanted = end + 4 + length_of(self.got[:end])
        if self.wanted < 0 or len(self.got) < self.wanted:
            return False
        self.times.append((time.perf_counter() - self.asked_at) * 1000)
        status = self.got[9:12].decode()
        self.statuses[status] = self.statuses.get(status, 0) + 1
        return True


def length_of(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _sign, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError("an answer without Content-Length")


def wire(order: dict, request: dict) -> tuple[bytes, bytes, bool]:
    """(head without its end, body, whether each sending gets a new key)."""
    body = request.get("body", "").encode()
    lines = [f"{request['method']} {request['path']} HTTP/1.1", f"Host: {order['host']}:{order['port']}"]
    lines += [f"{name}: {value}" for name, value in request.get("headers", {}).items()]
    lines += [f"Content-Length: {len(body)}"] if body else []
    return "".join(f"{line}\r\n" for line in lines).encode(), body, request.get("keyed", False)


def run(order: dict) -> dict:
    """`lanes`: the requests of each connection, asked in turn for `seconds`, or `count` times over all."""
    lanes = [Lane(order, requests) for requests in order["lanes"]]
    ready, left = selectors.DefaultSelector(), order.get("count", 10**9)
    for lane in lanes:
        ready.register(lane.socket, selectors.EVENT_READ, lane)
    began = time.perf_counter()
    until, asking = began + order["seconds"], 0
    for lane in lanes[:left]:
        lane.ask()
        asking, left = asking + 1, left - 1
    while asking:
        for key, _mask in ready.select(LONGEST_WAIT) or timed_out():
            lane = key.data
            if not lane.hear():
                continue
            if time.perf_counter() < until and left > 0:
                lane.ask()
                left -= 1
            else:
                asking -= 1
    return report(lanes, time.perf_counter() - began)


def timed_out():
    raise TimeoutError(f"no answer within {LONGEST_WAIT} seconds")


def report(lanes: list[Lane], seconds: float) -> dict:
    statuses: dict[str, int] = {}
    for lane in lanes:
        lane.socket.close()
        for status, count in lane.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    return {"seconds": seconds, "times": [t for lane in lanes for t in lane.times], "statuses": statuses}


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
