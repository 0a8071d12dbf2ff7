"""Check values of what was signed and of what was kept tell nobody anything who has not the house's key: those that were plain
digests are put under it, row by row; what one of them was, no backup of later days says.
"""

from django.db import migrations

from onedoor.kit.sealing import keyed_digest

UNDER, KEPT = "mediation.signature", "mediation.file"
BATCH = 500


def keyed(apps, editor):
    for name, column, use in (("Signature", "text_digest", UNDER), ("File", "digest", KEPT)):
        model = apps.get_model("mediation", name)
        table = editor.quote_name(model._meta.db_table)
        # Its guards let nothing change that was signed or filed; here nothing but how it is checked does.
        editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        _turn(model, column, use)
        editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _turn(model, column: str, use: str) -> None:
    """Those of files that were keyed already are keyed once more: nothing is compared with them."""
    waiting: list = []
    for row in model.objects.exclude(**{column: ""}).only("pk", column).iterator(BATCH):
        vars(row)[column] = keyed_digest(use, vars(row)[column].encode()).hex()
        waiting.append(row)
        if len(waiting) == BATCH:
            model.objects.bulk_update(waiting, [column])
            waiting.clear()
    model.objects.bulk_update(waiting, [column])


class Migration(migrations.Migration):
    dependencies = [("mediation", "0011_shared_things_counted_apart")]

    operations = [
        migrations.RenameField("signature", "text_sha256", "text_digest"),
        migrations.RunPython(keyed, migrations.RunPython.noop),
    ]
