"""demo: builds the demo district if there is none; --reset empties the database of cases and people first."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from onedoor.config.demo.building import build
from onedoor.matters.models import Matter

# Emptied on a reset, and whatever points at them; reference data (places, calendar, categories, orgs) stays.
EMPTIED = (
    "cases_case",
    "cases_daycount",
    "cases_keytry",
    "cases_receipt",
    "persons_person",
    "posts_staff",
    "posts_post",
    "audit_accesslog",
    "supervision_lettercount",
    "hall_day",
    "hall_rating",
    "guide_item",
    "guide_screen",
    "appointments_service",
    "registers_entry",
    "committees_committee",
)


class Command(BaseCommand):
    """演示区 — 7,490 matters of which 7,400 finished, told by 1,766 phones; everybody in it is invented."""

    help = "建立演示区（人物均为虚构）；--reset 先清空案卷与人员再重建。"

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="清空案卷、人员与岗位后重建")
        parser.add_argument("--matters", type=int, default=7490)
        parser.add_argument("--open", type=int, default=90)

    def handle(self, *, reset, matters, **options):
        if settings.PRODUCTION:
            raise CommandError("这是正式环境，不能建立演示区。")
        if Matter.objects.exists() and not reset:
            self.stdout.write("已有事项，演示区不再建立；要重建请用 make demo。")
            return
        began = time.monotonic()
        with transaction.atomic():
            if reset:
                _empty()
            count = build(matters, options["open"])
        self.stdout.write(f"演示区：{count}件事项，用时{time.monotonic() - began:.1f}秒。")


def _empty() -> None:
    """TRUNCATE past the append-only triggers: only here, only outside production, only for invented people."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"TRUNCATE {', '.join(EMPTIED)} CASCADE")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    call_command("load_posts", verbosity=0)
