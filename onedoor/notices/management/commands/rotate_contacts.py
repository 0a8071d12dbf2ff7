"""换密钥：用 FIELD_KEYS 里编号最大的密钥重新加密工作人员留的联系方式；与 rotate_keys 一起运行。"""

from django.core.management.base import BaseCommand

from onedoor.notices.sealed import seal_anew


class Command(BaseCommand):
    help = "重新加密工作人员留的邮箱、手机号；可以重复运行。"

    def handle(self, *args, **options):
        self.stdout.write(f"已换{seal_anew()}个联系方式。")
