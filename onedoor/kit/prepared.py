"""Statements sent at every request: Django compiles a question once, the server plans it once, only the values travel."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from typing import Any

import psycopg
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators


@contextmanager
def sent(statement: str, values: Sequence[Any]) -> Iterator[psycopg.Cursor[Any]]:
    """Send it with the driver's own cursor: Django's puts the values into the text, which the server then plans anew."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.RawCursor(connection.connection) as cursor:
        cursor.execute(_numbered(statement), values, prepare=True)
        if connection.queries_logged:
            # Whoever counts what a page asks counts this, too.
            connection.queries_log.append({"sql": statement, "time": "0"})
        yield cursor


@lru_cache(maxsize=200)
def _numbered(statement: str) -> str:
    """Placeholders as the server names them, so that nobody looks for them again at every request."""
    pieces, numbers = statement.split("%s"), count(1)
    told = pieces[0] + "".join(f"${next(numbers)}{piece}" for piece in pieces[1:])
    return told.replace("%%", "%")


class Question:
    """The objects, with what `select_related` names, that one value finds.

    `ask(mark)` makes the queryset with the mark in place of the value. What else the question depends on, such as the
    day, is its `version`: when that changes, the question is compiled anew.
    """

    def __init__(self, ask: Callable[[Any], QuerySet], mark: Any = "?"):
        self.ask, self.mark = ask, mark
        self.compiled: tuple[Hashable, _Compiled] | None = None

    def all(self, value: Any, version: Hashable = None) -> list[Any]:
        kept = self.compiled
        if kept is None or kept[0] != version:
            kept = self.compiled = (version, _Compiled(self.ask(self.mark), self.mark))
        return kept[1].all(value)

    def first(self, value: Any, version: Hashable = None) -> Any | None:
        return next(iter(self.all(value, version)), None)


class _Compiled:
    """What Django's ModelIterable works out anew at every query."""

    def __init__(self, queryset: QuerySet, mark: Any):
        self.compiler = compiler = queryset.query.get_compiler(queryset.db)
        self.sql, params = compiler.as_sql()
        self.params = [_ANY if param == mark else param for param in params]
        self.converters = compiler.get_converters([column[0] for column in compiler.select])
        info = compiler.klass_info
        fields = info["select_fields"]
        self.model, self.db, self.own = info["model"], queryset.db, slice(fields[0], fields[-1] + 1)
        self.names = [column[0].target.attname for column in compiler.select[self.own]]
        self.related = get_related_populators(info, compiler.select, self.db)  # type: ignore[call-arg]

    def all(self, value: Any) -> list[Model]:
        with sent(self.sql, [value if param is _ANY else param for param in self.params]) as cursor:
            rows = cursor.fetchall()
        if self.converters:
            rows = list(self.compiler.apply_converters(rows, self.converters))
        return [self._object(row) for row in rows]

    def _object(self, row) -> Model:
        found = self.model.from_db(self.db, self.names, row[self.own])
        for part in self.related:
            part.populate(row, found)
        return found


_ANY = object()
