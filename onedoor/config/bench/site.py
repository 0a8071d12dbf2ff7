"""A database of the bench's own on the same server, the demo district in it, and the real server upon it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection, connections

from onedoor.config import processes
from onedoor.config.demo.building import build
from onedoor.config.readying import steps

HOST, FIRST_PORT, WORKERS = "127.0.0.1", 8700, 2


@contextmanager
def own_database() -> Iterator[str]:
    """Every connection of this process goes to a fresh database until the end, when it is dropped."""
    name, before = f"bench_{os.getpid()}", connection.settings_dict["NAME"]
    _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _on_server(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
    _turn_to(name)
    try:
        yield name
    finally:
        _turn_to(before)
        _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _turn_to(name: str) -> None:
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _on_server(statement: str) -> None:
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        server.execute(statement)


def url_of(name: str) -> str:
    place = settings.DATABASES["default"]
    login = ":".join(quote(word, safe="") for word in (place["USER"], place["PASSWORD"]) if word)
    query = {"host": place["HOST"], **{k: v for k, v in place["OPTIONS"].items() if isinstance(v, str)}}
    asked = "&".join(f"{key}={quote(value, safe='')}" for key, value in query.items() if value)
    at = f"{login}@" if login else ""
    return f"postgresql://{at}{':' + place['PORT'] if place['PORT'] else ''}/{name}?{asked}"


def prepare(matters: int, still_open: int) -> float:
    """Tables, reference data, styles and the demo district; how many seconds the district took."""
    for _label, step in steps(demo=False):
        step()
    began = time.perf_counter()
    build(matters, still_open)
    seconds = time.perf_counter() - began
    settle()
    return seconds


def settle() -> None:
    """What the server would do by itself in a quiet minute."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@dataclass(frozen=True)
class Site:
    """A running server, and its first process."""

    port: int
    pid: int

    def load(
        self, lanes: list[list[dict]], *, seconds: float = 30, count: int | None = None, wanted: str = "200"
    ):
        """What the client's process reports; every answer must be the wanted one."""
        order = {"host": HOST, "port": self.port, "lanes": lanes, "seconds": seconds}
        if count:
            order["count"] = count
        done = subprocess.run(
            [sys.executable, "-m", "onedoor.config.bench.client"],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            cwd=settings.ROOT,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"the load client failed:\n{done.stderr}")
        report = json.loads(done.stdout)
        if set(report["statuses"]) != {wanted}:
            raise RuntimeError(f"answers other than {wanted}: {report['statuses']}")
        return report


@contextmanager
def serving(name: str) -> Iterator[Site]:
    """The web server as `manage.py start` starts it, on the bench's database."""
    os.environ.setdefault("WEB_WORKERS", str(WORKERS))
    with processes.own_port(HOST, FIRST_PORT) as port:
        child = processes.started(
            processes.server(HOST, port),
            settings.ROOT,
            DB_POOL=str(processes.threads()),
            DATABASE_URL=url_of(name),
        )
        try:
            processes.wait_for(HOST, port, child)
            yield Site(port, child.pid)
        finally:
            child.terminate()
            try:
                child.wait(timeout=processes.GRACE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
