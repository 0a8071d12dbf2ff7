"""The server's processes: started together, watched, stopped together."""

import fcntl
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from onedoor.config.env import Misconfigured, envint

GRACE = 10


class AlreadyRunning(Exception):
    """已在运行 — this folder's server is up; the message is its address."""


@contextmanager
def only_one(note: Path) -> Iterator[int]:
    """One server a folder. The lock dies with its process; the note says where that one can be reached."""
    note.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(note, os.O_RDWR | os.O_CREAT, 0o644), "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise AlreadyRunning(file.read().strip()) from taken
        file.truncate(0)
        yield file.fileno()


@contextmanager
def own_port(host: str, wanted: int) -> Iterator[int]:
    """The wanted port, or the first free one after it; no other of our servers takes it meanwhile.

    A lock beside the probe: the web server listens with SO_REUSEPORT, so that of two started in the
    same moment both would find the port free, and the system would deal each half of the other's visitors.
    Only servers of one system user can share a port like that, hence a lock per user.
    """
    locks = Path(tempfile.gettempdir()) / f"onedoor-{os.getuid()}"
    for port in range(wanted, wanted + 50):
        with ExitStack() as held:
            try:
                held.enter_context(only_one(locks / str(port)))
                probe(host, port)
            except (AlreadyRunning, OSError):
                continue
            yield port
            return
    raise Misconfigured(
        f"{host} 的端口 {wanted} 至 {wanted + 49} 都被占用：请用 PORT=… 指定。(No free port: name one with PORT=….)"
    )


def probe(host: str, port: int) -> None:
    """Raises OSError when something listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as at:
        at.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        at.bind((host, port))


def threads() -> int:
    """In each of the server's processes; each thread may borrow one connection."""
    return envint("WEB_THREADS", min(8, 2 * cores()))


def cores() -> int:
    return os.cpu_count() or 1


def server(host: str, port: int) -> list[str]:
    workers = envint("WEB_WORKERS", min(4, cores()))
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "onedoor.config.wsgi:application"),
        *("--host", host, "--port", str(port), "--log-level", "warning", "--no-ws"),
        *("--workers", str(workers), "--blocking-threads", str(threads()), "--respawn-failed-workers"),
        # An idle worker sometimes does not hear that it should go.
        *("--workers-kill-timeout", "3"),
    ]


def live(host: str, port: int, app: str = "onedoor.config.live.app:application") -> list[str]:
    """One process whatever the machine: it waits more than it works, and hears of everything once."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "asgi", app),
        *("--host", host, "--port", str(port), "--log-level", "warning", "--no-ws", "--http", "1"),
        # Each follower is a request that does not end.
        *("--workers", "1", "--loop", "asyncio", "--backpressure", "8192", "--respawn-failed-workers"),
        *("--workers-kill-timeout", "3"),
    ]


def worker() -> list[str]:
    # Two at a time: a printer that does not answer holds up nobody's notice.
    return [
        sys.executable,
        "manage.py",
        "procrastinate",
        "worker",
        "--concurrency=2",
        "--shutdown-graceful-timeout=8",
    ]


def started(command: list[str], folder: Path, silent: bool = False, **more: str) -> subprocess.Popen:
    """In a session of its own, so that Ctrl-C reaches only us and we stop it; on Linux it also falls when we are killed."""
    fall_with_us = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
    return subprocess.Popen(
        [*fall_with_us, *command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if silent else None,
        start_new_session=True,
        env={**os.environ, **more},
    )


def wait_for(host: str, port: int, child: subprocess.Popen, seconds: int = 60) -> None:
    """Until a page is answered. An open port is not enough: the server listens before its pages can be built."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and child.poll() is None:
        status = asked(host, port)
        if 0 < status < 500:
            return
        if status:
            break
        time.sleep(0.05)
    raise Misconfigured("网页服务没有正常启动，原因见上。(The web server did not start well: see above.)")


def asked(host: str, port: int) -> int:
    """The status of the first page, or 0 when nobody answers yet."""
    door = http.client.HTTPConnection(host, port, timeout=30)
    try:
        door.request("GET", "/", headers={"Host": "localhost"})
        return door.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        door.close()


def watch(children: list[subprocess.Popen]) -> None:
    """Until one ends by itself, which none should."""
    while all(child.poll() is None for child in children):
        time.sleep(0.5)
    raise Misconfigured("一个服务进程意外结束，原因见上，已全部停止。(A process ended: all were stopped.)")


def stop(children: list[subprocess.Popen]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        child.terminate()
    until = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def leave(number, frame) -> None:
    """A signal's end is an ordinary one: whatever was started is stopped on the way out."""
    raise SystemExit(0)


def leave_on_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
