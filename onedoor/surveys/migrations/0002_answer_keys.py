"""Answers get a key that any machine can make, and their order is told apart from it."""

from django.db import migrations, models

import onedoor.kit.keys

NEW_KEYS = """
ALTER TABLE surveys_answer ADD COLUMN position smallint NOT NULL DEFAULT 0 CHECK (position >= 0);
UPDATE surveys_answer SET position = counted.n
  FROM (SELECT id, row_number() OVER (PARTITION BY reply_id ORDER BY id) - 1 AS n FROM surveys_answer) counted
  WHERE counted.id = surveys_answer.id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE surveys_answer ALTER COLUMN position DROP DEFAULT;
ALTER TABLE surveys_answer DROP COLUMN id;
ALTER TABLE surveys_answer ADD COLUMN id uuid PRIMARY KEY DEFAULT gen_random_uuid();
ALTER TABLE surveys_answer ALTER COLUMN id DROP DEFAULT;
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_surveys")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(NEW_KEYS, migrations.RunSQL.noop)],
            state_operations=[
                migrations.AlterField(
                    model_name="answer",
                    name="id",
                    field=models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                migrations.AddField(
                    model_name="answer",
                    name="position",
                    field=models.PositiveSmallIntegerField(default=0, verbose_name="次序"),
                ),
                migrations.AlterModelOptions(
                    name="answer",
                    options={"ordering": ["reply", "position"], "verbose_name": "一题的答案"},
                ),
            ],
        )
    ]
