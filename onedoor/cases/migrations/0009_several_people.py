import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_duty"),
    ]

    operations = [
        migrations.AddField(
            "link", "reason", models.CharField(blank=True, max_length=500, verbose_name="理由")
        ),
        migrations.AddField(
            "party", "is_representative", models.BooleanField(default=False, verbose_name="推选的代表")
        ),
        migrations.AddField(
            "party", "pin_digest", models.CharField(blank=True, editable=False, max_length=64)
        ),
        migrations.AddField(
            "party", "since", models.DateTimeField(blank=True, null=True, verbose_name="加入时间")
        ),
        migrations.AddField(
            "party", "until", models.DateTimeField(blank=True, null=True, verbose_name="退出时间")
        ),
        migrations.AddField(
            "paper",
            "party",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.party",
            ),
        ),
        migrations.AlterField(
            model_name="link",
            name="kind",
            field=models.CharField(
                choices=[("merged", "并案"), ("review", "复查"), ("related", "相关事项"), ("part", "子事项")],
                max_length=8,
                verbose_name="关联方式",
            ),
        ),
    ]
