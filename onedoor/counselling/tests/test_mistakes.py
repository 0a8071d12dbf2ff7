"""写错、按错、断线 — a slip of the pen destroys nothing early, a second press writes nothing twice, and no word is lost."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.counselling import actions
from onedoor.counselling.actions import FirstTalk, destroying
from onedoor.counselling.keeping import years_after
from onedoor.counselling.models import Asking, CodeTry, FollowUp, Report, Session, Talk, TalkKey
from onedoor.counselling.queries.talks import by_month
from onedoor.counselling.tests.talks import Talks
from onedoor.kit.problems import NotFound, NotNow, NotValid, TooMany
from onedoor.posts.given import system_actor

pytestmark = pytest.mark.django_db
LONG = "说了一个小时的话"
KEY = r'name="{name}"[^>]*value="([^"]+)"'


@pytest.fixture
def talks(town):
    return Talks(town)


def at(name, *args):
    return reverse(f"counselling:{name}", args=args)


def today() -> date:
    return timezone.localdate()


def key_on(page: str, name: str) -> str:
    return re.search(KEY.format(name=name), page)[1]


def test_a_day_before_the_first_talk_or_not_yet_come_is_refused(talks):
    before = Talk.objects.get().kept_until
    for day in (
        years_after(today(), -10),
        today() - timedelta(days=1),
        today() + timedelta(days=1),
        date(2199, 1, 1),
    ):
        with pytest.raises(NotValid) as refused:
            actions.write_session(talks.talk, day=day, note=LONG, by=talks.counsellor)
        assert refused.value.detail["field"] == "day"
    assert (Session.objects.count(), Talk.objects.get().kept_until) == (0, before)


def test_a_day_of_long_ago_shortens_nothing(talks, time_machine):
    """Two years on, and the year before is written by mistake: it is kept from the day of writing."""
    first = today()
    time_machine.move_to(timezone.now() + timedelta(days=2 * 366))
    actions.write_session(talks.talk, day=first, note=LONG, by=talks.counsellor)
    assert Talk.objects.get().kept_until == years_after(today(), 3)
    ended = actions.end(talks.talk, by=talks.counsellor)
    assert ended.kept_until == years_after(today(), 3)
    time_machine.move_to(timezone.now() + timedelta(days=2 * 365))
    assert (actions.destroy_over(by=system_actor()), TalkKey.objects.count()) == (0, 1)


@pytest.mark.parametrize(("age", "giver"), [("child", "guardian"), ("teen", "self")])
def test_a_birthday_that_cannot_be_costs_no_child_their_record(town, age, giver):
    by = town.actor("counsellor")
    talk = actions.open_talk(FirstTalk("小李", age=age), by=by).talk
    talk = actions.begin(talk, is_told=True, giver=giver, guardian="母亲", by=by)
    least, most = {"child": (7, 21), "teen": (3, 7)}[age]
    for day in (today(), years_after(today(), least), years_after(today(), most) + timedelta(days=1)):
        with pytest.raises(NotValid) as refused:
            actions.end(talk, turns_21=day, by=by)
        assert refused.value.detail["field"] == "turns_21"
    day = years_after(today(), least) + timedelta(days=1)
    assert actions.end(talk, turns_21=day, by=by).kept_until == day


def test_started_twice_it_is_one_talk_and_the_last_slip_opens_it(client, town):
    town.login(client, town.actor("counsellor"))
    told = {
        "name": "小雨",
        "age": "adult",
        "wish": "any",
        "key": key_on(client.get(at("new")).content.decode(), "key"),
    }
    first, second = (client.post(at("new"), told) for _press in range(2))
    talk = Talk.objects.get()
    client.logout()
    answers = [
        client.post(at("mine"), {"code": talk.case.code, "pin": one.context["pin"]}).status_code
        for one in (first, second)
    ]
    assert answers == [422 if first.context["pin"] != second.context["pin"] else 200, 200]


def test_the_way_back_and_another_name_is_another_talk_after_asking(client, town):
    town.login(client, town.actor("counsellor"))
    told = {
        "name": "小雨",
        "age": "adult",
        "wish": "any",
        "key": key_on(client.get(at("new")).content.decode(), "key"),
    }
    client.post(at("new"), told)
    asked = client.post(at("new"), told | {"name": "小雪"})
    assert (asked.status_code, "刚才已经保存过一次" in asked.content.decode(), Talk.objects.count()) == (
        422,
        True,
        1,
    )
    client.post(at("new"), told | {"name": "小雪", "key": key_on(asked.content.decode(), "key")})
    assert Talk.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "model", "told"),
    [
        ("session", Session, {"note": LONG}),
        ("follow_up", FollowUp, {"words": LONG}),
        ("report", Report, {"law": "life", "to_whom": "doctors", "words": LONG}),
    ],
)
def test_pressed_twice_it_is_written_once_and_other_words_are_not_lost(
    client, town, talks, name, model, told
):
    town.login(client, talks.counsellor)
    url = at("step", talks.talk.pk, name)
    told = {"key": key_on(client.get(at("talk", talks.talk.pk)).content.decode(), f"{name}-key")} | told
    if name != "report":
        told["day"] = today().isoformat()
    sent = {f"{name}-{field}": words for field, words in told.items()}
    assert [client.post(url, sent).status_code for _press in range(2)] == [302, 302]
    last = "words" if "words" in told else "note"
    other = client.post(url, sent | {f"{name}-{last}": "改过的话"})
    text = other.content.decode()
    assert (other.status_code, "改过的话" in text, model.objects.count()) == (422, True, 1)
    client.post(url, sent | {f"{name}-{last}": "改过的话", f"{name}-key": key_on(text, f"{name}-key")})
    assert model.objects.count() == 2


def test_a_key_of_another_talk_leads_nowhere(talks, town):
    mine = actions.open_talk(FirstTalk("小李"), by=talks.other).talk
    mine = actions.begin(mine, is_told=True, giver="self", by=talks.other)
    session = talks.said()
    with pytest.raises(NotValid):
        actions.write_session(mine, day=session.day, note="青鸟记录", key=session.pk, by=talks.other)
    with pytest.raises(NotFound):
        actions.write_session(talks.talk, day=session.day, note="青鸟记录", key=session.pk, by=talks.other)
    with pytest.raises(NotValid):
        actions.open_once(talks.talk.pk, FirstTalk("青鸟称呼"), by=talks.other)


def test_after_half_an_hour_the_words_stay_on_the_page(client, town, talks, time_machine):
    """The form is sent by a script: what comes back stands beside it, and after signing in elsewhere it is pressed again."""
    town.login(client, talks.counsellor)
    shown = client.get(at("talk", talks.talk.pk)).content.decode()
    url = at("step", talks.talk.pk, "session")
    sent = {
        "session-day": today().isoformat(),
        "session-note": LONG,
        "session-key": key_on(shown, "session-key"),
    }
    time_machine.move_to(timezone.now() + timedelta(minutes=31))
    away = client.post(url, sent, headers={"HX-Request": "true"})
    assert (f'hx-post="{url}"' in shown, away.status_code, "您填的还在" in away.content.decode()) == (
        True,
        401,
        True,
    )
    town.login(client, talks.counsellor)
    back = client.post(url, sent, headers={"HX-Request": "true"})
    assert (back.status_code, back["HX-Redirect"]) == (204, at("talk", talks.talk.pk))
    assert actions.look_at_session(Session.objects.get(), by=talks.counsellor) == LONG


def test_whoever_signs_in_again_comes_back_to_the_talk(client, town, talks, time_machine):
    town.login(client, talks.counsellor)
    page = at("talk", talks.talk.pk)
    assert client.get(page)["Referrer-Policy"] == "same-origin"
    time_machine.move_to(timezone.now() + timedelta(minutes=31))
    answer = client.post(
        at("step", talks.talk.pk, "session"), {}, headers={"Referer": f"http://testserver{page}"}
    )
    assert (answer.status_code, answer["Location"]) == (302, f"/login/?next={page.replace('/', '%2F')}")


@pytest.mark.parametrize(("headers", "status"), [({}, 409), ({"HX-Request": "true"}, 422)])
def test_what_cannot_be_done_any_more_loses_no_word(client, town, talks, headers, status):
    planned = actions.follow_up(talks.talk, day=today(), by=talks.counsellor)
    actions.followed_up(planned, result="好些了", by=talks.counsellor)
    actions.end(talks.talk, by=talks.counsellor)
    town.login(client, talks.counsellor)
    answers = [
        client.post(
            at("step", talks.talk.pk, "session"),
            {"session-day": today().isoformat(), "session-note": LONG},
            headers=headers,
        ),
        client.post(
            at("followed", talks.talk.pk, planned.pk), {f"{planned.pk}-result": LONG}, headers=headers
        ),
    ]
    assert [(one.status_code, LONG in one.content.decode()) for one in answers] == [(status, True)] * 2
    assert Session.objects.count() == 0


def test_codes_are_not_tried_one_after_the_other(client, town, talks, time_machine):
    day, unit, _number = talks.talk.case.code.split("-")
    told = {"reason": "反复提到同一件事", "second": talks.other.staff, "by": talks.supervisor}
    for number in range(9000, 9005):
        for _again in range(2):
            assert actions.ask_to_look(code=f"{day}-{unit}-{number}", **told) is None
    for code in (talks.talk.case.code, f"{day}-{unit}-9005"):
        with pytest.raises(TooMany):
            actions.ask_to_look(code=code, **told)
    town.login(client, talks.supervisor)
    refused = client.post(
        at("supervision"), told | {"code": talks.talk.case.code, "second": talks.other.staff.pk}
    )
    assert (refused.status_code, "太多了" in refused.content.decode(), Asking.objects.count()) == (
        422,
        True,
        0,
    )
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    assert actions.ask_to_look(code=talks.talk.case.code, **told).talk == talks.talk
    assert CodeTry.objects.count() == 1


def test_of_a_month_nothing_is_told_before_it_is_over_and_months_without_any_stand_there_too(
    talks, time_machine
):
    before = by_month()
    for _time in range(12):
        talks.said()
    now = by_month()
    time_machine.move_to(timezone.now() + timedelta(days=32))
    later = by_month()
    assert (before == now, len(now), {count for _month, count in now}) == (True, 24, {"0"})
    assert ("10" in {count for _month, count in later}, len(later)) == (True, 24)
    assert all(month < today().replace(day=1) for month, _count in later)


def broken(first, monkeypatch):
    """The first to be destroyed does not go: its key cannot be read, or the disk is full."""
    real = destroying.end_now

    def end_now(talk, case, **more):
        if talk.pk == first:
            raise OSError("no space")
        real(talk, case, **more)

    monkeypatch.setattr(destroying, "end_now", end_now)


def test_one_that_does_not_go_keeps_no_other_and_the_night_says_so(talks, monkeypatch, caplog):
    other = actions.open_talk(FirstTalk("小李"), by=talks.counsellor).talk
    Talk.objects.update(kept_until=today())
    broken(min(talks.talk.pk, other.pk), monkeypatch)
    with pytest.raises(RuntimeError):
        actions.destroy_over(by=system_actor())
    assert list(TalkKey.objects.values_list("talk", flat=True)) == [min(talks.talk.pk, other.pk)]
    assert ("was not destroyed" in caplog.text, talks.talk.case.code in caplog.text) == (True, False)


def test_a_hold_agreed_to_while_the_night_runs_holds(talks, monkeypatch):
    """Asked again under the lock: the list of the night was made a moment before."""
    asking = actions.hold(
        talks.talk,
        ground="court",
        until=today() + timedelta(days=40),
        reason="法院已经立案，要等判决",
        second=talks.other.staff,
        by=talks.counsellor,
    )
    Talk.objects.update(kept_until=today())
    found = list(destroying.over().select_related("case"))
    assert len(found) == 1
    actions.answer_asking(asking, is_agreed=True, by=talks.other)
    monkeypatch.setattr(destroying, "over", lambda: Talk.objects.filter(pk__in=[one.pk for one in found]))
    assert (actions.destroy_over(by=system_actor()), TalkKey.objects.count()) == (0, 1)
    with pytest.raises(NotNow):
        actions.destroy(talks.talk, by=talks.counsellor)


@pytest.mark.parametrize("way", ["block_guardian", "withdraw"])
def test_the_counsellor_is_told_to_cancel_what_was_booked(client, town, talks, way):
    by = talks.counsellor
    talk = actions.open_talk(FirstTalk("小李", age="teen"), by=by).talk
    town.login(client, by)
    page = at("talk", talk.pk)
    before = "已经约好的时间不会自己取消" in client.get(page).content.decode()
    if way == "block_guardian":
        actions.block_guardian(talk, by=by)
    else:
        actions.say(talk, kind="stop", by=town.resident(talk.case_id))
    text = client.get(page).content.decode()
    assert (before, "已经约好的时间不会自己取消" in text, reverse("appointments:week") in text) == (
        False,
        True,
        True,
    )
