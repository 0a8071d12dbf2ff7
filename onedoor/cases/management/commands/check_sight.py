"""check_sight: whether every open case can be seen by somebody who is at work."""

from django.core.management.base import BaseCommand, CommandError

from onedoor.cases.sight import unseen


class Command(BaseCommand):
    """查无人可见的案卷 — the codes are not said: whoever runs this may not be cleared either."""

    help = "检查有没有在办案卷因密级而无人可见。"

    def handle(self, **options):
        if count := unseen().count():
            raise CommandError(f"{count}件在办的保密案卷没有任何在任岗位可以看到，请安全管理员授予密级权限。")
        self.stdout.write("每件在办案卷都有人可以看到。")
