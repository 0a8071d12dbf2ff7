"""verify_timelines: whether every timeline still holds together, and every status follows from it."""

from django.core.management.base import BaseCommand, CommandError

from onedoor.cases.timeline import broken_since


class Command(BaseCommand):
    """核验时间线 — recompute every digest; the first broken event of each case is named."""

    help = "核验每份案卷的时间线：逐条重算摘要，指出第一条对不上的记录。"

    def handle(self, **options):
        broken = broken_since()
        for code, seq in broken:
            self.stdout.write(f"{code}：第{seq}条对不上")
        if broken:
            raise CommandError(f"{len(broken)}份案卷的时间线被改动过。")
        self.stdout.write("时间线全部完好。")
