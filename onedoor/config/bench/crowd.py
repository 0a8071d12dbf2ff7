"""Many matters out of the demo's few, by SQL: each row copied under a new key that keeps its place in time."""

from django.db import connection, transaction

from onedoor.config.bench.site import settle

# A version 7 key says so in its fifteenth character; copy number k writes another digit there.
DIGITS = "012345689abcdef"
COPY = "overlay({}::text placing substr('" + DIGITS + "', k, 1) from 15)::uuid"
OWN = {
    "cases_case": ("id",),
    "cases_involvement": ("id", "case_id"),
    "cases_deadline": ("id", "case_id"),
    "cases_event": ("id", "case_id"),
    "cases_party": ("id", "case_id"),
    "matters_matter": ("id", "case_id", "merged_into_id", "review_of_id", "part_of_id"),
    "matters_instruction": ("id", "matter_id"),
    "matters_verification": ("id", "matter_id"),
}
REOPENED = "md5(id::text) < '0b'"  # one in twenty-three of the copies, always the same
REOPEN = (
    f"""UPDATE cases_case SET closed_at = NULL, due_at = now() + (random() * 12 - 2) * interval '1 day'
    WHERE substr(id::text, 15, 1) <> '7' AND closed_at IS NOT NULL AND {REOPENED}""",
    """UPDATE matters_matter m SET status = 'handling', outcome = '', resolved_at = NULL FROM cases_case c
    WHERE m.case_id = c.id AND c.closed_at IS NULL AND m.status IN ('closed', 'declined', 'transferred')""",
    """UPDATE cases_deadline d SET state = 'running', due_at = c.due_at, alarm_at = c.due_at, stopped_at = NULL
    FROM cases_case c WHERE d.case_id = c.id AND c.closed_at IS NULL AND c.due_at IS NOT NULL
    AND d.kind = 'handle' AND d.state <> 'paused'""",
    """UPDATE cases_involvement i SET until = NULL FROM cases_case c WHERE i.case_id = c.id AND c.closed_at IS NULL
    AND i.id = (SELECT l.id FROM cases_involvement l WHERE l.case_id = c.id AND l.role = 'lead' ORDER BY since DESC LIMIT 1)""",
)


@transaction.atomic
def _multiply(wanted: int) -> None:
    with connection.cursor() as cursor:
        # Keys are copied together with what they point at: nothing to check, and a million checks saved.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            """CREATE TEMP TABLE copied ON COMMIT DROP AS
            SELECT c.id, k FROM cases_case c CROSS JOIN generate_series(1, length(%s)) AS k ORDER BY k, c.id
            LIMIT %s - (SELECT count(*) FROM cases_case)""",
            [DIGITS, wanted],
        )
        cursor.execute("CREATE INDEX ON copied (id); ANALYZE copied")
        for table, keys in OWN.items():
            cursor.execute(_copying(cursor, table, keys))
        for statement in REOPEN:
            cursor.execute(statement)


def _copying(cursor, table: str, keys: tuple[str, ...]) -> str:
    described = connection.introspection.get_table_description(cursor, table)
    columns = [column.name for column in described]
    told = [COPY.format(f"t.{name}") if name in keys else f't."{name}"' for name in columns]
    if table == "cases_case":
        told[columns.index("code")] = "t.code || '.' || k"
    if table == "matters_matter":
        told[columns.index("source_ref")] = "''"
    owner = {"cases_case": "t.id", "matters_instruction": "m.case_id", "matters_verification": "m.case_id"}
    names = ", ".join(f'"{name}"' for name in columns)
    through = "JOIN matters_matter m ON m.id = t.matter_id " if "matter_id" in keys else ""
    return (
        f"INSERT INTO {table} ({names}) SELECT {', '.join(told)} FROM {table} t {through}"
        f"JOIN copied ON copied.id = {owner.get(table, 't.case_id')}"
    )


def grow(wanted: int) -> None:
    """As many matters as wanted, about one in twenty of them open."""
    _multiply(wanted)
    settle()
