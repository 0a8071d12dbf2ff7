"""Make the system's own list of categories: safe to repeat, and a district's changes stay as they are."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from onedoor.kit.problems import Problem
from onedoor.matters.actions.categories import load_own_list


class Command(BaseCommand):
    help = "载入自带的事项分类（三级）；可重复执行，不改动本区已更名或停用的分类。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--refresh", action="store_true", help="把常用说法、承诺期限等恢复成自带清单的内容"
        )

    def handle(self, *args, refresh, **options):
        try:
            done = load_own_list(by=None, refresh=refresh)
        except Problem as problem:
            raise CommandError(problem.message) from problem
        self.stdout.write(
            _("事项分类：新增%(created)d个，更新%(changed)d个，未变%(unchanged)d个。")
            % {"created": done.created, "changed": done.changed, "unchanged": done.unchanged}
        )
