"""Pieces of photos lie sealed. What was under way begins anew: the phone still has it."""

from django.db import migrations, models


def begin_anew(apps, _schema):
    apps.get_model("field", "Piece").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("field", "0002_keys_given")]

    operations = [
        migrations.RunPython(begin_anew, migrations.RunPython.noop),
        migrations.RemoveField("piece", "content"),
        migrations.AddField("piece", "content_sealed", models.BinaryField()),
        migrations.AddField("piece", "size", models.PositiveIntegerField(verbose_name="大小（字节）")),
        migrations.AddIndex(
            "upload",
            models.Index(fields=["at"], name="upload_left_over", condition=models.Q(state="taken")),
        ),
    ]
