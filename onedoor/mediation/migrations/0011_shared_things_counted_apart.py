from django.db import migrations, models
from django.db.models import Q

HOW = [
    ("signed", "当面签字"),
    ("oral", "口头表示，已记录"),
    ("phone", "电话表示，已记录"),
    ("online", "凭编号和查询码在网上表示"),
]


def counted_apart(model, name, second):
    """Numbers of what all sides share, and of each side's own, in sequences of their own."""
    fields = ["mediation", second, "number"]
    made = models.UniqueConstraint(fields=fields, name=name, nulls_distinct=False)
    return [
        migrations.RemoveConstraint(model_name=model, name=name),
        migrations.AddConstraint(model_name=model, constraint=made),
    ]


class Migration(migrations.Migration):
    dependencies = [("mediation", "0010_performance_and_court")]

    operations = [
        migrations.RemoveField(model_name="mediation", name="is_open"),
        *counted_apart("session", "session_number", "side"),
        *counted_apart("evidence", "evidence_number", "drawer"),
        migrations.AddField(
            "evidence",
            "leave_how",
            models.CharField(
                blank=True, choices=HOW, default="", max_length=6, verbose_name="提交方怎样同意公开"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "evidence",
            "leave_at",
            models.DateTimeField(blank=True, null=True, verbose_name="提交方同意公开的时间"),
        ),
        migrations.AddField(
            "offer",
            "leave_how",
            models.CharField(
                blank=True, choices=HOW, default="", max_length=6, verbose_name="提出方怎样同意转告"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "offer",
            "leave_at",
            models.DateTimeField(blank=True, null=True, verbose_name="提出方同意转告的时间"),
        ),
        migrations.AddField(
            "offer", "round", models.PositiveSmallIntegerField(default=1, verbose_name="第几轮")
        ),
        migrations.AddConstraint(
            "offer",
            models.CheckConstraint(
                condition=Q(side=None) | Q(told_at=None) | Q(leave_at__isnull=False),
                name="told_by_leave_of_its_giver",
            ),
        ),
        migrations.AddField("guest", "leads", models.BooleanField(default=False, verbose_name="由他们主持")),
        migrations.AddConstraint(
            "guest",
            models.CheckConstraint(condition=Q(leads=False) | Q(role="police"), name="police_alone_lead"),
        ),
        migrations.AlterField(
            "assignment",
            "how",
            models.CharField(
                choices=[("proposed", "调解组织指派"), ("chosen", "当事人选定")],
                max_length=8,
                verbose_name="怎样产生",
            ),
        ),
        migrations.AlterField(
            "summons",
            "channel",
            models.CharField(
                choices=[
                    ("phone", "电话"),
                    ("sms", "短信"),
                    ("post", "书面送达"),
                    ("grid", "网格员上门"),
                    ("safe", "安全联系方式"),
                    ("face", "当面"),
                ],
                max_length=6,
                verbose_name="通知方式",
            ),
        ),
    ]
