"""The library: who may write it, what is taken in, what anybody may read and when."""

from datetime import timedelta
from zlib import compress

import pytest
import time_machine
from django.utils import timezone

from onedoor.guide.actions import library, screens, takings
from onedoor.guide.models import Item, ItemChange, Taking
from onedoor.guide.queries import library as queries
from onedoor.guide.tests.shelf import MP4, PDF, WEBM, centre_of, item_of, photo, sent, words
from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def keeper(town):
    return town.actor("operator")


def test_only_a_keeper_writes(town, keeper):
    item, clerk = item_of(keeper), town.actor("clerk")
    screen = screens.open_screen(centre_of(town), "大厅", by=keeper)
    showing = screens.show(screen, item, by=keeper)
    for change in (
        lambda: library.add_item("article", words(), by=clerk),
        lambda: library.edit_item(item, words(title="别的"), by=clerk),
        lambda: library.publish(item, by=clerk),
        lambda: library.withdraw(item, by=clerk),
        lambda: library.move_item(item, True, by=clerk),
        lambda: screens.open_screen(screen.centre, "东侧", by=clerk),
        lambda: screens.edit_screen(screen, screen.centre, "东侧", True, by=clerk),
        lambda: screens.close_screen(screen, by=clerk),
        lambda: screens.show(screen, item, by=clerk),
        lambda: screens.move_showing(showing, True, by=clerk),
        lambda: screens.take_off(showing, by=clerk),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert (Item.objects.count(), screen.showings.count()) == (1, 1)


def test_what_is_sent_twice_is_one_item(keeper):
    key = uuid7()
    library.add_item("article", words(), by=keeper, key=key)
    library.add_item("article", words(), by=keeper, key=key)
    assert Item.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "content", "content_type"),
    [
        ("leaflet", PDF, "application/pdf"),
        ("video", MP4, "video/mp4"),
        ("video", WEBM, "video/webm"),
        ("picture", photo(), "image/jpeg"),
    ],
)
def test_a_file_is_judged_by_its_content(keeper, kind, content, content_type):
    item = item_of(keeper, kind, content, body="")
    assert (item.content_type, item.file.size, item.file.name.count("文件")) == (content_type, item.size, 0)


@pytest.mark.parametrize(
    ("kind", "content", "words_of_refusal"),
    [
        ("leaflet", b"<html>", "“文件.pdf”不是完整的PDF文件。"),
        ("leaflet", PDF[:-8], "“文件.pdf”不是完整的PDF文件。"),
        ("leaflet", PDF.replace(b"<<>>endobj", b"<</S/JavaScript>>endobj"), "脚本或附件"),
        ("video", PDF, "“文件.pdf”不是MP4或WebM视频。"),
        ("video", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50, "“文件.pdf”不是MP4或WebM视频。"),
        ("video", WEBM.replace(b"webm", b"matr"), "“文件.pdf”不是MP4或WebM视频。"),
        ("picture", PDF, "“文件.pdf”不是图片"),
        ("picture", None, "请选择文件。"),
        ("article", PDF, "文章没有文件"),
    ],
)
def test_what_is_not_what_it_should_be_is_refused(keeper, kind, content, words_of_refusal):
    with pytest.raises(NotValid, match=words_of_refusal):
        item_of(keeper, kind, content)
    assert Item.objects.count() == 0


ACTS = [
    b"<</S/Java#53cript>>",
    b"<</S/#4aavaScript>>",
    b"<</JS\n(app.alert(1))>>",
    b"<</JS%why\n12 0 R>>",
    b"<</JS<6170>>>",
    b"<</AA<</O 3 0 R>>>>",
    b"<</OpenAction 5 0 R>>",
    b"<</OpenAction<</S/URI>>>>",
    b"<</S/Launch>>",
    b"<</EmbeddedFiles 4 0 R>>",
    b"<</Type/ObjStm/Filter/FlateDecode>>\nstream\n" + compress(b"<</S/Java#53cript>>") + b"\nendstream",
]
RESTS = [
    b"<</OpenAction [1 0 R /XYZ null null 0]>>",
    b"stream\n" + bytes(range(256)) + b"/JS\x81/AA\x07/AAB\nendstream",
    b"<</Type/ObjStm>>\nstream\n" + compress(b"<</Type/Page>>") + b"\nendstream",
    b"<</Type/ObjStm>>\nstream\nnot packed\nendstream",
]


