"""Pages of the library: the keepers' forms, the rack for everybody, and files that go out in pieces."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.guide.actions import library, screens
from onedoor.guide.models import Item, Screen, Showing, Taking
from onedoor.guide.tests.shelf import MP4, PDF, centre_of, item_of, photo, sent
from onedoor.kit.keys import uuid7

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def keeper(town):
    return town.actor("operator")


def url(name, *args):
    return reverse(f"guide:{name}", args=args)


def text_of(response):
    return response.content.decode()


def filled(**more):
    told = {"title": "怎么申请法律援助", "topic": "aid", "source": "区司法局", "language": "zh-Hans"}
    return (
        told | {"body": "# 谁能申请\n经济困难的人。", "valid_from": "2026-01-01", "key": str(uuid7())} | more
    )


def test_an_article_is_written_published_and_stands_in_the_rack(client, town, keeper):
    town.login(client, keeper)
    client.post(url("library_new", "article"), filled())
    item = Item.objects.get()
    before = text_of(client.get(url("rack")))
    client.post(url("library_publish", item.pk, "publish"))
    after = text_of(client.get(url("rack")))
    assert (item.title in before, item.title in after) == (False, True)
    assert item.title in text_of(client.get(url("library") + "?state=current"))
    assert item.title not in text_of(client.get(url("library") + "?state=draft"))
    client.post(url("library_publish", item.pk, "withdraw"))
    assert client.get(url("rack_item", item.pk)).status_code == 404


def test_a_wrong_file_comes_back_with_the_reason_at_its_field(client, town, keeper):
    town.login(client, keeper)
    refused = client.post(url("library_new", "leaflet"), filled(upload=sent(b"no paper")))
    missing = client.post(url("library_new", "leaflet"), filled())
    assert (refused.status_code, missing.status_code) == (422, 422)
    assert refused.context["form"].errors["upload"] == ["“文件.pdf”不是完整的PDF文件。"]
    assert "upload" in missing.context["form"].errors
    assert client.get(url("library_new", "song")).status_code == 404


def test_an_item_is_edited_without_sending_its_file_again(client, town, keeper):
    town.login(client, keeper)
    client.post(url("library_new", "leaflet"), filled(upload=sent(PDF), cover=sent(photo(), "封面.png")))
    item = Item.objects.get()
    client.post(url("library_item", item.pk), filled(title="新标题"))
    page = text_of(client.get(url("library_item", item.pk)))
    assert ("新标题" in page, Item.objects.get().file.name) == (True, item.file.name)
    assert client.get(url("library_cover", item.pk)).headers["Content-Type"] == "image/jpeg"
    assert client.get(url("library_file", item.pk)).getvalue() == PDF


def test_the_preview_shows_blocks(client, town, keeper):
    town.login(client, keeper)
    shown = text_of(client.post(url("library_preview"), {"body": "# 大\n- 一\n- 二"}))
    assert ("<h3>大</h3>" in shown, shown.count("<li>")) == (True, 2)


def test_a_screen_is_set_up_through_its_pages(client, town, keeper):
    town.login(client, keeper)
    centre, item = centre_of(town), item_of(keeper)
    client.post(url("library_screens"), {"centre": centre.pk, "name": "一楼大厅"})
    screen = Screen.objects.get()
    again = client.post(url("library_screens"), {"centre": centre.pk, "name": "一楼大厅"})
    client.post(url("library_show", screen.pk), {"item": item.pk, "seconds": "20"})
    wrong = client.post(
        url("library_show", screen.pk), {"item": item.pk, "seconds": "20", "from_hour": "09:00"}
    )
    page = text_of(client.get(url("library_screens")))
    assert (again.status_code, wrong.status_code, item.title in page) == (422, 422, True)
    showing = Showing.objects.get()
    client.post(url("library_showing", screen.pk, showing.pk, "up"))
    client.post(url("library_screen", screen.pk), {"centre": centre.pk, "name": "东侧", "has_sound": "on"})
    assert "东侧" in text_of(client.get(url("library_screen", screen.pk)))
    client.post(url("library_showing", screen.pk, showing.pk, "off"))
    client.post(url("library_screen_close", screen.pk))
    assert (Showing.objects.count(), Screen.objects.count(), Item.objects.count()) == (0, 0, 1)


def test_the_rack_narrows_by_topic_and_keeps_its_way_back(client, keeper):
    one, other = item_of(keeper, title="调解室"), item_of(keeper, title="反诈", topic="fraud")
    page = text_of(client.get(url("rack") + "?topic=fraud&device=/hall/"))
    assert (one.title + "<" in page, other.title + "<" in page) == (False, True)
    assert 'data-idle-to="/hall/"' in page
    assert f"{url('rack_item', other.pk)}?device=%2Fhall%2F" in page
    stranger = text_of(client.get(url("rack") + "?device=//example.org/"))
    assert ("example.org" in stranger, "data-idle=" in text_of(client.get(url("rack")))) == (False, False)


def test_what_is_scanned_or_printed_is_counted_and_nobody_with_it(client, keeper, settings):
    settings.PUBLIC_URL = "https://zz.example.org"
    item = item_of(keeper)
    page = client.get(url("rack_item", item.pk))
    assert page.context["address"] == f"https://zz.example.org{url('rack_take', item.pk)}"
    client.head(url("rack_take", item.pk))
    answer = client.get(url("rack_take", item.pk))
    client.post(url("rack_printed", item.pk))
    assert (answer.status_code, answer.url) == (302, url("rack_item", item.pk))
    assert sorted(Taking.objects.values_list("way", "count")) == [("printed", 1), ("scanned", 1)]
    assert {field.name for field in Taking._meta.fields} == {"id", "item", "month", "way", "count"}


def test_a_file_goes_out_to_anybody_only_while_it_is_public(client, keeper):
    draft = item_of(keeper, "leaflet", PDF, published=False)
    later = item_of(keeper, "leaflet", PDF, valid_from=timezone.localdate() + DAY)
    shown = item_of(keeper, "leaflet", PDF)
    answers = [client.get(url("rack_file", item.pk)).status_code for item in (draft, later, shown)]
    kept = client.get(url("library_file", shown.pk)).status_code
    assert (answers, kept) == ([404, 404, 200], 302)
    library.withdraw(shown, by=keeper)
    assert client.get(url("rack_file", shown.pk)).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "told", "piece"),
    [
        ("bytes=0-9", 206, "bytes 0-9/{size}", slice(0, 10)),
        ("bytes=100-", 206, "bytes 100-{last}/{size}", slice(100, None)),
        ("bytes=-5", 206, "bytes {fifth}-{last}/{size}", slice(-5, None)),
        ("bytes=50-99999", 206, "bytes 50-{last}/{size}", slice(50, None)),
        ("bytes=0-1,4-5", 200, "", slice(None)),
        ("bytes=-", 200, "", slice(None)),
        ("pages=1-2", 200, "", slice(None)),
        ("bytes=0-" + "9" * 5000, 200, "", slice(None)),
        ("bytes=-" + "9" * 5000, 200, "", slice(None)),
        ("bytes=99999-", 416, "bytes */{size}", None),
    ],
)
def test_a_film_goes_out_in_the_pieces_that_are_asked_for(client, keeper, asked, status, told, piece):
    item = item_of(keeper, "video", MP4, body="")
    answer = client.get(url("rack_file", item.pk), headers={"Range": asked})
    size = len(MP4)
    told = told.format(size=size, last=size - 1, fifth=size - 5)
    content = b"".join(answer.streaming_content) if answer.streaming else None
    assert (answer.status_code, answer.headers.get("Content-Range", "")) == (status, told)
    assert content == (MP4[piece] if piece else None)


def test_a_file_that_has_not_changed_is_not_sent_again(client, keeper):
    item = item_of(keeper, "picture", photo(), body="")
    first = client.get(url("rack_file", item.pk))
    again = client.get(url("rack_file", item.pk), headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    other = client.get(url("rack_file", item.pk), headers={"Range": "bytes=0-3", "If-Range": '"other"'})
    assert other.status_code == 200


def test_a_leaflet_may_stand_in_our_own_pages_and_in_no_others(client, keeper):
    item = item_of(keeper, "leaflet", PDF)
    answer = client.get(url("rack_file", item.pk))
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-src 'self'" in client.get(url("rack_item", item.pk)).headers["Content-Security-Policy"]


def test_the_list_asks_as_many_questions_for_many_items_as_for_few(
    client, town, keeper, django_assert_max_num_queries
):
    screen = screens.open_screen(centre_of(town), "大厅", by=keeper)
    town.login(client, keeper)
    for n in range(12):
        screens.show(screen, item_of(keeper, title=f"资料{n}"), by=keeper)
    for name in ("library", "library_screens", "rack"):
        with django_assert_max_num_queries(25):
            client.get(url(name))
