"""Files are judged by their content; what a photo says beside its pixels is gone; everything else is refused in a sentence."""

import io
import zipfile
from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from onedoor.cases import papers
from onedoor.cases.models import Case, Paper
from onedoor.cases.papers import add_paper, clean
from onedoor.kit.problems import NotValid

CANARY = b"secret-canary-35.123456,105.654321"


def photo(kind="JPEG", size=(40, 20), name="现场.jpg", **more):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return SimpleUploadedFile(name, out.getvalue())


def telling_photo():
    """A photo with a place in its EXIF, a comment, and a sideways orientation."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, CANARY.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return photo(exif=exif, comment=CANARY)


def word(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return SimpleUploadedFile("材料.docx", out.getvalue())


@pytest.fixture
def case(town, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    place = {"region": town.grid, "region_path": town.grid.path}
    return Case.objects.create(code="261123-000-0001", title="漏水", opened_at=timezone.now(), **place)


def test_what_a_photo_says_beside_its_pixels_is_gone(case, town):
    upload = telling_photo()
    assert CANARY in upload.read()
    upload.seek(0)
    paper = add_paper(case, upload, kind="evidence", by=town.actor("clerk"))
    kept = paper.file.read()
    assert CANARY not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.info.get("comment") is None
        assert picture.size == (20, 40)  # turned upright before the orientation was dropped


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photos_become_plain_jpegs_whatever_their_name_says(kind):
    kept = clean(photo(kind, name="照片.exe"))
    assert (kept.content[:3], kept.content_type, kept.ending) == (b"\xff\xd8\xff", "image/jpeg", ".jpg")


def test_large_photos_are_made_smaller():
    content = clean(photo(size=(4000, 1000))).content
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (2560, 640)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK"])
def test_pictures_of_any_colours_are_turned_upright_and_made_smaller(mode):
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new(mode, (4000, 1000)).save(out, "JPEG" if mode == "CMYK" else "PNG", exif=exif)
    with Image.open(io.BytesIO(clean(SimpleUploadedFile("a", out.getvalue())).content)) as picture:
        assert (picture.size, picture.mode) == ((640, 2560), "RGB")


def test_a_picture_is_rebuilt_once_though_a_form_looks_at_it_first(case, town):
    upload = photo()
    kept = clean(upload)
    upload.file = io.BytesIO(b"nothing is left to be read again")
    assert clean(upload) is kept
    paper = add_paper(case, upload, kind="evidence", by=town.actor("clerk"))
    assert paper.file.read() == kept.content


def test_one_picture_at_a_time_is_rebuilt():
    done = Thread(target=clean, args=[photo()])
    with papers.REBUILDING:
        done.start()
        done.join(0.2)
        assert done.is_alive()
        clean(SimpleUploadedFile("a.pdf", b"%PDF-1.7 x"))  # papers need not wait
    done.join(30)
    assert not done.is_alive()


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("a.jpg", b"<html><script>alert(1)</script>"),
        SimpleUploadedFile("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        SimpleUploadedFile("a.png", b"MZ\x90\x00" * 50),
        SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 100),
        SimpleUploadedFile("a.gif", b"GIF89a" + b"\x00" * 100),
        SimpleUploadedFile("a.pdf", b"not a pdf %PDF-"),
        SimpleUploadedFile("a.docx", b"PK\x03\x04broken"),
        word("xl/workbook.xml"),
        word("word/document.xml", "word/vbaProject.bin"),
        SimpleUploadedFile("a.jpg", b""),
    ],
)
def test_hostile_files_are_refused_in_a_sentence(upload):
    with pytest.raises(NotValid) as refusal:
        clean(upload)
    assert upload.name in refusal.value.message


@pytest.mark.parametrize(
    ("kind", "size", "more"),
    [
        ("JPEG", (10_000, 4_001), {}),
        ("JPEG", (6_000, 4_001), {"progressive": True}),
        ("PNG", (6_000, 4_001), {}),
        ("WEBP", (6_000, 4_001), {}),
    ],
)
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(kind, size, more):
    with pytest.raises(NotValid, match="像素"):
        clean(photo(kind, size=size, **more))


def test_a_plain_jpeg_of_a_good_camera_is_read_at_half_its_size():
    with Image.open(io.BytesIO(clean(photo(size=(8_000, 5_000))).content)) as picture:
        assert picture.size == (2560, 1600)


def test_a_file_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(papers, "MOST_BYTES", 10)
    with pytest.raises(NotValid, match="20MB"):
        clean(photo())


def test_pdf_and_plain_word_are_kept_as_they_are():
    assert clean(SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")).ending == ".pdf"
    assert clean(word("word/document.xml")).ending == ".docx"


def test_a_case_takes_twenty_files_and_no_more(case, town):
    by = town.actor("clerk")
    for _ in range(papers.MOST_A_CASE):
        add_paper(case, photo(), kind="evidence", by=by)
    with pytest.raises(NotValid):
        add_paper(case, photo(), kind="evidence", by=by)
    assert Paper.objects.count() == papers.MOST_A_CASE
