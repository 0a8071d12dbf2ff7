"""Take in a hotline's or petition office's file; safe to repeat, every bad row told."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import Problem
from onedoor.matters.importing import apart, reading, running, telling
from onedoor.matters.importing.columns import FIELDS, checked, guess
from onedoor.matters.importing.lines import Reader
from onedoor.matters.models import ImportRun, ImportSource
from onedoor.posts.actor import Actor
from onedoor.posts.models import Post, Staff
from onedoor.posts.tenures import posts_held


class Command(BaseCommand):
    help = "批量导入热线、信访等来源的工单（xlsx或csv）；可以放心重复，已登记的不会再登记一遍。"

    def add_arguments(self, parser):
        names = "、".join(f"{code}（{wanted.label}）" for code, wanted in FIELDS.items())
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="来源名称；列的对应按来源记住")
        parser.add_argument(
            "--kind", choices=ImportSource.Kind.values, default="", help="来源类别（新来源，默认hotline）"
        )
        parser.add_argument(
            "--map", action="append", default=[], metavar="列名=字段", help=f"字段：{names}；留空为不导入"
        )
        parser.add_argument(
            "--as", dest="login", default="dispatcher", help="以谁的岗位导入：用户名，或岗位编号"
        )
        parser.add_argument(
            "--apart", nargs="?", const="", metavar="区域名称", help="单独存放，不计入本区的数"
        )
        parser.add_argument(
            "--bad-rows", type=Path, metavar="FILE", help="把未导入的行和原因写进这个文件（xlsx或csv）"
        )
        parser.add_argument("--dry-run", action="store_true", help="只核对，什么也不登记")
        parser.add_argument("--history", action="store_true", help="导入后列出这个来源历次导入的结果")

    def handle(self, *args, file, source, **options):
        try:
            table = reading.read_table(file.read_bytes(), file.name)
            if options["dry_run"]:
                self._try(table, source, options)
            else:
                self._import(table, file, source, options)
        except OSError as problem:
            raise CommandError(_("打不开文件%(file)s。") % {"file": file}) from problem
        except Problem as problem:
            raise CommandError(problem.message) from problem

    def _import(self, table, file, name, options):
        source = running.source_named(name, options["kind"])
        by = self._actor(options["login"])
        if options["apart"] is not None:
            by = apart.keep_apart(source, options["apart"] or name, by.staff)
        # What is wrong with the columns is said before anything is kept.
        mapping = checked(self._mapping(table, source, options["map"]), table.headings)
        run = running.begin(running.open_run(table, source, file.name, by=by), mapping, by=by)
        run = running.take_all(run, self._tell_progress)
        self._tell(run, options["bad_rows"])
        if options["history"]:
            self._tell_history(source)

    def _try(self, table, name, options):
        """Judge every row and register none."""
        source = ImportSource.objects.filter(name=name).first() or ImportSource(
            name=name, kind=options["kind"] or "hotline"
        )
        mapping = checked(self._mapping(table, source, options["map"]), table.headings)
        lines = Reader(source, table.headings, mapping, self._actor(options["login"])).read(table.rows)
        for note in table.notes:
            self.stdout.write(note)
        for line in lines:
            if line.reason:
                self.stdout.write(
                    _("第%(number)s行：%(reason)s") % {"number": line.number, "reason": line.reason}
                )
        bad = sum(bool(line.reason) for line in lines)
        self.stdout.write(
            _("试运行：共%(rows)s行，可以导入%(good)s行，不能导入%(bad)s行。什么也没有登记。")
            % {"rows": len(lines), "good": len(lines) - bad, "bad": bad}
        )

    def _mapping(self, table, source, pairs):
        given = dict(pair.partition("=")[::2] for pair in pairs)
        rest = guess([heading for heading in table.headings if heading not in given], source.mapping)
        return {heading: code for heading, code in rest.items() if code not in given.values()} | given

    def _actor(self, said) -> Actor:
        """A login's post that may import, or the post of that number with whoever holds it."""
        if said.isdecimal():
            post = Post.objects.select_related("type", "org__region", "region").filter(pk=said).first()
            staff = Staff.objects.filter(tenures__post=post, tenures__until=None).first() if post else None
            return Actor(staff, post) if staff else self._nobody(said)
        staff = Staff.objects.filter(username=said, is_active=True).first()
        posts = [post for post in posts_held(staff) if "matter.import" in post.type.verbs] if staff else []
        return Actor(staff, posts[0]) if posts else self._nobody(said)

    def _nobody(self, said):
        raise CommandError(
            _("没有可以批量导入的岗位“%(who)s”：请用 --as 指明用户名或岗位编号。") % {"who": said}
        )

    def _tell_progress(self, run: ImportRun):
        self.stdout.write(_("已处理%(taken)s / %(rows)s行") % {"taken": run.taken, "rows": run.rows})

    def _tell(self, run: ImportRun, bad_rows: Path | None):
        for note in run.notes:
            self.stdout.write(note)
        self.stdout.write(
            _(
                "共%(rows)s行：新登记%(added)s件，原已登记%(repeated)s件，内容有变%(changed)s件，未导入%(refused)s行。"
            )
            % {name: vars(run)[name] for name in ("rows", "added", "repeated", "changed", "refused")}
        )
        self.stdout.write(
            _("可能是同一件事的%(count)s对，请到“并案建议”逐对决定。") % {"count": run.proposed}
        )
        if bad_rows:
            bad_rows.write_bytes(telling.as_file(run, bad_rows.suffix.lstrip(".").lower()))
            self.stdout.write(_("未导入的行和原因：%(file)s") % {"file": bad_rows})
        elif run.refused or run.changed:
            for row in run.told.all()[:20]:
                self.stdout.write(
                    _("第%(number)s行：%(reason)s") % {"number": row.number, "reason": row.reason}
                )

    def _tell_history(self, source: ImportSource):
        for run in source.runs.order_by("begun_at"):
            words = {
                name: vars(run)[name]
                for name in ("file_name", "rows", "added", "repeated", "changed", "refused")
            }
            words["at"] = f"{timezone.localtime(run.begun_at):%Y-%m-%d %H:%M}"
            self.stdout.write(
                _(
                    "%(at)s %(file_name)s：共%(rows)s行，新登记%(added)s，原已登记%(repeated)s，内容有变%(changed)s，未导入%(refused)s"
                )
                % words
            )
