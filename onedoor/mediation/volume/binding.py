"""装订 — everything shared of one mediation in one PDF: cover, index with page numbers, papers, scans, note, back.

The papers are set in one go, the scans put in their places, and every page gets its number laid over it.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import override
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import ArrayObject, NameObject

from onedoor.kit.paperwork import Paper, set_sheets
from onedoor.kit.paperwork.pdf import set_numbers
from onedoor.mediation.models import File, Volume
from onedoor.mediation.papers.binding import Back, Cover, Index, Note
from onedoor.mediation.papers.facts import CHINESE, Told, worded
from onedoor.mediation.papers.said import said_day
from onedoor.mediation.volume.keeping import RULES
from onedoor.mediation.volume.replacing import is_replaced
from onedoor.mediation.volume.requirements import Kind

WIDTH, HEIGHT = 595.28, 841.89
MARGIN = 42
# What of an uploaded page's own marks is kept: what somebody wrote or signed on it.
MARKS = ("/Widget", "/Stamp", "/FreeText", "/Ink")


@dataclass(frozen=True)
class Piece:
    """One paper of the volume: set here, or a file that was brought."""

    title: str
    day: str
    paper: Paper | None = None
    file: File | None = None


@dataclass(frozen=True)
class Ending:
    """What is said about the volume as a whole, on its cover and its note."""

    filer: str = ""
    filed_on: str = ""
    kept: str = ""
    lacking: tuple[str, ...] = ()
    reason: str = ""

    @classmethod
    def of(cls, volume: Volume) -> "Ending":
        """Of a volume that is filed."""
        with override(CHINESE):
            kept = str(RULES[volume.rule].words)
        return cls(
            filer=volume.staff.name if volume.staff else "",
            filed_on=said_day(volume.filed_at),
            kept=kept,
            lacking=tuple(volume.lacking),
            reason=volume.reason,
        )


@dataclass(frozen=True)
class Bound:
    """The volume: `pages` counts what lies between index and back cover."""

    content: bytes
    pages: int
    pieces: tuple[Piece, ...]


def pieces_of(told: Told) -> list[Piece]:
    """In the order of the volume. A scan takes the place of the sheet that it names."""
    files = list(told.mediation.files.in_use().shared().exclude(kind=Kind.NOTE))
    found = []
    for kind in Kind:
        if kind == Kind.NOTE:
            continue
        own = [file for file in files if file.kind == kind]
        found += [Piece(str(kind.label), said_day(file.added_at), file=file) for file in own]
        papers = worded(told, kind)
        left = [words for words in papers if not is_replaced(words, papers, own)]
        found += [Piece(str(kind.label), words.day or words.on, paper=words.paper()) for words in left]
    return found


def bind(told: Told, ending: Ending, content_of: Callable[[File], bytes]) -> Bound:
    """One PDF. `content_of` opens a file: whoever binds has logged it."""
    with override(CHINESE):
        pieces = pieces_of(told)
        sheets = set_sheets(
            [piece.paper for piece in pieces if piece.paper] + [_note(told, ending, 0).paper()]
        )
    inner, starts = _inner(pieces, sheets, content_of)
    pages = len(inner)
    with override(CHINESE):
        front = set_sheets(_front(told, ending, pieces, starts, pages))
    return Bound(_written(told, pieces, starts, inner, front), pages, tuple(pieces))


def _inner(pieces, sheets, content_of) -> tuple[list[PageObject], list[int]]:
    """Every page between index and back cover, and where each piece begins; the note comes last."""
    reader = PdfReader(io.BytesIO(sheets.content))
    bounds = [*sheets.starts, len(reader.pages)]
    own = iter(list(zip(bounds, bounds[1:], strict=False)))
    pages: list[PageObject] = []
    starts = []
    for piece in pieces:
        starts.append(len(pages) + 1)
        if piece.file is None:
            begin, end = next(own)
            pages += reader.pages[begin:end]
        else:
            pages += _file_pages(piece.file, content_of(piece.file))
    begin, end = next(own)
    starts.append(len(pages) + 1)
    return [*pages, *reader.pages[begin:end]], starts


def _file_pages(file: File, content: bytes) -> list[PageObject]:
    if file.is_photo:
        return [_framed(PdfReader(io.BytesIO(_as_pdf(content))).pages[0], MARGIN)]
    pages = PdfReader(io.BytesIO(content)).pages
    return [_plain(page) for page in pages]


def _as_pdf(photo: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(photo), formats=("JPEG",)) as picture:
        picture.save(out, "PDF", resolution=150)
    return out.getvalue()


def _plain(page: PageObject) -> PageObject:
    """An uploaded page: nothing on it may act; what was written on it stays."""
    kept = [mark for mark in page.get("/Annots") or () if mark.get_object().get("/Subtype") in MARKS]
    for mark in kept:
        for action in ("/A", "/AA"):
            mark.get_object().pop(action, None)
    page.pop("/AA", None)
    page[NameObject("/Annots")] = ArrayObject(kept)
    if page.rotation:
        page.transfer_rotation_to_content()
    near = abs(page.mediabox.width - WIDTH) < 6 and abs(page.mediabox.height - HEIGHT) < 6
    return page if near else _framed(page, 0)


def _framed(page: PageObject, margin: float) -> PageObject:
    """The page made to fit A4, in its middle."""
    box, sheet = page.mediabox, PageObject.create_blank_page(width=WIDTH, height=HEIGHT)
    scale = min((WIDTH - 2 * margin) / box.width, (HEIGHT - 2 * margin) / box.height)
    left, low = (WIDTH - box.width * scale) / 2, (HEIGHT - box.height * scale) / 2
    moved = Transformation().translate(-box.left, -box.bottom).scale(scale).translate(left, low)
    sheet.merge_transformed_page(page, moved)
    return sheet


def _note(told, ending: Ending, pages: int) -> Note:
    return Note(
        **told.common,
        pages=str(pages) if pages else "",
        lacking=ending.lacking,
        reason=ending.reason,
        filer=ending.filer,
        content=f"本卷按《人民调解法》第二十七条立卷，{ending.filed_on or '尚未归档'}。",
        day=ending.filed_on,
    )


def _front(told, ending: Ending, pieces, starts, pages) -> list[Paper]:
    mediation, common = told.mediation, told.common
    name = f"{common['parties'][0].name if common['parties'] else ''}等：{mediation.kind_of_dispute.name}纠纷"
    cover = Cover(
        **common,
        name=name,
        volume=mediation.number or mediation.case.code,
        begun_on=said_day(mediation.accepted_at or mediation.asked_at),
        ended_on=said_day(mediation.ended_at),
        filer=ending.filer,
        filed_on=ending.filed_on,
        kept=ending.kept,
        pages=f"{pages}页",
        remark=f"案卷编号 {mediation.case.code}",
    )
    rows = [
        (piece.title, piece.day, str(start), "" if piece.paper else "原件扫描")
        for piece, start in zip(pieces, starts, strict=False)
    ]
    rows.append((str(Kind.NOTE.label), ending.filed_on, str(starts[-1]), ""))
    back = Back(**common, pages=f"{pages}页", sealed_on=ending.filed_on)
    return [cover.paper(), Index(**common, lines=tuple(rows)).paper(), back.paper()]


def _written(told, pieces, starts, inner, front) -> bytes:
    outer = PdfReader(io.BytesIO(front.content)).pages
    cut = front.starts[-1]
    writer = PdfWriter()
    for page in [*outer[:cut], *inner, *outer[cut:]]:
        writer.add_page(page)
    numbers = PdfReader(io.BytesIO(set_numbers(1, len(inner)))).pages
    for place, number in enumerate(numbers):
        writer.pages[cut + place].merge_page(number)
    titles = [*(piece.title for piece in pieces), str(Kind.NOTE.label)]
    for title, start in zip(titles, starts, strict=True):
        writer.add_outline_item(title, cut + start - 1)
    writer.add_metadata({"/Title": f"人民调解卷宗 {told.mediation.number or told.mediation.case.code}"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
