"""When a phone last got the server's half of its key: until now, when it was given out."""

from django.db import migrations, models
from django.db.models import F


def as_given_out(apps, _schema):
    apps.get_model("field", "Phone").objects.update(shared_at=F("issued_at"))


class Migration(migrations.Migration):
    dependencies = [("field", "0001_phones")]

    operations = [
        migrations.AddField("phone", "shared_at", models.DateTimeField(null=True, verbose_name="上次给钥匙")),
        migrations.RunPython(as_given_out, migrations.RunPython.noop),
        migrations.AlterField("phone", "shared_at", models.DateTimeField(verbose_name="上次给钥匙")),
        migrations.AddField(
            "phone", "draft_kinds", models.JSONField(blank=True, default=dict, verbose_name="草稿的种类")
        ),
    ]
