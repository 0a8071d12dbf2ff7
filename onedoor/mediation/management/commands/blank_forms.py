"""空白文书：把全部调解文书的空白表格写成一个PDF文件，供窗口打印备用。"""

from pathlib import Path

from django.core.management.base import BaseCommand

from onedoor.kit.paperwork import set_sheets
from onedoor.mediation.papers import all_blank


class Command(BaseCommand):
    """Needs no database: a desk without a network prints from this file."""

    help = "把全部空白调解文书写成一个PDF。Write all blank forms of mediation into one PDF."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="写到哪个文件 / the file to write")

    def handle(self, *, path, **options):
        sheets = set_sheets(all_blank())
        path.write_bytes(sheets.content)
        self.stdout.write(f"{path}：{len(sheets.starts)}种文书。")
