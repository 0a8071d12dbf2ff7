"""replay_lifecycles: whether every matter's status follows from its timeline."""

from django.core.management.base import BaseCommand, CommandError

from onedoor.matters.replaying import astray


class Command(BaseCommand):
    """回放流程 — every matter's events are walked along the lifecycle table."""

    help = "把每件事项的时间线按流程表走一遍，指出状态对不上的。"

    def handle(self, **options):
        wrong = astray()
        for code, status, replayed in wrong:
            self.stdout.write(f"{code}：现为{status}，按时间线应为{replayed or '（走不通）'}")
        if wrong:
            raise CommandError(f"{len(wrong)}件事项的状态与时间线不符。")
        self.stdout.write("状态与时间线全部相符。")
