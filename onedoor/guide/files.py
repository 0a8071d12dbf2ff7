"""Files of the library: judged by what is in them, never by their name."""

import re
import zlib
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from onedoor.cases import papers
from onedoor.guide.models import Item
from onedoor.kit.problems import NotValid

MB = 1024 * 1024
MOST: dict[str, int] = {Item.Kind.LEAFLET: 20 * MB, Item.Kind.VIDEO: 100 * MB, Item.Kind.PICTURE: 20 * MB}
# What is asked of the first bytes: an ISO medium of a kind that browsers play, or Matroska that calls itself WebM.
BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ", b"MSNV"}
EBML, HEAD, TAIL = b"\x1a\x45\xdf\xa3", 4096, 2048
# A leaflet is read, it does nothing. Two short names count only with a value behind them: pictures hold any three bytes by
# chance. Opening at a page (`/OpenAction [`) is what office programs write, and no action.
VALUE = rb"[\x00\s]*(?:%[^\r\n]*[\r\n][\x00\s]*)*(?:\(|<|\d+\s+\d+\s+R)"
ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia|SubmitForm|ImportData)|/(?:JS|AA|OpenAction)" + VALUE
)
# A name may write any of its letters as #xx.
CODED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Where newer files pack their objects; what unpacks to more than this is no leaflet.
PACKED, MOST_UNPACKED = re.compile(rb"/ObjStm.{0,400}?stream\r?\n", re.DOTALL), 8 * MB


@dataclass(frozen=True)
class Kept:
    """What may be stored of an upload."""

    content: File
    content_type: str
    ending: str
    size: int


def looked_at(kind: str, upload) -> Kept:
    """The file as it may be kept; NotValid says what is wrong with it."""
    if upload.size > MOST[kind]:
        told = {"name": upload.name, "most": MOST[kind] // MB}
        raise NotValid(_("“%(name)s”超过%(most)sMB，请压缩后再传。") % told, field="file")
    if kind == Item.Kind.PICTURE:
        return picture(upload)
    return _leaflet(upload) if kind == Item.Kind.LEAFLET else _video(upload)


def picture(upload, field: str = "file") -> Kept:
    """A photo, rebuilt from its pixels alone."""
    clean = papers.clean(upload)
    if clean.content_type != "image/jpeg":
        raise NotValid(_("“%(name)s”不是图片，请传JPG、PNG或WebP图片。") % {"name": upload.name}, field=field)
    return Kept(ContentFile(clean.content), clean.content_type, ".jpg", len(clean.content))


def _leaflet(upload) -> Kept:
    upload.seek(0)
    content = upload.read()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-TAIL:]:
        raise NotValid(_("“%(name)s”不是完整的PDF文件。") % {"name": upload.name}, field="file")
    if _acts(content):
        raise NotValid(
            _("“%(name)s”里带有脚本或附件，请重新导出一份只供阅读的PDF。") % {"name": upload.name},
            field="file",
        )
    return Kept(upload, "application/pdf", ".pdf", upload.size)


def _acts(content: bytes) -> bool:
    """Whether a PDF does anything by itself or carries other files, also where its names are coded or packed."""
    parts = [_plain(content)]
    for begin in PACKED.finditer(content):
        try:
            unpacker = zlib.decompressobj()
            parts.append(_plain(unpacker.decompress(content[begin.end() :], MOST_UNPACKED)))
        except zlib.error:
            continue
    return any(ACTIVE.search(part) for part in parts)


def _plain(content: bytes) -> bytes:
    return CODED.sub(lambda sign: bytes([int(sign[1], 16)]), content)


def _video(upload) -> Kept:
    upload.seek(0)
    head = upload.read(HEAD)
    if head[4:8] == b"ftyp" and head[8:12] in BRANDS:
        return Kept(upload, "video/mp4", ".mp4", upload.size)
    if head.startswith(EBML) and b"webm" in head:
        return Kept(upload, "video/webm", ".webm", upload.size)
    raise NotValid(_("“%(name)s”不是MP4或WebM视频。") % {"name": upload.name}, field="file")
