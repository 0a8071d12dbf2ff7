"""bench: measures the house beside its bounds on a database of its own, one JSON line a figure."""

import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from onedoor.config import processes
from onedoor.config.bench import run


class Command(BaseCommand):
    """测速 — intake, pages, locating, ringing and building, each beside what bare SQL or the bare library does."""

    help = "测速，每项一行 JSON；另建数据库，用完即删。--quick 缩小规模。Measure, one JSON line a figure."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--quick", action="store_true", help="小规模，一分半以内 / small, within 90 seconds"
        )
        parser.add_argument(
            "--only", choices=run.PARTS, action="append", help="只测这几项 / these parts alone"
        )

    def handle(self, *, quick, only, **options):
        if settings.PRODUCTION:
            raise CommandError("这是正式环境，不在这里测速。(This is production: measure elsewhere.)")
        processes.leave_on_signals()
        if (busy := os.getloadavg()[0]) > (os.cpu_count() or 1) / 2:
            self.stderr.write(
                f"本机正忙（负载 {busy:.1f}），只有比值可信。(The machine is busy: trust the ratios alone.)"
            )
        size, missed, passed = run.QUICK if quick else run.WHOLE, [], 0.0
        for figure, at in run.timed(size, tuple(only or run.PARTS)):
            self.stdout.write(figure.line())
            self.stdout.flush()
            passed = at
            if figure.said()["met"] is False:
                missed.append(figure.name)
        words = f"未达目标 (goals missed): {', '.join(missed)}" if missed else "目标全部达到 (all goals met)"
        self.stderr.write(f"{words}；{passed:.0f} 秒")
