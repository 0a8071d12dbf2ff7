"""保存与销毁 — three years after the last talk, of minors until they are 21; told before, held by law, and then gone."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from onedoor.counselling import actions, sealing
from onedoor.counselling.actions import FirstTalk
from onedoor.counselling.keeping import kept_until, years_after
from onedoor.counselling.models import Look, Session, Talk, TalkKey
from onedoor.counselling.tests.talks import Talks
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.given import system_actor

pytestmark = pytest.mark.django_db
WHY = "法院已经立案，要等判决"


@pytest.fixture
def talks(town):
    return Talks(town)


def night():
    return actions.destroy_over(by=system_actor())


def sealed_columns() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_name LIKE 'counselling%' AND column_name LIKE '%sealed'"
        )
        columns = cursor.fetchall()
        full = []
        for table, column in columns:
            cursor.execute(f'SELECT 1 FROM "{table}" WHERE length("{column}") > 0 LIMIT 1')
            full += [f"{table}.{column}"] if cursor.fetchone() else []
    return full


def test_three_years_after_the_last_talk_and_not_a_day_before(talks, time_machine):
    session = talks.said()
    last = Talk.objects.get().kept_until
    assert last == years_after(session.day, 3)
    time_machine.move_to(timezone.now() + timedelta(days=(last - timezone.localdate()).days - 1))
    assert (night(), TalkKey.objects.count()) == (0, 1)
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert (night(), TalkKey.objects.count(), night()) == (1, 0, 0)


def test_afterwards_nothing_opens_and_what_stays_says_when_and_who(talks, time_machine):
    session = talks.everything()
    actions.end(talks.talk, own_words="青鸟谢谢", by=talks.counsellor)
    looks = Look.objects.count()
    assert len(sealed_columns()) > 10
    time_machine.move_to(timezone.now() + timedelta(days=3 * 366))
    call_command("destroy_talks")
    talk, session = Talk.objects.get(), Session.objects.get()
    for row, name in ((session, "note"), (talk.contact, "number"), (talk, "wishes"), (talk, "own_words")):
        with pytest.raises(NotNow):
            sealing.read(talk, row, name)
    assert (sealed_columns(), Look.objects.count(), session.day is None) == ([], looks, False)
    told = (talk.status, talk.counsellor, talk.case.title, talk.case.events.last().verb)
    assert told == ("ended", talks.counsellor.staff, "来访", "talk.destroyed")


def test_the_person_still_sees_who_opened_it(client, talks, time_machine):
    talks.everything()
    time_machine.move_to(timezone.now() + timedelta(days=3 * 366))
    night()
    page = client.post(
        reverse("counselling:mine"), {"code": talks.talk.case.code, "pin": talks.pin}
    ).content.decode()
    assert ["谈话内容" in page, "已经销毁" in page, "青鸟" in page, "我不同意" in page] == [
        True,
        True,
        False,
        False,
    ]


def test_a_talk_that_nobody_ended_is_over_one_day_too(talks, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=3 * 366))
    assert (night(), Talk.objects.get().status) == (1, "ended")


@pytest.mark.parametrize(
    ("age", "turns_21", "until"),
    [
        ("adult", None, date(2029, 2, 28)),
        ("teen", date(2033, 5, 6), date(2033, 5, 6)),
        ("teen", None, date(2033, 2, 28)),
        ("child", None, date(2047, 2, 28)),
        ("teen", date(2027, 5, 6), date(2029, 2, 28)),
    ],
)
def test_how_long_is_a_matter_of_age(age, turns_21, until):
    assert kept_until(Talk(age=age), date(2026, 2, 28), turns_21) == until


def test_the_29th_of_february_is_kept_until_the_28th():
    assert years_after(date(2028, 2, 29), 3) == date(2031, 2, 28)


def test_the_counsellor_is_told_thirty_days_before_and_nobody_else(client, town, talks, time_machine):
    town.login(client, talks.counsellor)
    page = reverse("counselling:talks")
    until = Talk.objects.get().kept_until
    shown = []
    for days in (31, 30):
        time_machine.move_to(timezone.now() + timedelta(days=(until - timezone.localdate()).days - days))
        town.login(client, talks.counsellor)
        shown.append(len(client.get(page).context["going"]))
    town.login(client, talks.other)
    assert (shown, client.get(page).context["going"]) == ([0, 1], [])


def test_two_people_hold_it_by_law_and_the_person_reads_that(client, talks, time_machine):
    until = Talk.objects.get().kept_until
    time_machine.move_to(timezone.now() + timedelta(days=(until - timezone.localdate()).days - 5))
    day = timezone.localdate() + timedelta(days=40)
    told = {"ground": "court", "until": day, "reason": WHY, "by": talks.counsellor}
    with pytest.raises(NotValid):
        actions.hold(talks.talk, second=talks.counsellor.staff, **told)
    with pytest.raises(NotValid):
        actions.hold(talks.talk, second=talks.other.staff, **told | {"ground": "life"})
    asking = actions.hold(talks.talk, second=talks.other.staff, **told)
    time_machine.move_to(timezone.now() + timedelta(days=5))
    talks.pages = {"code": talks.talk.case.code, "pin": talks.pin}
    assert "正在进行的诉讼" not in client.post(reverse("counselling:mine"), talks.pages).content.decode()
    actions.answer_asking(asking, is_agreed=True, by=talks.other)
    assert night() == 0
    with pytest.raises(NotNow):
        actions.destroy(talks.talk, by=talks.counsellor)
    assert "正在进行的诉讼" in client.post(reverse("counselling:mine"), talks.pages).content.decode()
    time_machine.move_to(timezone.now() + timedelta(days=36))
    assert night() == 1


def test_a_hold_that_nobody_agreed_to_holds_nothing(talks, time_machine):
    until = Talk.objects.get().kept_until
    time_machine.move_to(timezone.now() + timedelta(days=(until - timezone.localdate()).days))
    day = timezone.localdate() + timedelta(days=40)
    actions.hold(
        talks.talk, ground="court", until=day, reason=WHY, second=talks.other.staff, by=talks.counsellor
    )
    assert night() == 1


def test_a_talk_of_long_ago_goes_and_one_of_today_stays(town, talks, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=3 * 366))
    fresh = actions.open_talk(FirstTalk("小李"), by=talks.counsellor).talk
    assert (night(), list(TalkKey.objects.values_list("talk", flat=True))) == (1, [fresh.pk])