@pytest.mark.parametrize("part", ACTS)
def test_a_leaflet_that_acts_is_refused_however_it_is_written(keeper, part):
    with pytest.raises(NotValid, match="脚本或附件"):
        item_of(keeper, "leaflet", PDF.replace(b"<<>>", part))


@pytest.mark.parametrize("part", RESTS)
def test_a_leaflet_that_is_only_read_is_taken(keeper, part):
    assert item_of(keeper, "leaflet", PDF.replace(b"<<>>", part)).content_type == "application/pdf"


def test_a_file_that_is_too_big_is_refused(keeper, monkeypatch):
    big = sent(PDF)
    big.size = 21 * 1024 * 1024
    with pytest.raises(NotValid, match="超过20MB"):
        library.add_item("leaflet", words(), upload=big, by=keeper)


def test_a_replaced_file_is_gone_and_the_new_one_there(keeper, django_capture_on_commit_callbacks):
    item = item_of(keeper, "leaflet", PDF)
    old = item.file.name
    with django_capture_on_commit_callbacks(execute=True):
        library.edit_item(item, {}, upload=sent(PDF + b"\n"), by=keeper)
    item = Item.objects.get()
    assert (item.file.storage.exists(old), item.file.storage.exists(item.file.name)) == (False, True)


def test_every_change_is_kept_with_who_made_it(keeper):
    item = item_of(keeper)
    library.edit_item(item, {"title": "调解真的不收钱"}, by=keeper)
    library.edit_item(item, {"title": "调解真的不收钱"}, by=keeper)
    library.withdraw(item, by=keeper)
    library.withdraw(item, by=keeper)
    told = ItemChange.objects.order_by("at").values_list("what", "title", "post")
    assert list(told) == [
        ("added", "调解不收钱", keeper.post.pk),
        ("published", "调解不收钱", keeper.post.pk),
        ("edited", "调解真的不收钱", keeper.post.pk),
        ("withdrawn", "调解真的不收钱", keeper.post.pk),
    ]


def test_anybody_reads_what_is_published_from_its_first_day_to_its_last(keeper):
    today = timezone.localdate()
    item = item_of(keeper, valid_from=today + DAY, valid_to=today + 2 * DAY)
    seen = []
    for days in range(4):
        with time_machine.travel(timezone.now() + days * DAY, tick=False):
            seen.append((Item.objects.get().state, Item.objects.public().exists()))
    assert seen == [("future", False), ("current", True), ("current", True), ("expired", False)]
    library.withdraw(item, by=keeper)
    assert Item.objects.get().state == "draft"
    with pytest.raises(NotFound):
        queries.find_public(item.pk)


def test_what_is_over_is_not_published(keeper):
    today = timezone.localdate()
    draft = item_of(keeper, published=False, valid_from=today - 9 * DAY, valid_to=today - DAY)
    with pytest.raises(NotNow):
        library.publish(draft, by=keeper)
    with pytest.raises(NotValid):
        library.edit_item(draft, {"valid_to": today - 10 * DAY}, by=keeper)


def test_items_move_within_their_topic(keeper):
    first, other, second = (
        item_of(keeper, title=t, topic=p) for t, p in (("一", "aid"), ("外", "fraud"), ("二", "aid"))
    )
    library.move_item(second, True, by=keeper)
    assert [[item.title for item in shelf.items] for shelf in queries.rack()] == [["二", "一"], ["外"]]
    library.move_item(Item.objects.get(pk=second.pk), True, by=keeper)
    library.move_item(Item.objects.get(pk=first.pk), False, by=keeper)
    assert [[item.title for item in shelf.items] for shelf in queries.rack()] == [["二", "一"], ["外"]]


def test_takings_are_counted_by_month_and_way(keeper):
    item = item_of(keeper)
    for way in ("scanned", "scanned", "printed"):
        takings.take(item, way)
    assert sorted(Taking.objects.values_list("way", "count")) == [("printed", 1), ("scanned", 2)]
    assert [(line.item, line.taken) for line in queries.lines()] == [(item, 3)]
