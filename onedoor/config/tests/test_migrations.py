"""The tables can be made from nothing, agree with the models, and are plain enough for PostgreSQL 15."""

from io import StringIO

from django.core.management import call_command
from django.db import connection


def test_no_model_has_changed_without_its_migration(db):
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_every_migration_stands_in_the_database_made_from_nothing(db):
    plan = StringIO()
    call_command("migrate", plan=True, stdout=plan)
    assert "No planned migration operations." in plan.getvalue()


def test_the_database_is_one_that_the_house_accepts(db):
    assert connection.pg_version >= 150000
