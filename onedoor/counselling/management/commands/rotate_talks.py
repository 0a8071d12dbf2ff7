"""换密钥：用 FIELD_KEYS 里编号最大的密钥重新封存每次谈话的密钥；谈话内容不动。"""

from django.core.management.base import BaseCommand

from onedoor.counselling.sealing import seal_anew


class Command(BaseCommand):
    """It does not say how many there are: a screen would tell whoever looks over a shoulder."""

    help = "先在 FIELD_KEYS 里加一把编号更大的新密钥并重启，再运行本命令，然后才能删去旧密钥。"

    def handle(self, *args, **options):
        seal_anew()
        self.stdout.write("谈话密钥已换好。")
