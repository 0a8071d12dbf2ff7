"""A collecting app asks, fetches and sends: the protocol's own words, and every refusal in plain ones."""

from datetime import timedelta
from xml.etree.ElementTree import fromstring

import pytest
from django.utils import timezone
from PIL import Image

from onedoor.kit.problems import NotFound
from onedoor.posts.models import Tenure
from onedoor.surveys import actions
from onedoor.surveys.formlist import LIST, MANIFEST, RESPONSE
from onedoor.surveys.models import Answer, AppKey, Reply
from onedoor.surveys.tests.forms import FULL, instance
from onedoor.surveys.tests.people import OPENROSA, basic, photo, send

pytestmark = pytest.mark.usefixtures("no_engine")


def words_of(response) -> str:
    return fromstring(response.content).find(f"{{{RESPONSE}}}message").text


def listed(client, app) -> list[dict]:
    found = fromstring(client.get(f"{OPENROSA}/formList", **app).content)
    return [{part.tag.partition("}")[2]: part.text for part in row} for row in found.iter(f"{{{LIST}}}xform")]


def test_without_a_password_one_is_asked_for(client, db):
    answer = client.get(f"{OPENROSA}/formList")
    assert (answer.status_code, answer["WWW-Authenticate"][:5], answer["X-OpenRosa-Version"]) == (
        401,
        "Basic",
        "1.0",
    )


@pytest.mark.parametrize("header", ["Basic", "Basic ???", "Basic eA==", "Bearer x", "Basic //79"])
def test_a_header_that_means_nothing_opens_nothing(client, db, header):
    assert client.get(f"{OPENROSA}/formList", HTTP_AUTHORIZATION=header).status_code == 401


def test_the_password_is_kept_as_a_digest_and_opens_nothing_else(client, asking):
    made = actions.make_password(by=asking.worker)
    assert made.words not in str(vars(AppKey.objects.get()))
    app = basic(made.key.login, made.words)
    assert [client.get(path, **app).status_code for path in ("/surveys/", "/tasks/")] == [302, 302]
    assert client.get(f"{OPENROSA}/formList", **basic(made.key.login, "guess")).status_code == 401


def test_a_new_password_ends_the_old_one_and_one_can_be_given_up(client, asking):
    first, second = asking.app(), asking.app()
    assert [client.get(f"{OPENROSA}/formList", **app).status_code for app in (first, second)] == [401, 200]
    actions.end_password(by=asking.worker)
    assert client.get(f"{OPENROSA}/formList", **second).status_code == 401
    with pytest.raises(NotFound):
        actions.end_password(by=asking.worker)


def test_who_left_the_post_neither_fetches_nor_sends(client, asking):
    asking.published()
    app = asking.app()
    Tenure.objects.filter(post=asking.worker.post).update(until="2020-02-01")
    answer = send(client, instance(), app)
    assert (answer.status_code, "不在这个岗位上" in words_of(answer), Reply.objects.count()) == (403, True, 0)


def test_the_list_names_form_version_and_digest(client, asking):
    version, app = asking.published(), asking.app()
    assert listed(client, app) == [
        {
            "formID": "winter",
            "name": "冬季取暖安全问卷",
            "version": "1",
            "hash": f"md5:{version.md5}",
            "descriptionText": version.survey.purpose,
            "downloadUrl": f"http://testserver{OPENROSA}/forms/{version.pk}.xml",
        }
    ]
    assert client.get(f"{OPENROSA}/formList?formID=other", **app).content.count(b"<xform>") == 0


def test_only_those_asked_see_and_send(client, asking, town):
    asking.published(region=town.other_street)
    asking.published(form_id="heads", post_type=town.types["grid_manager"])
    app = asking.app()
    assert listed(client, app) == []
    answer = send(client, instance(), app)
    assert (answer.status_code, "由东关街道的网格填" in words_of(answer)) == (403, True)


def test_the_form_is_fetched_as_it_was_made(client, asking):
    version, app = asking.published(), asking.app()
    fetched = client.get(f"{OPENROSA}/forms/{version.pk}.xml", **app)
    assert (fetched.content.decode(), fetched["Content-Type"]) == (version.xform, "text/xml; charset=utf-8")
    assert client.get(f"{OPENROSA}/forms/{asking.bring_unseen().pk}.xml", **app).status_code == 404


def test_media_travel_with_the_form(client, asking, town):
    pictures = [photo("stove.jpg")]
    version = asking.bring(media=pictures)
    actions.publish(version, by=asking.operator)
    app = asking.app()
    (row,) = listed(client, app)
    told = fromstring(client.get(row["manifestUrl"], **app).content)
    (medium,) = told.iter(f"{{{MANIFEST}}}mediaFile")
    fetched = client.get(medium.find(f"{{{MANIFEST}}}downloadUrl").text, **app)
    pictures[0].seek(0)
    assert b"".join(fetched.streaming_content) == pictures[0].read()


def test_before_sending_an_app_asks_how_much_it_may(client, asking):
    answer = client.head(f"{OPENROSA}/submission", **asking.app())
    assert (
        answer.status_code,
        answer["Location"],
        int(answer["X-OpenRosa-Accept-Content-Length"]) > 10**7,
    ) == (
        204,
        f"http://testserver{OPENROSA}/submission",
        True,
    )
    assert "Date" in answer


