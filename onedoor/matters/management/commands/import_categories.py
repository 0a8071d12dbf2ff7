"""Take in a district's own list of categories from a CSV file: all of it, or a list of what is wrong."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from onedoor.kit.problems import Problem
from onedoor.matters.actions.category_import import import_list
from onedoor.matters.category_files import read_list


class Command(BaseCommand):
    help = "导入本区自己的事项分类（CSV，含“一级分类、二级分类、三级分类”列，可带“代码”等列）；有错则一条也不导入。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source", help="清单的来源名称，同一来源再次导入时按代码或名称对上原有分类（默认为文件名）"
        )
        parser.add_argument(
            "--map", action="append", default=[], metavar="列名=字段", help="例如 --map 类别=level1"
        )
        parser.add_argument(
            "--retire-missing", action="store_true", help="停用文件里已没有的分类（限同一来源）"
        )
        parser.add_argument("--only", action="store_true", help="只用本清单：停用其他来源的分类")
        parser.add_argument("--dry-run", action="store_true", help="只试不改：说明会发生什么")

    def handle(self, *args, file, source, retire_missing, only, dry_run, **options):
        mapping = dict(pair.partition("=")[::2] for pair in options["map"])
        try:
            listing = read_list(file.read_bytes(), mapping)
            done = import_list(
                listing,
                source=source or file.stem,
                by=None,
                retire_missing=retire_missing,
                only=only,
                dry_run=dry_run,
            )
        except OSError as problem:
            raise CommandError(_("打不开文件%(file)s。") % {"file": file}) from problem
        except Problem as problem:
            raise CommandError(problem.message) from problem
        self._tell(done, dry_run)

    def _tell(self, done, dry_run):
        for note in done.notes:
            self.stdout.write(note)
        words = {
            "created": done.created,
            "changed": done.changed,
            "unchanged": done.unchanged,
            "retired": done.retired,
        }
        self.stdout.write(
            _("新增%(created)d个分类，更新%(changed)d个，未变%(unchanged)d个，停用%(retired)d个。") % words
        )
        if dry_run:
            self.stdout.write(_("这是试运行，什么也没有改动。"))
