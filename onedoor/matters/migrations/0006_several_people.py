import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0005_duty_list"),
    ]

    operations = [
        migrations.AddField(
            "matter",
            "part_of",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="matters.matter",
            ),
        ),
        migrations.AddField(
            "matter", "claimants", models.PositiveIntegerField(blank=True, null=True, verbose_name="反映人数")
        ),
        migrations.AddField(
            "matter",
            "claimants_is_about",
            models.BooleanField(default=False, verbose_name="人数为约数"),
        ),
        migrations.AddField(
            "proposal", "is_same_person", models.BooleanField(default=False, verbose_name="同一人反映")
        ),
    ]
