"""封存查阅日志：把已经结束的全部记录封进链里，打印封存号。"""

from django.core.management.base import BaseCommand, CommandError

from onedoor.audit.chain import seal_after_restore, seal_up
from onedoor.kit.problems import Problem


class Command(BaseCommand):
    help = "封存查阅日志。恢复备份以后、开放使用以前，先用 --after-restore 运行一次。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--after-restore", action="store_true", help="数据库刚从备份恢复：结束旧的一段，开始新的一段"
        )

    def handle(self, *args, after_restore=False, **options):
        try:
            seal = seal_after_restore() if after_restore else seal_up()
        except Problem as problem:
            raise CommandError(problem.message) from problem
        self.stdout.write(f"已封存{seal.rows}条，封存号 {seal}" if seal else "没有新的记录可封存。")
