"""A file says which paper it stands for; its check value tells nobody anything who has not the house's key."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mediation", "0008_returned")]

    operations = [
        migrations.AddField(
            model_name="file",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mediation.session",
            ),
        ),
        migrations.AddField(
            model_name="file",
            name="ending",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mediation.ending",
            ),
        ),
        migrations.RenameField(model_name="file", old_name="sha256", new_name="digest"),
    ]
