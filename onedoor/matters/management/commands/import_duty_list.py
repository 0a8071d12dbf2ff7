"""Take in a district's duty list from a workbook: all of it, or a list of what is wrong."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from onedoor.kit.problems import Problem
from onedoor.matters.actions.duty_list import import_duties
from onedoor.matters.duty_files import clauses_of, read_duty_file


class Command(BaseCommand):
    help = "导入事项责任清单（xlsx或csv，各列与下载的清单相同）；有错则一项也不导入，可重复执行。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", help="清单名称（默认为文件名）")
        parser.add_argument("--end-missing", action="store_true", help="停用文件里没有的条目")
        parser.add_argument("--dry-run", action="store_true", help="只试不改：说明会发生什么")

    def handle(self, *args, file, source, end_missing, dry_run, **options):
        try:
            reading = read_duty_file(file.read_bytes(), file.name)
            told = {"source": source or file.stem, "end_missing": end_missing, "dry_run": dry_run}
            done = import_duties(clauses_of(reading.rows), by=None, **told)
        except OSError as problem:
            raise CommandError(_("打不开文件%(file)s。") % {"file": file}) from problem
        except Problem as problem:
            raise CommandError(problem.message) from problem
        for note in reading.notes:
            self.stdout.write(note)
        words = {"new": len(done.created), "changed": len(done.changed)}
        words |= {"same": len(done.same), "ended": len(done.ended)}
        self.stdout.write(_("新增%(new)d项，变更%(changed)d项，未变%(same)d项，停用%(ended)d项。") % words)
        if dry_run:
            self.stdout.write(_("这是试运行，什么也没有改动。"))
