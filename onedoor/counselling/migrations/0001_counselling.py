import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import onedoor.kit.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0014_talk"),
        ("posts", "0003_tenure_duties_apart_anew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Talk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("opened", "待首次谈话"),
                            ("talking", "谈话中"),
                            ("ended", "谈话结束"),
                            ("handed", "已转到别处"),
                        ],
                        default="opened",
                        max_length=8,
                        verbose_name="谈话状态",
                    ),
                ),
                (
                    "age",
                    models.CharField(
                        choices=[("adult", "成年"), ("teen", "满14岁不满18岁"), ("child", "不满14岁")],
                        default="adult",
                        max_length=5,
                        verbose_name="年龄段",
                    ),
                ),
                (
                    "wish",
                    models.CharField(
                        choices=[("any", "都可以"), ("woman", "希望是女咨询师"), ("man", "希望是男咨询师")],
                        default="any",
                        max_length=5,
                        verbose_name="咨询师",
                    ),
                ),
                ("needs_interpreter", models.BooleanField(default=False, verbose_name="需要翻译或手语")),
                ("brings_somebody", models.BooleanField(default=False, verbose_name="有人陪同")),
                ("wishes_sealed", models.BinaryField(default=b"", verbose_name="其他希望")),
                ("own_words_sealed", models.BinaryField(default=b"", verbose_name="本人的话")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                ("kept_until", models.DateField(blank=True, null=True, verbose_name="保存到")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="talk", to="cases.case"
                    ),
                ),
                (
                    "counsellor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="咨询师",
                    ),
                ),
            ],
            options={
                "verbose_name": "谈话",
            },
        ),
        migrations.CreateModel(
            name="SafeContact",
            fields=[
                (
                    "talk",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="contact",
                        serialize=False,
                        to="counselling.talk",
                    ),
                ),
                ("name_sealed", models.BinaryField(default=b"", verbose_name="怎样称呼")),
                ("number_sealed", models.BinaryField(default=b"", verbose_name="哪个号码")),
                ("times_sealed", models.BinaryField(default=b"", verbose_name="什么时候")),
                ("as_whom_sealed", models.BinaryField(default=b"", verbose_name="接通后说是谁")),
                ("may_leave_message", models.BooleanField(default=False, verbose_name="可以留言")),
            ],
            options={
                "verbose_name": "安全联系",
            },
        ),
        migrations.CreateModel(
            name="TalkKey",
            fields=[
                (
                    "talk",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="key",
                        serialize=False,
                        to="counselling.talk",
                    ),
                ),
                ("key_sealed", models.BinaryField(verbose_name="密钥")),
            ],
            options={
                "verbose_name": "谈话密钥",
            },
        ),
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason_sealed", models.BinaryField(verbose_name="理由")),
                ("at", models.DateTimeField(verbose_name="申请时间")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="开到")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="posts.post"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="另一人",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="督导",
                    ),
                ),
                (
                    "talk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="askings",
                        to="counselling.talk",
                    ),
                ),
            ],
            options={
                "verbose_name": "督导申请",
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField(verbose_name="哪天")),
                ("words_sealed", models.BinaryField(default=b"", verbose_name="问什么")),
                ("result_sealed", models.BinaryField(default=b"", verbose_name="回访情况")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="回访时间")),
                (
                    "talk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="counselling.talk",
                    ),
                ),
            ],
            options={
                "verbose_name": "回访约定",
                "ordering": ["day", "id"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("told_on", models.DateField(verbose_name="告诉本人的日期")),
                ("offered_at", models.DateTimeField(verbose_name="交出时间")),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="接手时间")),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="交出人",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="posts.post",
                        verbose_name="接手岗位",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接手人",
                    ),
                ),
                (
                    "talk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="counselling.talk",
                    ),
                ),
            ],
            options={
                "verbose_name": "换人",
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "law",
                    models.CharField(
                        choices=[
                            ("minor", "未成年人保护法第十一条"),
                            ("violence", "反家庭暴力法第十四条"),
                            ("life", "生命危险，紧急求助"),
                        ],
                        max_length=8,
                        verbose_name="依据",
                    ),
                ),
                (
                    "to_whom",
                    models.CharField(
                        choices=[
                            ("police", "公安机关（110）"),
                            ("doctors", "急救（120）"),
                            ("civil", "民政部门"),
                            ("school", "教育部门"),
                        ],
                        max_length=8,
                        verbose_name="向谁报告",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="报告时间")),
                ("words_sealed", models.BinaryField(verbose_name="报告内容")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "talk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="counselling.talk",
                    ),
                ),
            ],
            options={
                "verbose_name": "依法报告",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("note_sealed", models.BinaryField(verbose_name="记录")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "talk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="counselling.talk",
                    ),
                ),
            ],
            options={
                "verbose_name": "谈话记录",
                "ordering": ["day", "id"],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[("note", "谈话内容"), ("contact", "联系办法")],
                        max_length=8,
                        verbose_name="打开了什么",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "asking",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="counselling.asking",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="posts.post"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "talk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="counselling.talk",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counselling.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "打开记录",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "talk",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="consent",
                        serialize=False,
                        to="counselling.talk",
                    ),
                ),
                ("version", models.CharField(max_length=10, verbose_name="告知书版本")),
                (
                    "giver",
                    models.CharField(
                        choices=[
                            ("self", "本人"),
                            ("guardian", "本人和监护人"),
                            ("harmed", "本人，监护人涉嫌侵害"),
                        ],
                        max_length=8,
                        verbose_name="谁同意的",
                    ),
                ),
                ("guardian_sealed", models.BinaryField(default=b"", verbose_name="监护人")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "知情同意",
            },
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(("staff", models.F("second")), _negated=True), name="asking_takes_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_at", None)), fields=("talk",), name="one_handover_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("taker")), _negated=True), name="handover_takes_two"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="look",
            trigger=pgtrigger.compiler.Trigger(
                name="look_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete or update rows from % table', TG_TABLE_NAME;",
                    hash="6559885cb0feb7e9d5354d3a4a10dbe5da3c2760",
                    operation="DELETE OR UPDATE",
                    pgid="pgtrigger_look_stays_71e44",
                    table="counselling_look",
                    when="BEFORE",
                ),
            ),
        ),
    ]
