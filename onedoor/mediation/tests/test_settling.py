"""What was agreed without a day is settled when somebody shows it, looks, or every side says so; and somebody asks for it at last."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.limits import UNDATED_ASKED
from onedoor.mediation.models import Consent, File, Settling
from onedoor.mediation.queries.worklists import today_of
from onedoor.mediation.tests.test_agreeing import DAY, all_sign, owe, scan
from onedoor.posts.given import system_actor


def keep_quiet(room, mediation):
    """A clause without a day: not to do something, for ever."""
    whose = {"owed_by": mediation.sides.get(place=2), "owed_to": mediation.sides.get(place=1)}
    told = {"kind": "omission", "words": "夜里十点以后不放音乐"}
    return actions.add_obligation(mediation, by=room.mediator, **whose, **told)


@pytest.fixture
def quiet(room):
    mediation = room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="夜里太吵。")
    keep_quiet(room, mediation)
    return all_sign(room, mediation)


def said_done(room, mediation, place, is_yes=True):
    side = mediation.sides.get(place=place)
    return actions.say_done(mediation, side=side, is_yes=is_yes, how=Consent.How.PHONE, by=room.mediator)


def shown(room, mediation, days=0):
    with time_machine.travel(timezone.now() + days * DAY, tick=False):
        return [one.words for one in today_of(room.mediator) if one.mediation.pk == mediation.pk]


def test_a_paper_settles_it_and_the_case_closes_so_that_the_drawers_are_emptied(room, quiet):
    with pytest.raises(NotValid) as refused:
        actions.finish_performance(quiet, how="proof", by=room.mediator)
    assert refused.value.detail["field"] == "upload"
    done = actions.finish_performance(quiet, how="proof", upload=scan(), by=room.mediator)
    kept = done.files.filter(kind=File.Kind.PERFORMANCE).get()
    assert (done.status, Settling.objects.get().file_id) == (Status.PERFORMED, kept.pk)
    assert done.case.closed_at is not None
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        actions.shred_over(by=system_actor())
    assert {bytes(side.drawer.key_sealed) for side in done.sides.select_related("drawer")} == {b""}


def test_whoever_looked_says_when_and_how(room, quiet):
    with pytest.raises(NotValid) as refused:
        actions.finish_performance(quiet, how="looked", words=" ", by=room.mediator)
    assert refused.value.detail["field"] == "words"
    done = actions.finish_performance(quiet, how="looked", words="三次夜里去听，没有声音。", by=room.mediator)
    assert done.status == Status.PERFORMED


def test_every_side_says_that_nothing_is_left_and_one_no_holds_it_open(room, quiet):
    said_done(room, quiet, 1)
    with pytest.raises(NotNow, match="还有一方"):
        actions.finish_performance(quiet, how="sides", by=room.mediator)
    said_done(room, quiet, 2)
    said_done(room, quiet, 1, is_yes=False)
    with pytest.raises(NotNow, match="还有一方"):
        actions.finish_performance(quiet, how="sides", by=room.mediator)
    said_done(room, quiet, 1)
    assert actions.finish_performance(quiet, how="sides", by=room.mediator).status == Status.PERFORMED


def test_a_side_speaks_for_itself_alone(room, quiet):
    first, second = quiet.sides.all()
    said = actions.say_done(quiet, side=first, is_yes=True, how="", by=room.resident(quiet, 1))
    assert said.how == Consent.How.ONLINE
    with pytest.raises(NotAllowed):
        actions.say_done(quiet, side=second, is_yes=True, how="", by=room.resident(quiet, 1))


def test_after_the_houses_number_of_days_it_is_asked_for_once_and_stays_on_the_list(room, quiet):
    asked, begin = quiet.case.events.filter(verb="mediation.undated_due"), timezone.now()
    words = "没有写明日期的约定，请问各方还有没有要办的"
    assert words not in shown(room, quiet, UNDATED_ASKED - 1)
    assert words in shown(room, quiet, UNDATED_ASKED)
    for days, times in (
        (UNDATED_ASKED - 1, 0),
        (UNDATED_ASKED, 1),
        (UNDATED_ASKED + 1, 1),
        (2 * UNDATED_ASKED, 2),
    ):
        with time_machine.travel(begin + days * DAY, tick=False):
            actions.tend(by=system_actor())
        assert asked.count() == times
    actions.finish_performance(quiet, how="looked", words="去听过，没有声音。", by=room.mediator)
    assert words not in shown(room, quiet, UNDATED_ASKED)


def test_what_has_a_day_is_not_asked_for_this_way(room):
    mediation = room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="漏水。")
    owe(room, mediation, last_day=timezone.localdate() + 300 * DAY)
    keep_quiet(room, mediation)
    agreed = all_sign(room, mediation)
    with pytest.raises(NotNow, match="没有履行"):
        actions.finish_performance(agreed, how="looked", words="看过。", by=room.mediator)
    with pytest.raises(NotNow, match="没有等着"):
        said_done(room, agreed, 1)
    with time_machine.travel(timezone.now() + UNDATED_ASKED * DAY, tick=False):
        actions.tend(by=system_actor())
    assert not agreed.case.events.filter(verb="mediation.undated_due").exists()


def test_what_was_agreed_without_a_day_and_is_not_kept_is_found_broken(room, quiet):
    actions.breach(quiet, by=room.mediator, way="suit", words="每天夜里都放。")
    broken = actions.break_off(quiet, by=room.mediator, way="suit", words="不再听劝。")
    assert (broken.status, broken.case.closed_at is not None) == (Status.BROKEN, True)
    done = actions.finish_performance(broken, how="looked", words="搬走了。", by=room.mediator)
    assert done.status == Status.PERFORMED


def test_the_page_offers_it_and_takes_it(room, quiet, client):
    browser, code = client, quiet.case.code
    room.town.login(client, room.mediator)
    page = browser.get(reverse("mediation:agreement", args=[code])).content.decode()
    assert ("没有写明日期" in page, "登记有没有要办的" in page) == (True, True)
    told = {"finish-how": "looked", "finish-words": "夜里去听过。"}
    assert browser.post(reverse("mediation:agreement_step", args=[code, "finish"]), told).status_code == 302
    page = browser.get(reverse("mediation:agreement", args=[code])).content.decode()
    assert ("已经了结" in page, "夜里去听过。" in page) == (True, True)
