"""换密钥：用 FIELD_KEYS 里编号最大的密钥重新封存每件案卷的安全密钥；内容不动。"""

from django.core.management.base import BaseCommand

from onedoor.safety.sealing import seal_anew


class Command(BaseCommand):
    """It does not say how many there are."""

    help = "先在 FIELD_KEYS 里加一把编号更大的新密钥并重启，再运行本命令，然后才能删去旧密钥。"

    def handle(self, *args, **options):
        seal_anew()
        self.stdout.write("安全密钥已换好。")
