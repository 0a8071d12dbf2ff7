"""Files and items to test with."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from onedoor.guide.actions import library
from onedoor.guide.models import Item
from onedoor.venues.models import Centre

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(range(256)) * 4
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"\x00" * 100
WORDS = {
    "title": "调解不收钱",
    "topic": "mediation",
    "source": "区司法局",
    "language": "zh-Hans",
    "summary": "",
    "body": "# 收费吗\n人民调解委员会调解民间纠纷，不收取任何费用。",
    "valid_to": None,
}


def sent(content: bytes, name: str = "文件.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def photo(width: int = 60, height: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "PNG")
    return out.getvalue()


def words(**more) -> dict:
    return WORDS | {"valid_from": timezone.localdate()} | more


def item_of(by, kind="article", content=None, *, published=True, **more) -> Item:
    upload = sent(content) if content is not None else None
    item = library.add_item(kind, words(**more), upload=upload, by=by)
    return library.publish(item, by=by) if published else item


def centre_of(town) -> Centre:
    return Centre.objects.create(
        org=town.centre, region=town.district, name="秦州区综治中心", phone="0938-0000000"
    )
