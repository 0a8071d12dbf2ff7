"""到期清除：夜里自动做的事，恢复旧备份以后由人先做一遍，再对外开放。"""

from django.core.management.base import BaseCommand

from onedoor.mediation import actions as mediation
from onedoor.mediation.queries.volumes import held_cases
from onedoor.posts.given import system_actor
from onedoor.safety import actions as safety


class Command(BaseCommand):
    """It says that it is done, and not how many there were."""

    help = "清除保存期已满的安全核对单和各方抽屉。"

    def handle(self, *args, **options):
        safety.erase_over(by=system_actor(), held=held_cases())
        mediation.shred_over(by=system_actor())
        self.stdout.write("到期的已经清除。")
