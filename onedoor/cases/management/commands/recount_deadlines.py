"""recount_deadlines: count running clocks anew after the calendar has changed."""

from django.core.management.base import BaseCommand

from onedoor.cases.recounting import recount
from onedoor.posts.given import system_actor


class Command(BaseCommand):
    """重算期限 — dates may move later, never earlier; every move stands on its timeline."""

    help = "工作日历变动（例如新一年的放假通知载入）之后，重新计算在办的期限：只推后，不提前。"

    def handle(self, **options):
        moved = recount(by=system_actor())
        self.stdout.write(f"推后的期限：{len(moved)}")
