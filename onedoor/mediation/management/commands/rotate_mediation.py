"""换密钥：用 FIELD_KEYS 里编号最大的密钥重新封存抽屉、材料和卷宗的密钥；内容不动。"""

from django.core.management.base import BaseCommand

from onedoor.mediation.rotating import rotate_all


class Command(BaseCommand):
    """May be stopped and run again: what is done already is passed over."""

    help = "先在 FIELD_KEYS 里加一把编号更大的新密钥并重启，再运行本命令，然后才能删去旧密钥。"

    def handle(self, *args, **options):
        self.stdout.write(f"已换{rotate_all()}把。")
