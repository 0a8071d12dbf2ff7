"""What is taken in keeps what is seen and nothing beside it; and each scan takes the place of its own paper."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from onedoor.kit.paperwork import as_pdf
from onedoor.kit.problems import NotValid
from onedoor.mediation import actions, stored
from onedoor.mediation.actions import recording
from onedoor.mediation.intake import bare_jpeg, bare_pdf
from onedoor.mediation.models import File
from onedoor.mediation.papers import blank
from onedoor.mediation.tests.test_keys import sat
from onedoor.mediation.tests.test_sessions import SAID, ready
from onedoor.mediation.tests.test_volumes import photo, scan, text_of
from onedoor.mediation.volume.contents import contents_of

BIRD = "CANARY"


def telling_pdf():
    """Made by somebody, with a script, an attachment and a picture that says where it was taken."""
    picture, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = BIRD
    Image.new("RGB", (40, 40), "red").save(picture, "JPEG", exif=exif)
    page = io.BytesIO()
    Image.open(picture).save(page, "PDF")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(page.getvalue())))
    (image,) = writer.pages[0]["/Resources"]["/XObject"].values()
    image.get_object()._data = picture.getvalue()
    writer.append(io.BytesIO(as_pdf(blank("record"))))
    writer.add_metadata({"/Author": BIRD})
    writer.add_js(f"app.alert('{BIRD}')")
    writer.add_attachment(f"{BIRD}.txt", BIRD.encode())
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(BIRD)}
    )
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_is_kept_without_what_stands_beside_its_pages(room):
    content = telling_pdf()
    assert BIRD.encode() in content
    mediation = room.mediating()
    upload = SimpleUploadedFile(f"{BIRD}新住址.pdf", content)
    file = actions.keep_file(mediation, upload, kind=File.Kind.EVIDENCE, by=room.mediator)
    kept = actions.read_file(file, by=room.desk)
    reader = PdfReader(io.BytesIO(kept))
    root = reader.trailer["/Root"]
    assert (BIRD.encode() in kept, BIRD in file.name, file.pages) == (False, False, len(reader.pages))
    assert {"/Names", "/OpenAction", "/AA", "/AcroForm", "/Metadata"} & set(root) == set()
    assert "调解记录" in text_of(kept)


def test_a_picture_within_a_page_is_still_seen():
    content, pages = bare_pdf(telling_pdf())
    assert (pages, len(PdfReader(io.BytesIO(content)).pages[0].images)) == (3, 1)


def test_a_picture_keeps_its_pixels_alone():
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = BIRD
    Image.new("RGB", (40, 40), "red").save(out, "JPEG", exif=exif)
    bare = bare_jpeg(out.getvalue())
    with Image.open(io.BytesIO(bare)) as picture:
        assert (BIRD.encode() in bare, picture.getexif().get(0x010E), picture.getpixel((5, 5))[0] > 200) == (
            False,
            None,
            True,
        )


def test_one_side_cannot_fill_the_volume_for_the_other(room, monkeypatch):
    monkeypatch.setattr(stored, "MOST_OF_A_SIDE", 1)
    mediation = room.mediating()
    first, second = room.resident(mediation), room.resident(mediation, 2)
    keep = {"kind": File.Kind.EVIDENCE}
    actions.keep_file(mediation, photo(), by=first, drawer=mediation.sides.get(place=1).drawer, **keep)
    with pytest.raises(NotValid, match="最多交1份"):
        actions.keep_file(mediation, photo(), by=first, drawer=mediation.sides.get(place=1).drawer, **keep)
    file = actions.keep_file(
        mediation, photo(), by=second, drawer=mediation.sides.get(place=2).drawer, **keep
    )
    assert file.name == "材料.jpg"


def test_whose_card_it_is_must_be_said(room):
    with pytest.raises(NotValid, match="哪一方"):
        actions.keep_file(room.mediating(), scan(), kind=File.Kind.IDENTITY, by=room.mediator)


def test_a_scan_takes_the_place_of_its_own_record_and_of_no_other(room):
    mediation = ready(room)
    said = "第一次说的话"
    first = sat(room, mediation)
    words = type(SAID)({1: said, 2: said})
    recording.write_record(mediation, session=first, words=words, by=room.mediator)
    second = sat(room, mediation)
    recording.write_record(
        mediation, session=second, words=type(SAID)({1: "第二次", 2: "第二次"}), by=room.mediator
    )
    with pytest.raises(NotValid, match="哪一次"):
        actions.keep_file(mediation, scan(), kind=File.Kind.RECORD, by=room.mediator)
    actions.keep_file(mediation, scan(), kind=File.Kind.RECORD, session=second, by=room.mediator)
    bound = text_of(actions.preview_volume(mediation, by=room.desk))
    assert (said in bound, "第二次" in bound) == (True, False)
    assert "调解记录" in ["、".join(line.names) for line in contents_of(mediation).missing]


def test_what_was_only_made_here_carries_nobodys_hand(room):
    mediation = ready(room)
    session = sat(room, mediation)
    recording.write_record(mediation, session=session, words=SAID, by=room.mediator)
    (made,) = actions.make_final(mediation, kind=File.Kind.RECORD, by=room.mediator)
    assert made.of == ("session", session.pk)
    assert "调解记录" in ["、".join(line.names) for line in contents_of(mediation).missing]
