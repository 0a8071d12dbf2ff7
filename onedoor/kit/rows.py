"""Writing many rows of several tables in one statement (`unnest` of arrays), so that taking in one request or
a hundred costs one round trip. Django's own bulk insert compiles a placeholder a value: five times slower."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from operator import attrgetter

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models.base import ModelState

from onedoor.kit.prepared import sent


@cache
def _columns(model) -> list[tuple[str, str, Callable, Callable]]:
    """(column, type, how it is read from a row, how it is written into an array) of each concrete field."""
    told: list[tuple[str, str, Callable, Callable]] = []
    for field in model._meta.concrete_fields:
        kind = field.db_type(connection)
        told.append((field.column, kind, attrgetter(field.attname), WRITTEN.get(kind.split("(")[0], quoted)))
    return told


def quoted(value) -> str:
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _moment(value: datetime) -> str:
    return f'"{value.isoformat()}"'


def _bytes(value) -> str:
    return f'"\\\\x{bytes(value).hex()}"'


def _json(value) -> str:
    return quoted(json.dumps(value, ensure_ascii=False))


# The driver's own arrays look at every value to find out what it is; we know it from the column.
WRITTEN: dict[str, Callable] = {
    **dict.fromkeys(("uuid", "bigint", "integer", "smallint", "boolean"), str),
    "double precision": repr,
    "timestamp with time zone": _moment,
    "bytea": _bytes,
    "jsonb": _json,
}


@cache
def _statement(models) -> str:
    parts = []
    for model in models:
        columns = _columns(model)
        names = ", ".join(f'"{name}"' for name, *_ in columns)
        # varchar(n)[] would cut silently: text arrays let the column itself refuse what is too long.
        arrays = ", ".join(
            f"%s::{'text' if kind.startswith('varchar') else kind}[]" for _, kind, *_ in columns
        )
        parts.append(f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT * FROM unnest({arrays})')
    if len(parts) == 1:
        return parts[0]
    head = ", ".join(f"rows_{n} AS ({part})" for n, part in enumerate(parts))
    return f"WITH {head} SELECT 1"


def array(values, written) -> str:
    return "{" + ",".join(["NULL" if value is None else written(value) for value in values]) + "}"


def insert(*batches) -> None:
    """Insert the rows of each batch; rows of a batch are unsaved instances of one model with their keys set.

    Tables may point at each other: Django's foreign keys are checked when the transaction ends.
    """
    full = [batch for batch in batches if batch]
    values = [
        array(map(read, batch), written)
        for batch in full
        for _, _, read, written in _columns(batch[0]._meta.model)
    ]
    with sent(_statement(tuple(batch[0]._meta.model for batch in full)), values):
        pass
    for batch in full:
        for row in batch:
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def twin(row, **changes):
    """Another unsaved row like this one, with `changes`: a fraction of the cost of filling in every field again."""
    other = object.__new__(type(row))
    vars(other).update(vars(row), _state=ModelState())
    for name, value in changes.items():
        setattr(other, name, value)
    return other