def test_answers_land_as_typed_rows(client, asking):
    asking.published()
    answer = send(client, instance(), asking.app(), photo())
    assert (answer.status_code, words_of(answer)) == (201, "已收到，谢谢。")
    rows = {(row.question, row.place): row for row in Answer.objects.all()}
    assert rows["stove", ""].chosen == ["yes"]
    assert rows["fuels", ""].chosen == ["coal", "wood"]
    assert (rows["alarms", ""].number, rows["metres", ""].number) == (2, 1.5)
    assert f"{rows['seen', ''].day}" == "2026-11-22"
    assert rows["start", ""].moment.isoformat() == "2026-11-23T01:00:00+00:00"
    assert [(rows["chimneys/spot", n].lat, rows["chimneys/spot", n].lon) for n in "12"] == [
        (34.58, 105.72),
        (34.59, 105.73),
    ]
    assert ("chimneys/photo", "2") not in rows
    reply = Reply.objects.get()
    assert (reply.region, reply.channel) == (asking.worker.post.region, "phone")


def test_a_photo_is_rebuilt_from_its_pixels(client, asking):
    asking.published()
    send(client, instance(), asking.app(), photo())
    with Answer.objects.get(kind="photo").file.open("rb") as file, Image.open(file) as kept:
        assert (kept.size, "comment" in kept.info) == ((40, 30), False)


def test_sent_again_it_is_the_same_reply(client, asking):
    asking.published()
    app = asking.app()
    codes = [send(client, instance(), app).status_code for _time in range(3)]
    assert (codes, Reply.objects.count(), Answer.objects.filter(question="stove").count()) == (
        [201] * 3,
        1,
        1,
    )
    assert Answer.objects.get(kind="photo").file.name == ""
    assert send(client, instance(), app, photo()).status_code == 201
    assert Answer.objects.get(kind="photo").file.name != ""


def test_other_words_under_the_same_number_are_refused(client, asking, town):
    asking.published()
    app = asking.app()
    send(client, instance(), app)
    changed = instance().replace(b"<alarms>2", b"<alarms>3")
    stranger = asking.app(town.actor("grid_worker", name="另一位"))
    for answer in (send(client, changed, app), send(client, instance(), stranger)):
        assert (answer.status_code, "内容不同" in words_of(answer)) == (409, True)
    assert Answer.objects.get(question="alarms").number == 2


@pytest.mark.parametrize(
    ("xml", "status", "words"),
    [
        (b"<data", 422, "不是完整的XML"),
        (b'<!DOCTYPE d [<!ENTITY a "b">]><data id="winter" version="1">&a;</data>', 422, "实体"),
        (b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><data id="winter" version="1"/>', 422, "实体"),
        (b'<data id="winter" version="1"><meta/></data>', 422, "没有编号"),
        (instance(code="gone"), 404, "没有编号为gone"),
        (instance(version="9"), 404, "版本为9的问卷"),
        (instance(body="<stove>maybe</stove>"), 422, "屋里有没有用炉子"),
        (instance(body="<alarms>two</alarms>"), 422, "“two”不对"),
        (instance(body="<seen>2026-13-01</seen>"), 422, "哪天看的"),
        (instance(body="<metres>1e400</metres>"), 422, "不对"),
        (instance(body="<metres>NaN</metres>"), 422, "不对"),
        (instance(body="<chimneys><spot>200 10</spot></chimneys>"), 422, "在哪里"),
        (instance(body="<chimneys><photo>../a.jpg</photo></chimneys>"), 422, "照片"),
        (instance(body="<religion>x</religion>"), 422, "没有的题目“religion”"),
        (instance(body="<more>a</more><more>b</more>"), 422, "出现了两次"),
        (instance(body="<more>a</more>" + "<hello/>" * 5001), 413, "内容太多"),
        (instance(body=f"<more>{'长' * 800_000}</more>"), 413, "超过2MB"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_whole_and_said_why(client, asking, xml, status, words):
    asking.published()
    answer = send(client, xml, asking.app())
    assert (answer.status_code, words in words_of(answer), Reply.objects.count()) == (status, True, 0)


def test_a_sending_without_answers_says_so(client, asking):
    answer = client.post(f"{OPENROSA}/submission", {"other": photo()}, **asking.app())
    assert (answer.status_code, "没有收到答卷" in words_of(answer)) == (422, True)


def test_a_photo_that_is_none_is_refused_with_its_name(client, asking):
    asking.published()
    fake = photo()
    fake.file.seek(0)
    fake.file.write(b"MZ no picture at all")
    answer = send(client, instance(), asking.app(), fake)
    assert (answer.status_code, "a.jpg" in words_of(answer), Reply.objects.count()) == (422, True, 0)


def test_what_was_filled_in_before_the_end_is_taken_for_two_weeks(client, asking, time_machine):
    version = asking.published()
    app = asking.app()
    actions.end(version.survey, by=asking.operator, reason="已经够了")
    assert (listed(client, app), send(client, instance(), app).status_code) == ([], 201)
    time_machine.move_to(timezone.now() + timedelta(days=15))
    late = send(client, instance("uuid:2"), app)
    assert (late.status_code, "已经截止" in words_of(late)) == (403, True)


def test_an_older_version_that_a_phone_still_has_is_taken(client, asking):
    first = asking.published()
    asking.newer(first, FULL[:-4])
    app = asking.app()
    assert ([row["version"] for row in listed(client, app)], send(client, instance(), app).status_code) == (
        ["2"],
        201,
    )
