import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import onedoor.kit.keys


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0003_effect"),
        ("posts", "0003_tenure_duties_apart_anew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MailboxChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("before_mask", models.CharField(blank=True, max_length=260, verbose_name="原来的邮箱")),
                ("after_mask", models.CharField(blank=True, max_length=260, verbose_name="改成的邮箱")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "org",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="posts.org",
                        verbose_name="单位",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="posts.post",
                        verbose_name="岗位",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="工作人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位邮箱变更",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailboxchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c8da739ab10ef59ea69abbad411d45a40fcb53f3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_34612",
                    table="notices_mailboxchange",
                    when="BEFORE",
                ),
            ),
        ),
    ]
