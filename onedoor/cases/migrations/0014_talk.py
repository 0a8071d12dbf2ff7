"""谈话 — a secrecy that no post can be cleared for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_slip"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="secrecy",
            field=models.CharField(
                choices=[
                    ("normal", "一般"),
                    ("counselling", "心理咨询"),
                    ("family", "家庭暴力"),
                    ("minor", "未成年人"),
                    ("discipline", "涉法涉诉涉纪"),
                    ("talk", "谈话"),
                ],
                default="normal",
                max_length=12,
                verbose_name="密级",
            ),
        ),
    ]
