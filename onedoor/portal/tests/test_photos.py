"""Photos: where they were taken goes no further than the door, and a bad one holds up nothing."""

import io

from django.urls import reverse
from PIL import Image

from onedoor.cases.models import Paper
from onedoor.matters.models import Matter
from onedoor.portal.tests.conftest import WORDS, photo, text

GPS, CANARY = 0x8825, b"CANARY-34.58N-105.72E"


def planted():
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (34.0, 34.0, 48.0)
    return photo("摔倒的地方.jpg", exif=exif, comment=CANARY)


def test_place_and_comment_inside_a_photo_are_gone(door, papers):
    sent = planted().getvalue()
    with Image.open(io.BytesIO(sent)) as picture:
        assert (dict(picture.getexif().get_ifd(GPS)) != {}, sent.count(CANARY)) == (True, 2)
    code, _pin = door.file(planted())
    kept = Paper.objects.get()
    stored = kept.file.open("rb").read()
    shown = b"".join(door.get("photo", code, kept.pk).streaming_content)
    small = b"".join(door.get("photo", code, kept.pk, thumb="1").streaming_content)
    for content in (stored, shown, small):
        with Image.open(io.BytesIO(content)) as picture:
            assert (dict(picture.getexif()), picture.info.get("comment"), CANARY in content) == (
                {},
                None,
                False,
            )
    assert [path for path in papers.rglob("*") if path.is_file() and CANARY in path.read_bytes()] == []


def test_bad_photo_is_named_and_the_rest_goes_on(door):
    bad = io.BytesIO(b"no photo at all")
    bad.name = "坏的.jpg"
    door.fill()
    assert door.send(photo("好的.jpg"), bad).url == reverse("portal:slip")
    page = text(door.get("slip"))
    code, _pin = door.slip()
    assert "“坏的.jpg”" in page and reverse("portal:act", args=[code, "add"]) in page
    assert [paper.name for paper in Matter.objects.get().case.papers.all()] == ["好的.jpg"]


def test_sixth_photo_is_told_of(door):
    door.fill()
    door.send(*(photo(f"{n}.jpg") for n in range(6)))
    assert "一次最多5张" in text(door.get("slip"))
    assert Paper.objects.count() == 5


def test_photo_and_words_can_be_added_later(door):
    code, _pin = door.file()
    assert door.act(code, "add", note="灯杆也歪了", photos=[photo("灯杆.jpg")]).status_code == 302
    page = text(door.get("case", code))
    assert all(said in page for said in ("灯杆也歪了", "您补充了情况", "灯杆.jpg"))


def test_only_a_bad_photo_is_refused_with_its_name(door):
    code, _pin = door.file()
    bad = io.BytesIO(b"no photo at all")
    bad.name = "坏的.jpg"
    page = door.act(code, "add", note="", photos=[bad])
    assert (page.status_code, "“坏的.jpg”" in text(page)) == (422, True)


def test_words_stay_when_adding_is_refused(door, monkeypatch):
    code, _pin = door.file()
    page = door.act(code, "add", note="长" * 501)
    assert (page.status_code, "长" * 501 in text(page)) == (422, True)


def test_evidence_of_a_unit_is_not_shown(door, staff):
    code, _pin = door.file(photo("居民的.jpg"))
    matter = Matter.objects.get()
    upload = photo("单位的.jpg")
    upload.size = len(upload.getvalue())
    staff.answer(matter, papers=[upload])
    evidence = Paper.objects.get(name="单位的.jpg")
    page = text(door.get("case", code))
    assert ("居民的.jpg" in page, "单位的.jpg" in page) == (True, False)
    assert door.get("photo", code, evidence.pk).status_code == 404
    assert WORDS in page
