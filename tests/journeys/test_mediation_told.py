"""谁听到什么 — whatever happens in a mediation that somebody has to act on is heard, once, by whoever has to; and nobody else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.config.reactions import LATER
from onedoor.mediation import actions
from onedoor.mediation.advancing import beside
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Due, Mediation, Performance
from onedoor.mediation.tests.conftest import Room
from onedoor.mediation.tests.test_agreeing import all_sign, drawn_up
from onedoor.notices.models import Notice
from onedoor.posts.given import system_actor
from onedoor.supervision import actions as supervision
from onedoor.supervision.lifecycle import Rung

MOST = 30
TABS = ("one", "sessions", "drawers", "offers", "agreement", "volume")


def later(case, verb):
    """What follows by errand, twice: an errand must be safe to repeat."""
    event = case.events.filter(verb=verb).order_by("-seq").first()
    for handler in LATER[verb] * 2:
        handler(event)
    return event


def heard(post, code):
    """What this post was told of the case, as a list of words without the code."""
    texts = Notice.objects.filter(post=post, text__contains=code).values_list("text", flat=True)
    return [text.split("：")[0] for text in texts]


@pytest.fixture
def room(town):
    return Room(town)


@pytest.fixture
def agreed(room):
    """Three thousand yuan, due on one day; signed and sealed."""
    return all_sign(room, drawn_up(room, room.mediating()))


def tended(days):
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        actions.tend(by=system_actor())


def test_days_of_dues_of_the_court_and_of_visits_reach_both_desks(room, agreed):
    due = Due.objects.get()
    left = (due.due_on - timezone.localdate()).days
    for days in sorted({7, 20, 27, left, left + 1}):
        tended(days)
    for verb in ("due_near", "due_late", "confirmation_near", "visit_due"):
        event = later(agreed.case, f"mediation.{verb}")
        for notices in (
            Notice.objects.filter(post=room.mediator.post),
            Notice.objects.filter(org=room.committee.org),
        ):
            told = notices.filter(text=f"{event.label}：{agreed.case.code}")
            assert told.exists(), verb
            assert set(told.values_list("link", flat=True)) == {f"/mediation/{agreed.case.code}/agreement/"}
    assert not Notice.objects.filter(post=room.other_mediator.post).exists()


def test_what_was_taken_back_is_heard_by_whoever_did_not_do_it(room, agreed):
    due = Due.objects.get()
    told = {"done_on": timezone.localdate(), "amount": Decimal(3000), "seen": "receipt"}
    done = actions.perform(agreed, by=room.desk, due=due, **told)
    assert done.status == Status.PERFORMED
    undone = actions.undo_performance(
        done, by=room.desk, performance=Performance.objects.get(), reason="记错"
    )
    later(undone.case, "mediation.due_undone")
    later(undone.case, "mediation.performance_undone")
    assert sorted(heard(room.mediator.post, undone.case.code)) == ["冲销履行登记", "更正履行登记"]


def test_a_last_day_counted_anew_is_told_again_by_whoever_mediates(room):
    mediation = actions.fail(room.mediating(), by=room.mediator, reason="差得太远")
    actions.recount(mediation, by=room.mediator, known_on=date(2026, 1, 5))
    later(mediation.case, "mediation.ways_counted")
    assert heard(room.mediator.post, mediation.case.code) == []
    house, label = system_actor().as_reaction(), "放假通知公布，最后日期重新算过"
    with beside(mediation, "mediation.ways_counted", label, by=house, way="suit"):
        pass
    later(mediation.case, "mediation.ways_counted")
    assert heard(room.mediator.post, mediation.case.code) == ["放假通知公布，最后日期重新算过"]


def test_who_is_mediated_anew_without_a_mediator_is_resumed_by_a_word_of_its_own(room):
    mediation = room.accepted()
    side = mediation.sides.get(place=2)
    mediation = actions.withdraw(mediation, by=room.desk, side=side)
    actions.resume(mediation, by=room.desk, reason="又愿意谈")
    verbs = mediation.case.events.values_list("verb", flat=True)
    assert ("mediation.resumed" in verbs, "mediation.reopened" in verbs) == (True, False)


def test_the_words_of_a_return_visit_are_opened_by_whoever_mediates_and_logged(room, agreed, client):
    row = agreed.followups.first()
    told = {"answered": "answered", "performed": "not_due", "answer": "等着收钱", "note": "还没到期"}
    actions.visit(agreed, by=room.mediator, followup=row, **told)
    address = reverse("mediation:drawers_open", args=[agreed.case.code, "visit", row.pk])
    room.town.login(client, room.desk)
    assert (client.post(address).status_code, client.get(address).status_code) == (403, 405)
    room.town.login(client, room.mediator)
    page = client.get(reverse("mediation:agreement", args=[agreed.case.code])).content.decode()
    assert ("等着收钱" in page, address in page) == (False, True)
    before = AccessLog.objects.count()
    opened = client.post(address)
    assert ("等着收钱" in opened.content.decode(), "还没到期" in opened.content.decode()) == (True, True)
    assert AccessLog.objects.count() > before
    other = agreed.followups.filter(done_at=None).first()
    unmade = reverse("mediation:drawers_open", args=[agreed.case.code, "visit", other.pk])
    assert client.post(unmade).status_code == 404


def test_a_round_that_fails_leaves_the_earlier_agreement_to_be_paid(room, agreed, client):
    again = actions.reopen(agreed, by=room.desk, reason="还有一处没说")
    failed = actions.fail(again, by=room.mediator, reason="这一处谈不拢")
    room.town.login(client, room.mediator)
    page = client.get(reverse("mediation:agreement", args=[failed.case.code])).content.decode()
    assert ("同时有效的协议" in page or "3000.00" in page, "这一处谈不拢" in page) == (True, True)
    told = {"done_on": timezone.localdate(), "amount": Decimal(3000), "seen": "receipt"}
    paid = actions.perform(failed, by=room.mediator, due=Due.objects.get(), **told)
    assert (paid.status, Due.objects.get().settled_on) == (Status.FAILED, timezone.localdate())


def test_a_mediation_is_supervised_like_any_case_and_no_longer_than_it_lasts(room, town):
    leader, desk = town.actor("leader"), town.actor("mediation_desk", org=town.community_office)
    near = room.found("社区人民调解委员会", "people", "社民", town.community_office)
    mediation = room.apply(committee=near, by=desk)
    supervision.raise_(mediation.case, near.org, Rung.LETTER, by=leader, reason="申请以后没有联系对方")
    assert mediation.case.supervisions.open().count() == 1
    mediation = actions.withdraw(mediation, by=desk, side=mediation.sides.get(place=2))
    later(mediation.case, "mediation.withdrawn")
    assert not mediation.case.supervisions.open().exists()


def test_no_tab_asks_more_than_thirty_questions(room, client):
    states = {
        "mediating": lambda one: one,
        "drawn": lambda one: drawn_up(room, one),
        "agreed": lambda one: all_sign(room, drawn_up(room, one)),
        "failed": lambda one: actions.fail(one, by=room.mediator, reason="差得太远"),
    }
    heavy = {}
    for name, reach in states.items():
        one = room.mediating()
        reach(one)
        for reader in (room.desk, room.mediator):
            room.town.login(client, reader)
            for tab in TABS:
                with CaptureQueriesContext(connection) as sent:
                    answer = client.get(reverse(f"mediation:{tab}", args=[one.case.code]))
                assert answer.status_code == 200
                if len(sent) > MOST:
                    heavy[name, reader.post.type_id, tab] = len(sent)
    assert heavy == {}


def test_what_was_declined_is_printed_kept_and_logged(room, client):
    mediation = actions.decline(room.apply(), reason="法院已经受理", by=room.desk)
    room.town.login(client, room.desk)
    before = AccessLog.objects.filter(case_code=mediation.case.code).count()
    client.get(reverse("mediation:declined", args=[mediation.case.code]))
    assert AccessLog.objects.filter(case_code=mediation.case.code).count() == before + 1
    page = client.get(reverse("mediation:volume", args=[mediation.case.code])).content.decode()
    assert ("收存材料" in page, "定稿" in page) == (True, True)
    assert Mediation.objects.get().status == Status.DECLINED


def test_what_a_resident_sends_in_is_heard_at_the_desk_though_no_committee_works_there(room):
    mediation = actions.apply_(room.told(committee=None), by=system_actor().as_reaction())[0]
    own = room.apply(by=room.desk)
    for one in (mediation, own):
        later(one.case, "mediation.asked")
    assert mediation.committee is None
    told = Notice.objects.filter(org=mediation.post.org)
    assert told.filter(text__contains=mediation.case.code).count() == 1
    assert not told.filter(text__contains=own.case.code).exists()
