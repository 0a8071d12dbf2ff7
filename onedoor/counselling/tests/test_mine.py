"""本人那一页 — every opening can be objected to, nothing is put off but by law, and consent is taken back with two numbers."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.counselling import actions
from onedoor.counselling.models import Asking, Look, Objection, Talk, TalkKey
from onedoor.counselling.tests.talks import Talks
from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.posts.given import resident_actor, system_actor

pytestmark = pytest.mark.django_db
WHY = "正在查一件事，先告诉会打草惊蛇"


@pytest.fixture
def talks(town):
    talks = Talks(town)
    talks.session = talks.said()
    actions.look_at_session(talks.session, by=talks.counsellor)
    talks.key = {"code": talks.talk.case.code, "pin": talks.pin}
    return talks


def at(name, *args):
    return reverse(f"counselling:{name}", args=args)


def page(client, talks, name="mine", **told):
    return client.post(at(name), talks.key | told)


def object_to(client, talks, **told):
    look = Look.objects.first()
    return page(
        client, talks, "mine_say", **{"look": str(look.pk), "kind": "object", "words": "不该看"} | told
    )


def test_each_row_has_its_button_and_the_word_is_answered_by_a_person(client, town, talks):
    assert page(client, talks).content.decode().count("我不明白 / 我不同意") == 1
    assert object_to(client, talks).status_code == 200
    said = Objection.objects.get()
    assert said.due_on == timezone.localdate() + timedelta(days=15)
    town.login(client, talks.supervisor)
    listed = client.get(at("supervision")).content.decode()
    shown = client.get(at("said", said.pk)).content.decode()
    opened = client.post(at("said_open", said.pk)).content.decode()
    assert [(word in listed, word in shown, word in opened) for word in ("不该看", talks.key["code"])] == [
        (False, False, True),
        (False, False, False),
    ]
    assert client.post(at("said", said.pk), {"answer": "已问过，确是为了准备下一次谈话。"}).status_code == 302
    client.logout()
    assert "确是为了准备下一次谈话" in page(client, talks).content.decode()


def test_what_is_late_is_said_to_be_late(client, town, talks, time_machine):
    object_to(client, talks)
    town.login(client, talks.supervisor)
    shown = []
    for days in (15, 1):
        time_machine.move_to(timezone.now() + timedelta(days=days))
        town.login(client, talks.supervisor)
        shown.append("已过答复期限" in client.get(at("supervision")).content.decode())
    assert shown == [False, True]


@pytest.mark.parametrize("who", ["supervisor", "other"])
def test_nobody_answers_for_what_they_did_or_agreed_to(client, town, talks, who):
    asking = actions.answer_asking(talks.asked(), is_agreed=True, by=talks.other)
    actions.look_by_asking(asking, talks.session, by=talks.supervisor)
    object_to(client, talks)
    said = Objection.objects.get()
    both = town.actor_with("counselling.supervise", name="兼督导")
    actor = {"supervisor": talks.supervisor, "other": both}[who]
    if who == "other":
        Asking.objects.update(second=both.staff)
    with pytest.raises(NotFound):
        actions.answer_objection(said, answer="没有问题的", by=actor)
    third = town.actor_with("counselling.supervise", name="第三人")
    assert actions.answer_objection(said, answer="不该打开，已经提醒。", by=third).answered_by == third.staff


@pytest.mark.parametrize("wrong", ["pin", "code", "look", "empty"])
def test_without_the_two_numbers_nothing_is_said(client, talks, wrong):
    told = {
        "pin": {"pin": "000000" if talks.pin != "000000" else "111111"},
        "code": {"code": "261123-000-9999"},
        "look": {"look": str(talks.session.pk)},
        "empty": {"code": "", "pin": ""},
    }[wrong]
    answer = object_to(client, talks, **told)
    assert (answer.status_code, Objection.objects.count(), dict(client.session)) == (422, 0, {})


def test_the_table_to_keep_is_the_page(client, talks):
    answer = page(client, talks, **{"as": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    staff = talks.counsellor.staff
    assert (answer["Cache-Control"], "谈" in answer["Content-Disposition"]) == ("no-store, private", False)
    assert [(row[1], row[3], row[4]) for row in rows[1:]] == [("区综治中心", str(staff.pk), "谈话内容")]


def delayed(talks, days=90, second=None):
    told = {"look": Look.objects.get(), "ground": "duty", "reason": WHY, "by": talks.counsellor}
    until = timezone.localdate() + timedelta(days=days)
    return actions.delay(talks.talk, until=until, second=(second or talks.other).staff, **told)


def test_an_opening_is_told_later_by_law_alone_and_then_it_is_told(client, talks, time_machine):
    with pytest.raises(NotValid):
        delayed(talks, days=91)
    with pytest.raises(NotValid):
        delayed(talks, second=talks.counsellor)
    asking = delayed(talks)
    assert "谈话内容" in page(client, talks).content.decode()
    actions.answer_asking(asking, is_agreed=True, by=talks.other)
    shown = page(client, talks).content.decode()
    table = page(client, talks, **{"as": "csv"}).content.decode()
    assert ["谈话内容" in shown, "另有1条依法推迟" in shown, "谈话内容" in table, ",1," in table] == [
        False,
        True,
        False,
        True,
    ]
    time_machine.move_to(timezone.now() + timedelta(days=91))
    shown = page(client, talks).content.decode()
    assert ["谈话内容" in shown, "个人信息保护法第三十五条" in shown, "安咨询" in shown] == [True] * 3


def test_what_was_put_off_twice_is_told(talks, time_machine):
    for _time in range(2):
        actions.answer_asking(delayed(talks), is_agreed=True, by=talks.other)
    with pytest.raises(NotNow):
        delayed(talks)


def test_what_is_put_off_cannot_be_objected_to_and_looks_like_nothing(client, talks):
    actions.answer_asking(delayed(talks), is_agreed=True, by=talks.other)
    assert (object_to(client, talks).status_code, Objection.objects.count()) == (422, 0)


def test_consent_taken_back_shuts_everything_at_once(client, talks, time_machine):
    assert page(client, talks, "mine_say", kind="stop").status_code == 200
    talk = Talk.objects.get()
    assert (talk.status, talk.withdrawn_at is None, TalkKey.objects.count()) == ("ended", False, 1)
    asking = actions.answer_asking(talks.asked(), is_agreed=True, by=talks.other)
    for opening in (
        lambda: actions.look_at_session(talks.session, by=talks.counsellor),
        lambda: actions.look_at_contact(talk, by=talks.counsellor),
        lambda: actions.look_by_asking(asking, talks.session, by=talks.supervisor),
        lambda: actions.write_session(talk, day=timezone.localdate(), note="x", by=talks.counsellor),
    ):
        with pytest.raises(NotNow):
            opening()
    assert talk.kept_until > timezone.localdate() + timedelta(days=1000)


def test_words_to_be_destroyed_go_after_fifteen_days(client, talks, time_machine):
    page(client, talks, "mine_say", kind="destroy")
    gone = []
    for days in (14, 1):
        time_machine.move_to(timezone.now() + timedelta(days=days))
        gone.append(actions.destroy_over(by=system_actor()))
    assert (gone, TalkKey.objects.count()) == ([0, 1], 0)


def test_what_the_law_keeps_is_named_on_the_page_and_kept(client, talks, time_machine):
    assert "现在还不能销毁的" not in page(client, talks).content.decode()
    actions.report(talks.talk, law="life", to_whom="doctors", words="已送医", by=talks.counsellor)
    assert "已经依法报告过" in page(client, talks).content.decode()
    page(client, talks, "mine_say", kind="destroy")
    time_machine.move_to(timezone.now() + timedelta(days=20))
    assert actions.destroy_over(by=system_actor()) == 0


def test_only_the_person_of_this_talk_speaks_for_it(talks):
    with pytest.raises(NotFound):
        actions.say(talks.talk, kind="stop", by=resident_actor())
    with pytest.raises(NotFound):
        actions.say(
            talks.talk, kind="stop", look=Look.objects.get(), by=resident_actor((talks.talk.case_id,))
        )


def test_whoever_thinks_better_of_it_keeps_their_record(client, town, talks, time_machine):
    usual = Talk.objects.get().kept_until
    page(client, talks, "mine_say", kind="destroy")
    with pytest.raises(NotNow):
        actions.look_at_session(talks.session, by=talks.counsellor)
    time_machine.move_to(timezone.now() + timedelta(days=14))
    assert "不撤了" in page(client, talks).content.decode()
    assert page(client, talks, "mine_say", kind="resume").status_code == 200
    time_machine.move_to(timezone.now() + timedelta(days=5))
    assert (actions.destroy_over(by=system_actor()), Talk.objects.get().kept_until) == (0, usual)
    assert (Talk.objects.get().status, actions.look_at_session(talks.session, by=talks.counsellor)) == (
        "ended",
        "青鸟记录",
    )
    assert "不撤了" not in page(client, talks).content.decode().replace("不撤了，记录照旧保存", "")


@pytest.mark.parametrize("when", ["never withdrawn", "gone"])
def test_what_was_not_taken_back_or_is_gone_does_not_come_again(client, talks, time_machine, when):
    if when == "gone":
        page(client, talks, "mine_say", kind="destroy")
        time_machine.move_to(timezone.now() + timedelta(days=16))
        actions.destroy_over(by=system_actor())
    answer = page(client, talks, "mine_say", kind="resume")
    assert (answer.status_code, TalkKey.objects.count()) == (422, 0 if when == "gone" else 1)


def test_where_nobody_is_left_to_answer_the_page_says_where_else(client, town, talks):
    """The only supervisor opened it: on nobody's list, so the person is not left waiting for fifteen days."""
    asking = actions.answer_asking(talks.asked(), is_agreed=True, by=talks.other)
    actions.look_by_asking(asking, talks.session, by=talks.supervisor)
    look = Look.objects.get(asking=asking)
    object_to(client, talks, look=str(look.pk))
    text = page(client, talks).content.decode()
    assert ["没有别人能答复" in text, "第六十五条" in text, "由督导室的人答复" in text] == [True, True, False]
    town.actor("counselling_supervisor", org=town.labour, name="另一位")
    text = page(client, talks).content.decode()
    assert ["没有别人能答复" in text, "由督导室的人答复" in text] == [False, True]


