"""核验查阅日志：逐条、逐次重算，发现改动、删除、插入、调换。"""

from django.core.management.base import BaseCommand, CommandError

from onedoor.audit.verifying import verify


class Command(BaseCommand):
    help = "核验查阅日志。--head 填以前记下的封存号（编号:前若干位），可发现整条链被重做或截断。"

    def add_arguments(self, parser):
        parser.add_argument("--head", default="", help="以前记下的封存号，如 12:3fa9c2d1")

    def handle(self, *args, head="", **options):
        verdict = verify(head)
        for fault in verdict.faults:
            self.stderr.write(fault)
        counts = f"{verdict.rows}条（其中{verdict.unsealed}条尚未封存，{verdict.blanked}条因清除个人信息而清空附记）、{verdict.seals}次封存"
        if verdict.faults:
            raise CommandError(f"核验了{counts}，发现{len(verdict.faults)}处问题。")
        self.stdout.write(f"核验了{counts}，全部相符。最新封存号 {verdict.head or '（无）'}")
