"""画文档 — draw the pages of docs/ that come from the code; --check only says whether they are current."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from onedoor.config import api_page, lifecycles_page, mediation_terms_page, room_limits_page
from onedoor.field import leaflet
from onedoor.matters import limits_page

PAGES = (lifecycles_page, limits_page, room_limits_page, mediation_terms_page, api_page, leaflet)


class Command(BaseCommand):
    help = "从代码生成 docs/ 中的流转图、期限一览和接口约定；--check 只检查是否为最新。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check, **options):
        with translation.override("zh-hans"):
            pages = {page.PATH: page.draw() for page in PAGES}
        for name, text in pages.items():
            path = settings.ROOT / name
            if path.exists() and path.read_text("utf-8") == text:
                continue
            if check:
                raise CommandError(f"{name} 与代码不一致，请运行 make docs 并提交。({name} is not current.)")
            path.write_text(text, "utf-8")
            self.stdout.write(name)