def test_what_is_not_answered_in_time_says_where_else(client, talks, time_machine):
    object_to(client, talks)
    time_machine.move_to(timezone.now() + timedelta(days=16))
    text = page(client, talks).content.decode()
    assert ["已过答复期限" in text, "第六十五条" in text] == [True, True]


def test_the_address_says_nothing_to_whoever_reads_the_browsers_history(client, town, talks):
    address = at("mine")
    names = [address, at("mine_say"), at("mine_change")]
    assert names == ["/my-page/", "/my-page/say/", "/my-page/change/"]
    assert (client.get("/counselling/mine/").status_code, client.get(address).status_code) == (404, 200)
    town.login(client, talks.counsellor)
    assert "/my-page/" in client.post(at("slip", talks.talk.pk)).content.decode()


def test_the_slip_of_a_talk_opens_nothing_where_requests_are_followed(client, talks):
    """Typed into the wrong page: nothing of it is kept in this browser, and nothing opens."""
    before = page(client, talks)
    answer = client.post("/track/", talks.key, follow=True)
    kept = str(dict(client.session))
    assert (before.status_code, answer.status_code) == (200, 200)
    assert [talks.key["code"] in kept, "resident_cases" in kept, str(talks.talk.case_id) in kept] == [
        False
    ] * 3
    assert client.get(reverse("portal:case", args=[talks.key["code"]])).status_code in (302, 404)
    assert talks.key["code"] not in answer.content.decode() + client.get("/track/?again=1").content.decode()
