"""文书、附件 — taking in files: judged by content, never by name; photos are rebuilt from their pixels alone."""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from threading import BoundedSemaphore

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from onedoor.cases.models import Case, Paper
from onedoor.kit.problems import NotValid

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS, MOST_PIXELS_WHOLE = 40_000_000, 24_000_000
MOST_A_CASE = 20
LONGEST_SIDE, THUMB = 2560, (320, 240)
PICTURES = ("JPEG", "PNG", "WEBP")
# A large picture takes a hundred megabytes while it is rebuilt: one at a time in each process.
REBUILDING = BoundedSemaphore(1)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Clean:
    """What may be kept of an upload."""

    content: bytes
    content_type: str
    ending: str


class Sound(ContentFile):
    """录音 — a voice note as a phone recorded it. It cannot be rebuilt like a picture: kept as it came, and only ever downloaded."""


# How each begins, from which byte on.
SOUNDS = (
    (0, b"\x1aE\xdf\xa3", "audio/webm", ".weba"),
    (0, b"OggS", "audio/ogg", ".ogg"),
    (4, b"ftyp", "audio/mp4", ".m4a"),
)


def add_paper(case: Case, upload, *, kind: str, by, most: int = MOST_A_CASE) -> Paper:
    """File one upload in a case. NotValid says what is wrong; nothing is kept of a refused file."""
    if case.papers.count() >= most:
        raise NotValid(_("一件事最多%(count)s个附件。") % {"count": most})
    kept = clean(upload)
    paper = Paper(
        case=case,
        kind=kind,
        name=(upload.name.rsplit("/", 1)[-1].rsplit(".", 1)[0] or _("附件"))[:90] + kept.ending,
        content_type=kept.content_type,
        size=len(kept.content),
        sha256=hashlib.sha256(kept.content).hexdigest(),
        added_at=timezone.now(),
        post=by.post,
        party_id=by.party_in(case.pk),
    )
    paper.file.save(f"{paper.pk}{kept.ending}", ContentFile(kept.content), save=False)
    paper.save(force_insert=True)
    return paper


def clean(upload) -> Clean:
    """What may be kept of an upload. A picture is rebuilt once: forms look at it first, filing takes what they found."""
    kept = vars(upload).get("cleaned")
    if kept is not None:
        return kept
    if upload.size > MOST_BYTES:
        raise NotValid(_("“%(name)s”超过20MB，请压缩后再传。") % {"name": upload.name})
    upload.seek(0)
    content = upload.read()
    if isinstance(upload, Sound):
        return _sound(content, str(upload.name))
    if content.startswith(b"%PDF-"):
        return Clean(content, "application/pdf", ".pdf")
    if content.startswith(b"PK\x03\x04"):
        return _word(content, upload.name)
    with REBUILDING:
        upload.cleaned = Clean(_rebuilt(content, upload.name), "image/jpeg", ".jpg")
    return upload.cleaned


def _sound(content: bytes, name: str) -> Clean:
    for at, mark, kind, ending in SOUNDS:
        if content[at:].startswith(mark):
            return Clean(content, kind, ending)
    raise NotValid(_("“%(name)s”不是可以接收的录音，请重新录一段。") % {"name": name})


def _word(content: bytes, name: str) -> Clean:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            size = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile:
        names, size = [], 0
    if "word/document.xml" not in names or any("vba" in n.lower() for n in names) or size > 5 * MOST_BYTES:
        raise NotValid(_("“%(name)s”不是可以接收的文件，请传照片、PDF或不带宏的Word文件。") % {"name": name})
    return Clean(content, WORD, ".docx")


def _rebuilt(content: bytes, name: str) -> bytes:
    """A new picture from the old one's pixels: a plain re-save would keep a JPEG comment (safeguards UP-02)."""
    try:
        with Image.open(io.BytesIO(content), formats=PICTURES) as picture:
            if picture.width * picture.height > most_pixels(picture):
                raise NotValid(_("“%(name)s”像素过大，请缩小后再传。") % {"name": name})
            small = _small(picture)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise NotValid(
            _("“%(name)s”不是可以接收的文件，请传照片、PDF或不带宏的Word文件。") % {"name": name}
        ) from error
    bare = Image.frombytes("RGB", small.size, small.tobytes())
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=85)
    return out.getvalue()


def most_pixels(picture: Image.Image) -> int:
    """A plain JPEG is read at half or a quarter of its size; everything else is unpacked whole first."""
    in_pieces = picture.format == "JPEG" and "progressive" not in picture.info
    return MOST_PIXELS if in_pieces else MOST_PIXELS_WHOLE


def _small(picture: Image.Image) -> Image.Image:
    """Made small before it is turned and before its colours are changed: those would copy every pixel."""
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    if picture.mode in ("1", "P"):
        picture = picture.convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return ImageOps.exif_transpose(picture).convert("RGB")


def thumbnail(file) -> io.BytesIO:
    """缩略图 — a filed photo made small for a page that shows many."""
    with file.open("rb") as stored, Image.open(stored, formats=("JPEG",)) as picture:
        picture.draft("RGB", THUMB)
        picture.thumbnail(THUMB)
        small = io.BytesIO()
        picture.save(small, "JPEG", quality=80)
    small.seek(0)
    return small
