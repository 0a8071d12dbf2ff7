"""limits_page: draw docs/limits.md from the limits in the code."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from onedoor.matters.limits_page import PATH, draw


class Command(BaseCommand):
    """画期限一览 — write docs/limits.md, or with --check say whether it is current."""

    help = "从代码生成 docs/limits.md；--check 只检查是否为最新。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check, **options):
        path = settings.ROOT / PATH
        with translation.override("zh-hans"):
            page = draw()
        if check:
            if not path.exists() or path.read_text("utf-8") != page:
                raise CommandError(f"{PATH} 不是最新的，请运行 make docs。")
            return
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, "utf-8")
        self.stdout.write(PATH)
