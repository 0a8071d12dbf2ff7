import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import onedoor.kit.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("posts", "0003_tenure_duties_apart_anew"),
        ("venues", "0001_centre"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "文章"),
                            ("leaflet", "折页"),
                            ("video", "视频"),
                            ("picture", "海报"),
                        ],
                        max_length=8,
                        verbose_name="资料形式",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("centre", "中心办事"),
                            ("mediation", "人民调解"),
                            ("aid", "法律援助"),
                            ("labour", "劳动用工"),
                            ("family", "婚姻家庭"),
                            ("fraud", "防范诈骗"),
                            ("rights", "个人权利"),
                            ("other", "其他主题"),
                        ],
                        max_length=10,
                        verbose_name="主题",
                    ),
                ),
                ("source", models.CharField(max_length=80, verbose_name="发布单位")),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-Hans", "中文"), ("en", "英文")],
                        default="zh-Hans",
                        max_length=8,
                        verbose_name="语言",
                    ),
                ),
                ("summary", models.CharField(blank=True, max_length=120, verbose_name="一句话介绍")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                ("file", models.FileField(blank=True, upload_to="library/%Y/%m", verbose_name="文件")),
                ("content_type", models.CharField(blank=True, max_length=20, verbose_name="文件类型")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="大小（字节）")),
                ("cover", models.FileField(blank=True, upload_to="library/%Y/%m", verbose_name="封面")),
                ("valid_from", models.DateField(verbose_name="有效期起")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="有效期止")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                ("is_published", models.BooleanField(default=False, verbose_name="已发布")),
            ],
            options={
                "verbose_name": "宣传资料",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="item_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("kind", "article")),
                            models.Q(
                                models.Q(("kind", "article"), _negated=True),
                                models.Q(("file", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="item_is_words_or_a_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemChange",
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
                        choices=[
                            ("added", "新建"),
                            ("edited", "改过"),
                            ("published", "发布"),
                            ("withdrawn", "撤下"),
                        ],
                        max_length=10,
                        verbose_name="改动",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="guide.item",
                        verbose_name="宣传资料",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="posts.post",
                        verbose_name="改动岗位",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="改动人",
                    ),
                ),
            ],
            options={
                "verbose_name": "资料改动",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Screen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="屏幕名称")),
                ("has_sound", models.BooleanField(default=False, verbose_name="视频放声音")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="venues.centre",
                        verbose_name="中心",
                    ),
                ),
            ],
            options={
                "verbose_name": "宣传屏",
                "ordering": ["centre", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Showing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("seconds", models.PositiveSmallIntegerField(default=15, verbose_name="每页秒数")),
                ("from_hour", models.TimeField(blank=True, null=True, verbose_name="每天起")),
                ("to_hour", models.TimeField(blank=True, null=True, verbose_name="每天止")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="showings",
                        to="guide.item",
                        verbose_name="宣传资料",
                    ),
                ),
                (
                    "screen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="showings",
                        to="guide.screen",
                        verbose_name="宣传屏",
                    ),
                ),
            ],
            options={
                "verbose_name": "播放",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Taking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField(verbose_name="月份")),
                (
                    "way",
                    models.CharField(
                        choices=[("scanned", "扫码带走"), ("printed", "打印带走")],
                        max_length=8,
                        verbose_name="取阅方式",
                    ),
                ),
                ("count", models.PositiveIntegerField(default=0, verbose_name="次数")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="takings",
                        to="guide.item",
                        verbose_name="宣传资料",
                    ),
                ),
            ],
            options={
                "verbose_name": "取阅",
            },
        ),
        migrations.AddConstraint(
            model_name="screen",
            constraint=models.UniqueConstraint(fields=("centre", "name"), name="screen_named_once_a_centre"),
        ),
        migrations.AddConstraint(
            model_name="showing",
            constraint=models.UniqueConstraint(fields=("screen", "item"), name="item_once_a_screen"),
        ),
        migrations.AddConstraint(
            model_name="showing",
            constraint=models.CheckConstraint(
                condition=models.Q(("seconds__range", (5, 600))), name="page_is_shown_for_a_while"
            ),
        ),
        migrations.AddConstraint(
            model_name="showing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_hour", None), ("to_hour", None)),
                    ("to_hour__gt", models.F("from_hour")),
                    _connector="OR",
                ),
                name="showing_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="taking",
            constraint=models.UniqueConstraint(fields=("item", "month", "way"), name="taking_once_a_month"),
        ),
    ]
