from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_telling")]

    operations = [
        migrations.RemoveConstraint("delivery", "sent_once"),
        migrations.RenameField("delivery", "key", "effect"),
        migrations.AddConstraint(
            "delivery",
            models.UniqueConstraint(
                fields=["effect", "channel", "staff", "person", "org"],
                name="sent_once",
                nulls_distinct=False,
            ),
        ),
    ]
