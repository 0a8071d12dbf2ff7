"""What a leader wrote stands, whoever owns the table."""

import pytest
from django.db import DatabaseError, connection, transaction


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["TRUNCATE matters_instruction", "TRUNCATE matters_matter CASCADE"])
def test_instructions_are_never_emptied(statement):
    with (
        pytest.raises(DatabaseError, match="instructions are never removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
