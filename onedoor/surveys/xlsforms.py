"""Reading an XLSForm: pyxform makes the XForm, we look at what it asks. Nothing is kept here."""

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException
from pyxform.builder import create_survey_element_from_dict
from pyxform.errors import PyXFormError
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import DefinitionData, get_xlsform

from onedoor.surveys.judging import Fault, judge
from onedoor.surveys.limits import MOST_FORM_BYTES, MOST_FORM_UNPACKED, MOST_QUESTIONS
from onedoor.surveys.plain_faults import in_plain_words, unreadable
from onedoor.surveys.questions import Heading, Question, read_questions
from onedoor.surveys.xforms import brought_with, judge_made

NAMELESS = "data"
CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]{0,63}")
# Warnings that say nothing to whoever asks in one language, or advise what we do anyway.
SILENT = re.compile(r"is missing the survey|max-pixels")
# What the readers of archives, workbooks and XML stumble over when a file is damaged, locked or something else.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, InvalidFileException, SyntaxError, OSError),
    *(AttributeError, LookupError, TypeError, ValueError),
)


@dataclass
class Draft:
    """A form as read: what it asks, what is wrong with it, and the XForm when nothing kept it from being made."""

    code: str = ""
    title: str = ""
    name: str = ""
    questions: list[Question] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    xform: str = ""
    needs: set[str] = field(default_factory=set)

    @property
    def md5(self) -> str:
        """OpenRosa's own word for “this is the same form”, no seal of anything."""
        return hashlib.md5(self.xform.encode(), usedforsecurity=False).hexdigest()

    @property
    def is_known_only(self) -> bool:
        """Nothing is wrong but that it asks what is known."""
        return bool(self.faults) and all(fault.is_known for fault in self.faults)


def read_form(content: bytes, usual: str = "1") -> Draft:
    """The form, judged; `usual` is its version when it names none. Never raises for what somebody wrote in it."""
    draft = Draft()
    try:
        _look_at(content)
        book = get_xlsform(xlsform=content, file_type=".xlsx")
        said: list[str] = []
        rows = _cells(book)
        form = workbook_to_json(workbook_dict=book, fallback_form_name=NAMELESS, warnings=said)
        form["version"] = str(form.get("version") or "").strip()[:40] or usual
        headings = _read(draft, form, bool(book.entities))
        if not any(not fault.is_known for fault in draft.faults):
            draft.xform = create_survey_element_from_dict(form).to_xml(validate=False, warnings=said)
            draft.needs = brought_with(draft.xform)
            draft.faults += judge_made(draft.xform, draft.questions, headings)
        draft.faults = [replace(fault, place=rows.get(fault.cell, "")) for fault in draft.faults]
        draft.notes = [" ".join(one.split())[:300] for one in said if not SILENT.search(one)]
    except PyXFormError as error:
        draft.faults.append(Fault("", in_plain_words(error)))
    except UNREADABLE:
        draft.faults.append(Fault("", unreadable()))
    return draft


def _look_at(content: bytes) -> None:
    if len(content) > MOST_FORM_BYTES:
        raise PyXFormError(_("文件超过2MB。"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_FORM_UNPACKED:
            raise PyXFormError(_("工作簿展开后过大。"))


def _cells(book: DefinitionData) -> dict[str, str]:
    """Where each thing stands that somebody wrote, the first time: sheet, row and column."""
    found: dict[str, str] = {}
    for sheet, rows in (("survey", book.survey), ("choices", book.choices), ("settings", book.settings)):
        for number, row in enumerate(rows or (), start=2):
            for column, said in row.items():
                told = {"sheet": sheet, "row": number, "column": column}
                found.setdefault(
                    " ".join(str(said).split()), _("%(sheet)s页第%(row)s行，%(column)s列") % told
                )
    return found


def _read(draft: Draft, form: dict, has_entities: bool) -> list[Heading]:
    draft.code, draft.title = form.get("id_string") or "", (form.get("title") or "").strip()[:80]
    draft.name = form["version"]
    draft.questions, headings = read_questions(form)
    draft.faults = [Fault("settings", words) for words in _of_settings(draft, form)]
    if has_entities:
        draft.faults.append(Fault("entities", _("不用实体（entities页）：台账在系统里，不从问卷改。")))
    if not any(one.is_asked for one in draft.questions):
        draft.faults.append(Fault("survey", _("这张表没有问任何问题。")))
    if len(draft.questions) > MOST_QUESTIONS:
        draft.faults.append(Fault("survey", _("一张表最多%(most)s题。") % {"most": MOST_QUESTIONS}))
    draft.faults += judge(draft.title, draft.questions, headings)
    return headings


def _of_settings(draft: Draft, form: dict) -> list[str]:
    told = []
    if draft.code == NAMELESS or not CODE.fullmatch(draft.code):
        told.append(_("请写form_id：英文字母开头，字母、数字、横线，不超过64个，例如winter-2026。"))
    if not draft.title or draft.title == draft.code:
        told.append(_("请写form_title：问卷的中文名称。"))
    if form.get("submission_url") or form.get("public_key"):
        told.append(_("不能写submission_url、public_key：答卷只送到本中心，由本中心保管。"))
    return told
