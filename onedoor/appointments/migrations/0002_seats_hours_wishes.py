import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import onedoor.kit.keys


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0001_appointments"),
        ("cases", "0015_word_papers"),
        ("persons", "0001_initial"),
        ("venues", "0002_rooms"),
    ]

    operations = [
        migrations.CreateModel(
            name="Grip",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onedoor.kit.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("mark", models.BinaryField(max_length=32, verbose_name="来处摘要")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "占号来处",
            },
        ),
        migrations.RemoveConstraint(
            model_name="appointment",
            name="one_appointment_a_slot",
        ),
        migrations.AddField(
            model_name="appointment",
            name="gender",
            field=models.CharField(
                blank=True,
                choices=[("woman", "女"), ("man", "男")],
                db_default="",
                default="",
                max_length=6,
                verbose_name="希望接待人",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="language",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=20, verbose_name="翻译成什么语言"
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="seat",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="座位"),
        ),
        migrations.AddField(
            model_name="appointment",
            name="needs_interpreter",
            field=models.BooleanField(db_default=False, default=False, verbose_name="需要翻译"),
        ),
        migrations.AddField(
            model_name="appointment",
            name="needs_sign",
            field=models.BooleanField(db_default=False, default=False, verbose_name="需要手语"),
        ),
        migrations.AddField(
            model_name="appointment",
            name="brings_somebody",
            field=models.BooleanField(db_default=False, default=False, verbose_name="有人陪同"),
        ),
        migrations.AddField(
            model_name="appointment",
            name="uses_wheelchair",
            field=models.BooleanField(db_default=False, default=False, verbose_name="坐轮椅"),
        ),
        migrations.AddField(
            model_name="service",
            name="closes",
            field=models.TimeField(blank=True, null=True, verbose_name="几点以后不接受预约"),
        ),
        migrations.AddField(
            model_name="service",
            name="opens",
            field=models.TimeField(blank=True, null=True, verbose_name="几点开始接受预约"),
        ),
        migrations.AddField(
            model_name="service",
            name="seats",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="同一时间接待几人"),
        ),
        migrations.AddField(
            model_name="slot",
            name="seats",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="接待几人"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointment",
            trigger=pgtrigger.compiler.Trigger(
                name="seat_there_is",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.seat > (SELECT seats FROM appointments_slot WHERE id = NEW.slot_id) THEN\n        RAISE EXCEPTION 'no such seat at this time' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="dabca871bc9be5b5a04bb7d52265bd4c75865f92",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_seat_there_is_54929",
                    table="appointments_appointment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("held", "booked", "arrived", "done", "missed"))),
                fields=("slot", "seat"),
                name="one_appointment_a_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("seat__gte", 1)), name="appointment_seat_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("seats__range", (1, 50))), name="appointment_seats"
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("seats__range", (1, 50))), name="appointment_slot_seats"
            ),
        ),
        migrations.AddField(
            model_name="grip",
            name="appointment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="grips",
                to="appointments.appointment",
                verbose_name="预约",
            ),
        ),
        migrations.AddIndex(
            model_name="grip",
            index=models.Index(fields=["mark", "at"], name="appointment_grip"),
        ),
        migrations.AlterField(
            model_name="slot",
            name="state",
            field=models.CharField(
                choices=[
                    ("free", "可约"),
                    ("held", "占号中"),
                    ("booked", "约满"),
                    ("closed", "停约"),
                    ("gone", "已撤下"),
                ],
                default="free",
                max_length=6,
                verbose_name="号源状态",
            ),
        ),
    ]
