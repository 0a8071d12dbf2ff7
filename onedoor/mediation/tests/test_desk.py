"""The desk: what waits today, what is left of those that are over; no word of any of them, and few questions to the database."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from onedoor.mediation import actions
from onedoor.mediation.actions import noting
from onedoor.mediation.queries.worklists import after_of, today_of

DAY = timedelta(days=1)
MOST_QUERIES = 30


def words_of(actor):
    return [one.words for one in today_of(actor)]


def test_a_message_waits_until_it_is_answered(room):
    mediation = room.mediating()
    noting.write_message(mediation, text="能不能晚上谈", by=room.resident(mediation))
    assert [words_of(room.desk), words_of(room.mediator)] == [["第1方留言，等回复"]] * 2
    assert words_of(room.other_mediator) == []
    noting.answer_side(mediation, side=mediation.sides.get(place=1), text="可以", by=room.mediator)
    assert words_of(room.desk) == []


def test_what_is_due_and_what_ends_stands_there_the_late_first(room):
    mediation = room.mediating()
    room.apply()
    with time_machine.travel(timezone.now() + 4 * DAY, tick=False):
        assert words_of(room.desk) == ["期限已过"]
    with time_machine.travel(timezone.now() + 27 * DAY, tick=False):
        assert sorted(words_of(room.desk)) == ["期限将到", "期限已过"]
        assert [one.is_late for one in today_of(room.desk)] == [True, False]
    with time_machine.travel(timezone.now() + 65 * DAY, tick=False):
        actions.fail(mediation, by=room.mediator, reason="差得太远")
        assert len(words_of(room.desk)) == 1


def test_an_end_stays_on_the_desk_until_all_are_told_and_it_is_filed(room):
    mediation = actions.fail(room.mediating(), by=room.mediator, reason="差得太远")
    assert [left for _one, left in after_of(room.desk)] == [["还要告知2方", "还没有签齐、归档"]]
    for side in mediation.sides.current():
        actions.tell_side(mediation, by=room.desk, side=side, how="face")
    assert [left for _one, left in after_of(room.desk)] == [["还没有签齐、归档"]]


def test_whoever_sent_it_waits_for_an_answer_on_the_desk(room):
    told = {"way_in": "police", "from_org": "秦州派出所", "reference": "秦公调〔2026〕7号"}
    mediation = room.apply(**told)
    actions.decline(mediation, reason="法院已经受理", by=room.desk)
    ((one, left),) = after_of(room.desk)
    assert (one.pk, left) == (mediation.pk, ["还没有回复移送单位"])


@pytest.mark.parametrize("actor", ["desk", "mediator"])
def test_the_page_says_it_all_with_few_questions(room, client, actor):
    for _n in range(3):
        open_one = room.mediating()
        noting.write_message(open_one, text="悄悄话", by=room.resident(open_one))
        actions.fail(room.mediating(), by=room.mediator, reason="差得太远")
    room.town.login(client, room.desk if actor == "desk" else room.mediator)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("mediation:desk"))
    assert (page.status_code, len(asked) <= MOST_QUERIES) == (200, True)
    said = page.content.decode()
    assert said.count("第1方留言，等回复") == 3
    assert said.count("还要告知2方") == 3
    assert "悄悄话" not in said
