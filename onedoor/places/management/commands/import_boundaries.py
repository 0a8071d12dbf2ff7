"""Takes a district's own boundaries from a GeoJSON file, or says what is wrong with them and takes nothing."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.places.importing import Report, import_boundaries


class Command(BaseCommand):
    """导入边界 — GeoJSON, one feature a region, `properties.code` names it."""

    help = "Import boundaries (GeoJSON FeatureCollection, longitude first, properties.code); all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check only")
        parser.add_argument(
            "--valid-from", type=date.fromisoformat, help="first day in force (default: today)"
        )
        parser.add_argument("--invented", action="store_true", help="mark the boundaries as invented")
        parser.add_argument(
            "--tolerance", type=float, default=1.0, help="square metres that count as nothing (default: 1)"
        )

    def handle(self, *args, **options):
        try:
            report = import_boundaries(
                self._text(options["file"]),
                valid_from=options["valid_from"] or timezone.localdate(),
                by="import_boundaries",
                invented=options["invented"],
                dry_run=options["dry_run"],
                tolerance=options["tolerance"],
            )
        except NotValid as problem:
            raise CommandError(problem.message) from None
        self._tell(report, options["dry_run"])

    def _text(self, file: Path) -> str:
        try:
            return file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                _("无法读取文件 %(file)s：%(error)s") % {"file": file, "error": error}
            ) from None

    def _tell(self, report: Report, dry_run: bool) -> None:
        for fault in report.faults:
            self.stderr.write(fault)
        if report.faults:
            raise CommandError(_("发现 %(count)s 处问题，没有导入任何边界。") % {"count": len(report.faults)})
        for note in report.notes:
            self.stdout.write(note)
        done = (
            _("检查通过：%(count)s 个区域的边界可以导入。")
            if dry_run
            else _("已导入 %(count)s 个区域的边界。")
        )
        self.stdout.write(done % {"count": report.regions})
