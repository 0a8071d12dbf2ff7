"""ring_clocks: let every clock ring whose time has come."""

from django.core.management.base import BaseCommand

from onedoor.cases.ringing import ring_all
from onedoor.posts.given import system_actor


class Command(BaseCommand):
    """到点响铃 — near and missed clocks say so on their timelines; safe in several workers at once."""

    help = "到点响铃：把即将到期和已超期的期限记入时间线；可同时在多个进程里运行。"

    def handle(self, **options):
        self.stdout.write(f"响铃：{ring_all(by=system_actor())}")
