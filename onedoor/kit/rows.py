"""Writing many rows of several tables in one statement (`unnest` of arrays), so that taking in one request or
a hundred costs one round trip. Django's own bulk insert compiles a placeholder a value: five times slower."""

from functools import cache

from django.db import connection
from psycopg.types.json import Jsonb


@cache
def _columns(model):
    """(column, array type, field) of each concrete field of a model."""
    return [(f.column, f.db_type(connection), f) for f in model._meta.concrete_fields]


@cache
def _statement(models) -> str:
    parts = []
    for model in models:
        columns = _columns(model)
        names = ", ".join(f'"{name}"' for name, _, _ in columns)
        # varchar(n)[] would cut silently: text arrays let the column itself refuse what is too long.
        arrays = ", ".join(
            f"%s::{'text' if kind.startswith('varchar') else kind}[]" for _, kind, _ in columns
        )
        parts.append(f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT * FROM unnest({arrays})')
    if len(parts) == 1:
        return parts[0]
    head = ", ".join(f"rows_{n} AS ({part})" for n, part in enumerate(parts))
    return f"WITH {head} SELECT 1"


def _value(field, row):
    value = field.value_from_object(row)
    if field.get_internal_type() == "JSONField" and value is not None:
        return Jsonb(value)
    return value


def _execute(statement: str, values: list) -> None:
    """With the driver's own cursor: it lets the server keep the plan of a statement that is sent again and again."""
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(statement, values, prepare=True)


def insert(*batches) -> None:
    """Insert the rows of each batch; rows of a batch are unsaved instances of one model with their keys set.

    Tables may point at each other: Django's foreign keys are checked when the transaction ends.
    """
    full = [batch for batch in batches if batch]
    values = [
        [_value(field, row) for row in batch]
        for batch in full
        for _, _, field in _columns(batch[0]._meta.model)
    ]
    _execute(_statement(tuple(batch[0]._meta.model for batch in full)), values)
    for batch in full:
        for row in batch:
            row._state.adding, row._state.db = False, connection.alias
