"""Migrations stand alone; the catalogue keeps the door to a distributed engine open (docs/decisions/0015)."""

import ast
import re

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import isolate_apps

from tests.house.reading import FLOOR_OF, calls, migrations, shipped, tree

# What a district has once or seldom (its places, units, accounts, calendar, lists) and what only counts: keys from a counter.
# Everything that happens to a case or a person has a key that any machine can make.
COUNTED_KEYS = {
    *("places.Region", "places.RegionChange", "places.Succession", "places.FormerName", "places.Boundary"),
    *("posts.Org", "posts.Staff", "posts.PostType", "posts.Post", "posts.Tenure", "api.Token"),
    *("worktime.DayEdit", "matters.Category", "matters.ImportSource", "matters.SavedView"),
    *("matters.Responsibility", "whistles.WhistleClass"),
    *("venues.Centre", "venues.Room", "venues.OpenHours", "venues.ClosedDay", "venues.Equipment"),
    *("cases.DayCount", "cases.KeyTry", "portal.Sending"),
    *(
        "guide.Screen",
        "hall.Policy",
        "hall.PriorityGroup",
        "hall.Service",
        "hall.Window",
        "hall.Offer",
        "hall.Skill",
    ),
    *("hall.Sitting", "hall.Seat", "hall.Device", "hall.Printer", "aid.Lawyer", "aid.Standard"),
    *(f"committees.{name}" for name in ("Committee", "Mediator", "Member", "Panel", "Honour", "Absence")),
    *("committees.Series", "committees.Voided"),
    *(f"appointments.{name}" for name in ("Service", "Provider", "Pattern", "BlackOut")),
}
# The seal of the log, tries at one code, times taken from one source, and those who edit the duty list: each waits only for
# its like.
MAY_LOCK = {
    "onedoor/appointments/gripping.py",
    "onedoor/audit/chain.py",
    "onedoor/cases/keys.py",
    "onedoor/matters/actions/duty_list.py",
}


def foreign_imports(text: str) -> list[str]:
    """Code of the house that a migration leans on: it would change under it. `kit` holds no models and no rules."""
    found = []
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return [name for name in found if name.startswith("onedoor.") and not name.startswith("onedoor.kit")]


def own_models():
    return [model for model in apps.get_models() if model._meta.app_label in FLOOR_OF and model._meta.managed]


def asked(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def own_tables() -> list[str]:
    return [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in FLOOR_OF
    ]


@pytest.mark.parametrize("path", migrations())
def test_a_migration_stands_alone(path):
    assert foreign_imports(migrations()[path]) == []


def test_a_migration_that_leans_on_the_house_is_found():
    planted = (
        "import onedoor.cases.models\nfrom onedoor.kit.keys import uuid7\nfrom django.db import models\n"
    )
    assert foreign_imports(planted) == ["onedoor.cases.models"]


def counted(all_models) -> set[str]:
    return {model._meta.label for model in all_models if isinstance(model._meta.pk, models.AutoField)}


def test_what_happens_in_a_district_has_keys_that_no_counter_gives():
    found = counted(own_models())
    assert (found - COUNTED_KEYS, COUNTED_KEYS - found) == (set(), set())


def test_a_counted_key_is_found():
    with isolate_apps("onedoor.cases"):
        meta = type("Meta", (), {"app_label": "cases"})
        planted = type("Planted", (models.Model,), {"__module__": "tests.planted", "Meta": meta})
        assert counted([planted]) == {"cases.Planted"}


def test_every_sequence_of_the_house_is_bigint(db):
    kinds = asked(
        "SELECT c.relname, s.seqtypid::regtype::text FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid "
        "JOIN pg_depend d ON d.objid = c.oid AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid "
        f"WHERE t.relname = ANY(ARRAY{own_tables()!r})"
    )
    assert (len(kinds) > 3, [name for name, kind in kinds if kind != "bigint"]) == (True, [])


def unfit_constraints() -> list[str]:
    rows = asked("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'x'")
    return [f"{table}.{name}" for table, name in rows]


def unfit_rules() -> list[str]:
    return [name for (name,) in asked("SELECT rulename FROM pg_rules WHERE schemaname = current_schema()")]


def test_nothing_is_kept_apart_by_exclusion_constraints_or_rewritten_by_rules(db):
    assert (unfit_constraints(), unfit_rules()) == ([], [])


def test_an_exclusion_constraint_and_a_rule_are_found(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (span int4range, EXCLUDE USING gist (span WITH &&))")
        cursor.execute("CREATE RULE planted_rule AS ON DELETE TO planted DO INSTEAD NOTHING")
    assert (unfit_constraints(), unfit_rules()) == (["planted.planted_span_excl"], ["planted_rule"])


def names_a_schema(table: str) -> bool:
    return "." in table or '"' in table


def test_no_table_names_its_schema(db):
    assert [table for table in own_tables() if names_a_schema(table)] == []
    assert [names_a_schema(table) for table in ('"public"."x"', "public.x", "cases_case")] == [
        True,
        True,
        False,
    ]


def reaches_out(body: str) -> bool:
    return re.search(r"\b(public|pg_temp|d_\d+)\.", body) is not None


def test_triggers_touch_only_their_own_schema(db):
    bodies = asked(
        "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid "
        f"WHERE NOT t.tgisinternal AND c.relname = ANY(ARRAY{own_tables()!r})"
    )
    assert (len(bodies) > 3, [name for name, body in bodies if reaches_out(body)]) == (True, [])
    assert reaches_out("UPDATE public.cases_case SET title = ''")


def locks(text: str) -> bool:
    said = [
        node.value
        for node in ast.walk(tree(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return any(re.search(r"pg_(try_)?advisory|\bLOCK TABLE\b", words) for words in said)


def test_advisory_locks_live_where_they_are_known():
    assert {path for path, text in shipped().items() if locks(text)} == MAY_LOCK
    assert [locks("run('LOCK TABLE cases_case')"), locks("run('SELECT pg_try_advisory_lock(1)')")] == [
        True,
        True,
    ]


def test_no_schema_is_named_in_the_sources():
    named = {path for path, text in shipped().items() for name, _call in calls(text) if name == "set_schema"}
    said = {path for path, text in shipped().items() if re.search(r"\bpublic\.[a-z]+_", text)}
    assert named | said == set()
