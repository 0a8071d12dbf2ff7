"""换密钥：用 FIELD_KEYS 里编号最大的密钥重新加密全部身份信息，可随时中断、重新运行。"""

from django.core.management.base import BaseCommand

from onedoor.persons.rotating import rotate_batch, under_older_keys


class Command(BaseCommand):
    help = "先在 FIELD_KEYS 里加一把编号更大的新密钥并重启，再运行本命令；剩余为 0 以后才能删去旧密钥。"

    def add_arguments(self, parser):
        parser.add_argument("--batch", type=int, default=500, help="每批人数（默认500）")

    def handle(self, *args, batch=500, **options):
        last, batches = rotate_batch(None, batch), 0
        while last:
            batches += 1
            last = rotate_batch(last, batch)
        self.stdout.write(f"已换{batches}批。仍需旧密钥的：{under_older_keys()}人。")
