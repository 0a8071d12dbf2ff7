"""到期销毁：夜里自动做的事，恢复旧备份以后由人先做一遍，再对外开放。"""

from django.core.management.base import BaseCommand

from onedoor.counselling.actions import destroy_over
from onedoor.posts.given import system_actor


class Command(BaseCommand):
    """It says that it is done, and not how many there were."""

    help = "销毁保存期已满的谈话的密钥。"

    def handle(self, *args, **options):
        destroy_over(by=system_actor())
        self.stdout.write("到期的已经销毁。")
