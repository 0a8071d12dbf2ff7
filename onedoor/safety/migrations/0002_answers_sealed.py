"""What was answered to which item stands in no table any more: it goes with the key of its case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("safety", "0001_safety")]

    operations = [
        migrations.DeleteModel("Answer"),
        migrations.AddField(
            "checklist", "answers_sealed", models.BinaryField(default=b"", verbose_name="各项回答")
        ),
    ]
