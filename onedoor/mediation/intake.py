"""收进来的文件 — a picture from its pixels alone, a PDF from its pages alone: nothing in it acts, and nothing tells who made it.

What goes to the other side is what was kept here; there is no other copy (safeguards UP-02).
"""

import io
from dataclasses import dataclass
from threading import BoundedSemaphore

from django.utils.translation import gettext as _
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from onedoor.cases.papers import WORD, clean
from onedoor.kit.problems import NotValid

MOST_PAGES = 300
PDF = "application/pdf"
# One large PDF at a time in each process, like pictures.
REWRITING = BoundedSemaphore(1)
BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError)
PAGE = ("/Type", "/MediaBox", "/CropBox", "/Resources", "/Contents", "/Rotate", "/UserUnit", "/Group")
# What somebody wrote or signed on the page stays, as a picture of it; a field of a form becomes one, too.
MARKS = ("/Widget", "/Stamp", "/FreeText", "/Ink")
MARK = ("/Rect", "/AP", "/AS", "/F", "/C", "/BS", "/Border", "/InkList", "/DA", "/Contents")
# What pictures and forms on a page carry along beside what is seen.
BESIDE = ("/Metadata", "/PieceInfo", "/AF", "/OPI", "/LastModified", "/PtData", "/Measure", "/Alternates")


@dataclass(frozen=True)
class Taken:
    """What is kept of an upload."""

    content: bytes
    content_type: str
    ending: str
    pages: int


def take_in(upload) -> Taken:
    """Pictures and PDF: nothing else can be bound into a volume."""
    kept = clean(upload)
    if kept.content_type == WORD:
        raise NotValid(_("卷宗里只收照片和PDF；Word文件请打印成PDF再传。"), field="upload")
    if kept.content_type != PDF:
        return Taken(kept.content, kept.content_type, kept.ending, 1)
    try:
        with REWRITING:
            content, pages = bare_pdf(kept.content)
    except BROKEN as reason:
        raise NotValid(_("“%(name)s”不是完好的PDF，请重新扫描。") % {"name": upload.name}) from reason
    if not pages:
        words = _("“%(name)s”有密码、没有页面，或者超过%(most)s页，不能装订。")
        raise NotValid(words % {"name": upload.name, "most": MOST_PAGES})
    return Taken(content, PDF, kept.ending, pages)


def bare_pdf(content: bytes) -> tuple[bytes, int]:
    """A new PDF from the old one's pages, and how many they are; none where it cannot be bound."""
    reader = PdfReader(io.BytesIO(content))
    count = 0 if reader.is_encrypted else len(reader.pages)
    if not 0 < count <= MOST_PAGES:
        return b"", 0
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(_bare_page(page))
    seen: set = set()
    for page in writer.pages:
        _bare(page.get("/Resources"), seen)
        for mark in page.get("/Annots") or ():
            _bare(mark.get_object(), seen)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), count


def _bare_page(page: PageObject) -> PageObject:
    """What is seen of it, and the marks made on it, which do nothing."""
    marks = [_bare_mark(mark.get_object()) for mark in page.get("/Annots") or ()]
    for name in [name for name in page if name not in PAGE and name != "/Parent"]:
        del page[name]
    kept = ArrayObject(mark for mark in marks if mark is not None)
    if kept:
        page[NameObject("/Annots")] = kept
    return page


def _bare_mark(mark: DictionaryObject) -> DictionaryObject | None:
    kind = mark.get("/Subtype")
    if kind not in MARKS:
        return None
    bare = DictionaryObject({NameObject(name): mark.raw_get(name) for name in MARK if name in mark})
    bare[NameObject("/Type")] = NameObject("/Annot")
    bare[NameObject("/Subtype")] = NameObject("/Stamp" if kind == "/Widget" else kind)
    return bare


def _bare(found, seen: set) -> None:
    """Down through what the page is drawn with: nothing beside what is seen, in pictures either."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if one is not None else None
        if isinstance(one, ArrayObject):
            waiting += list(one)
        if not isinstance(one, DictionaryObject) or id(one) in seen:
            continue
        seen.add(id(one))
        for name in BESIDE:
            one.pop(name, None)
        if isinstance(one, StreamObject) and one.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
            one._data = bare_jpeg(one._data)
        waiting += [one.raw_get(name) for name in list(one) if name != "/Parent"]


def bare_jpeg(content: bytes) -> bytes:
    """Without where and with what it was taken: of what stands before the picture only what says how to draw it."""
    if content[:2] != b"\xff\xd8":
        return content
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        mark, end = content[at + 1], at + 2 + int.from_bytes(content[at + 2 : at + 4])
        # JFIF and Adobe say how colours are meant; every other note is about something else.
        if not (0xE0 <= mark <= 0xEF or mark == 0xFE) or mark in (0xE0, 0xEE):
            kept.append(content[at:end])
        at = end
    return b"".join([*kept, content[at:]])
