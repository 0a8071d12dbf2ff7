"""What happens to a mediation has keys that any machine can make; nothing points at these rows, so each gets a new one."""

from django.db import migrations, models

import onedoor.kit.keys

ROWS = ("EndingWay", "EndingTold", "CourtAnswer", "Willing", "Reminder")


def anew(name: str) -> migrations.RunSQL:
    table = f"mediation_{name.lower()}"
    field = models.UUIDField(
        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
    )
    return migrations.RunSQL(
        f"ALTER TABLE {table} DROP COLUMN id;"
        f"ALTER TABLE {table} ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY;"
        f"ALTER TABLE {table} ALTER COLUMN id DROP DEFAULT;",
        state_operations=[migrations.AlterField(name.lower(), "id", field)],
    )


class Migration(migrations.Migration):
    dependencies = [("mediation", "0012_check_values_under_a_key")]

    operations = [anew(name) for name in ROWS]
