"""谈话的页面 — nothing is shown before it is opened, nothing is kept, and the person sees who opened what."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.counselling.models import Handover, Look, Talk
from onedoor.counselling.tests.talks import Talks

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|nonce="[^"]+"')
FIRST = {"name": "小李", "number": "13900000000", "age": "adult", "wish": "woman"}


@pytest.fixture
def talks(town):
    return Talks(town)


def at(name, *args):
    return reverse(f"counselling:{name}", args=args)


def test_a_counsellor_opens_writes_and_ends_by_the_pages(client, town):
    town.login(client, town.actor("counsellor"))
    assert client.post(at("new"), {"name": ""}).status_code == 422
    shown = client.post(at("new"), FIRST).content.decode()
    talk = Talk.objects.get()
    assert (talk.case.code in shown, "小李" in shown) == (True, False)
    page = at("talk", talk.pk)
    steps = (
        ("begin", {"begin-is_told": "on", "begin-giver": "self"}),
        ("session", {"session-day": timezone.localdate().isoformat(), "session-note": "说到夜里睡不着"}),
        ("follow_up", {"follow_up-day": "2026-01-09", "follow_up-words": "睡得怎样"}),
        ("contact", {"contact-name": "小李", "contact-number": ""}),
        ("report", {"report-law": "life", "report-to_whom": "doctors", "report-words": "已送医"}),
    )
    for name, told in steps:
        assert client.post(at("step", talk.pk, name), told).status_code == 302
    words = ("说到夜里睡不着", "睡得怎样", "已送医", "小李", "13900000000")
    shown = client.get(page).content.decode()
    assert [word in shown for word in words] == [False] * 5
    session, planned = talk.sessions.get(), talk.follow_ups.get()
    assert "说到夜里睡不着" in client.post(at("session", talk.pk, session.pk)).content.decode()
    opened = client.post(at("contact", talk.pk)).content.decode()
    assert ["小李" in opened, "13900000000" in opened, "睡得怎样" in opened] == [True, False, True]
    client.post(at("followed", talk.pk, planned.pk), {f"{planned.pk}-result": "好些了"})
    client.post(at("step", talk.pk, "end"), {"end-own_words": "谢谢"})
    talk.refresh_from_db()
    assert (talk.status, talk.follow_ups.get().done_at is None) == ("ended", False)
    assert talk.case.code in client.get(f"{at('talks')}?over").content.decode()


def test_what_is_refused_stands_open_with_its_reason(client, town, talks):
    town.login(client, talks.counsellor)
    answer = client.post(at("step", talks.talk.pk, "report"), {"report-law": "life"})
    assert (answer.status_code, "<details open>" in answer.content.decode()) == (422, True)
    late = client.post(at("step", talks.talk.pk, "begin"), {"begin-is_told": "on", "begin-giver": "self"})
    assert late.status_code == 409


def test_no_page_of_a_talk_is_kept_or_found(client, town, talks):
    town.login(client, talks.counsellor)
    pages = [client.get(at(name)) for name in ("talks", "new", "act_now", "consent", "figures", "mine")]
    pages += [client.get(at("talk", talks.talk.pk)), client.post(at("contact", talks.talk.pk))]
    heads = {(page.status_code, page["Cache-Control"], page["X-Robots-Tag"]) for page in pages}
    assert heads == {(200, "no-store, private", "noindex, nofollow, noarchive")}


def test_another_counsellor_and_a_wrong_key_get_the_same_answer(client, town, talks):
    session = talks.said()
    town.login(client, talks.other)
    nowhere = talks.counsellor.post.pk
    answers = [
        client.get(at("talk", talks.talk.pk)),
        client.get(at("talk", session.pk)),
        client.post(at("session", talks.talk.pk, session.pk)),
        client.post(at("contact", talks.talk.pk)),
        client.post(at("step", talks.talk.pk, "end"), {}),
    ]
    assert (nowhere > 0, {answer.status_code for answer in answers}, Look.objects.count()) == (True, {404}, 0)


def test_supervision_by_the_pages(client, town, talks):
    session = talks.said()
    told = {"code": talks.talk.case.code, "reason": "反复提到同一件事", "second": talks.other.staff.pk}
    town.login(client, talks.supervisor)
    answers = [
        client.post(at("supervision"), told | {"code": code}, follow=True).content.decode()
        for code in ("261123-000-9999", talks.talk.case.code)
    ]
    assert ["已提交" in answer for answer in answers] == [True, True]
    # Not a word of difference between a code that leads somewhere and one that does not.
    assert TOKEN.sub("", answers[0]) == TOKEN.sub("", answers[1])
    asking = talks.talk.askings.get()
    look = at("asked_look", asking.pk, session.pk)
    assert client.post(look).status_code == 404
    town.login(client, talks.other)
    assert "反复提到同一件事" in client.get(at("asking", asking.pk)).content.decode()
    client.post(at("answer", asking.pk), {"agreed": "yes"})
    town.login(client, talks.supervisor)
    assert "青鸟记录" in client.post(look).content.decode()


def test_the_person_sees_who_opened_what_and_nothing_stays_in_the_browser(client, town, talks):
    talks.everything()
    told = {"code": talks.talk.case.code, "pin": talks.pin}
    shown = client.post(at("mine"), told)
    page = shown.content.decode()
    number = f"工号 {talks.supervisor.staff.pk}"
    assert [word in page for word in (number, "白咨询同意", "谈话内容", "联系办法", "离开此页", "青鸟")] == [
        *[True] * 5,
        False,
    ]
    assert ("<title>一扇门</title>" in page, dict(client.session)) == (True, {})
    wrong = client.post(at("mine"), told | {"pin": "000000" if talks.pin != "000000" else "111111"})
    assert wrong.status_code == 422


def test_a_colleague_takes_over_by_the_pages(client, town, talks):
    town.login(client, talks.counsellor)
    told = {"offer-taker": talks.other.staff.pk, "offer-told_on": timezone.localdate().isoformat()}
    assert client.post(at("step", talks.talk.pk, "offer"), told).status_code == 302
    town.login(client, talks.other)
    assert talks.talk.case.code in client.get(at("talks")).content.decode()
    client.post(at("take", Handover.objects.get().pk))
    assert client.get(at("talk", talks.talk.pk)).status_code == 200


@pytest.mark.parametrize("name", ["talks", "talk"])
def test_pages_ask_few_questions(client, town, talks, django_assert_max_num_queries, name):
    for _time in range(5):
        talks.said()
    town.login(client, talks.counsellor)
    with django_assert_max_num_queries(30):
        client.get(at(name, *([talks.talk.pk] if name == "talk" else [])))
