"""查看、导出答卷 — answers may speak of people: whoever reads them is written down first."""

import csv
import io
import zipfile

from django.utils.translation import gettext as _

from onedoor.audit.actions import Kind, note, note_export
from onedoor.kit.problems import NotFound
from onedoor.surveys.models import Answer, Survey
from onedoor.surveys.queries.asking import published
from onedoor.surveys.queries.table import Table, definitions_of, replies_of, table_of
from onedoor.surveys.sheets import book, harmless
from onedoor.surveys.standing import insist, may_edit_survey

STATISTICS = "P12"


def open_replies(survey: Survey, *, by, first: int, size: int) -> Table:
    """查看答卷 — a page of them."""
    insist(may_edit_survey(survey, by))
    _note(survey, by, ("text",))
    return table_of(survey, replies_of(survey, by)[first : first + size], first + 1)


def open_photo(survey: Survey, key, *, by) -> Answer:
    """查看照片 — one, within reach."""
    insist(may_edit_survey(survey, by))
    found = Answer.objects.filter(pk=key, reply__in=replies_of(survey, by), kind="photo").first()
    if found is None or not found.file:
        raise NotFound(_("没有这张照片，或者还没有到。"))
    _note(survey, by, ("paper",))
    return found


def export(survey: Survey, *, by, form: str) -> bytes:
    """导出答卷 — all within reach, with what each column means; as a workbook, or as plain files in an archive."""
    insist(may_edit_survey(survey, by))
    table = table_of(survey, replies_of(survey, by))
    what = _("问卷“%(title)s”，共%(count)s份") % {"title": survey.title, "count": len(table.lines)}
    note_export(by=by, what=what[:200], person_ids=(), fields=("text",), purpose=STATISTICS)
    sheets = _sheets(survey, table)
    return book(sheets) if form == "xlsx" else _archive(sheets)


def _sheets(survey: Survey, table: Table) -> list[tuple[str, list[list]]]:
    sheets = [(_("答卷"), [table.headings(), *table.rows()])]
    if repeated := table.repeated_rows():
        headings = [_("答卷序号"), _("第几个"), _("题目"), _("答案")]
        sheets.append((_("重复的部分"), [headings, *repeated]))
    return [*sheets, (_("说明"), definitions_of(survey, published(survey)))]


def _archive(sheets) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in sheets:
            text = io.StringIO()
            csv.writer(text).writerows(
                [cell if isinstance(cell, int | float) else harmless(cell) for cell in row] for row in rows
            )
            # With a mark of its encoding: else Excel reads Chinese as noise.
            archive.writestr(f"{name}.csv", text.getvalue().encode("utf-8-sig"))
    return out.getvalue()


def _note(survey: Survey, by, fields) -> None:
    reason = _("问卷“%(title)s”的答卷") % {"title": survey.title}
    note(Kind.READ, by=by, fields=fields, reason=reason[:200], purpose=STATISTICS)
