"""换密钥：用 FIELD_KEYS 里编号最大的密钥重新加密手机发来的内容和各手机的半把钥匙；与 rotate_keys 一起运行。"""

from django.core.management.base import BaseCommand

from onedoor.field.resealing import seal_anew


class Command(BaseCommand):
    help = "重新加密手机发来、还没有清除的内容；可以重复运行。"

    def handle(self, *args, **options):
        self.stdout.write(f"已换{seal_anew()}件。")
