from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_called_units"),
    ]

    operations = [
        migrations.AlterField(
            model_name="link",
            name="kind",
            field=models.CharField(
                choices=[
                    ("merged", "并案"),
                    ("review", "复查"),
                    ("related", "相关事项"),
                    ("part", "子事项"),
                    ("found", "巡查发现"),
                ],
                max_length=8,
                verbose_name="关联方式",
            ),
        ),
    ]
