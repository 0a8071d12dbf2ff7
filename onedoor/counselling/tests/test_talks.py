"""谈话 — whose it is, what is written down, and how the words go for good."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.cases.access import cases_within_reach
from onedoor.cases.models import Case, Party
from onedoor.counselling import actions, sealing
from onedoor.counselling.actions import FirstTalk
from onedoor.counselling.limits import WORDS_VERSION, rounded
from onedoor.counselling.models import Look, Talk, TalkKey
from onedoor.counselling.queries.talks import list_of
from onedoor.counselling.tests.talks import Talks
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid, Problem
from onedoor.kit.sealing import Tampered
from onedoor.posts.actor import Actor
from onedoor.posts.models import PostType
from onedoor.posts.verbs import CLEARANCES

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks(town):
    return Talks(town)


def test_the_case_is_reached_by_the_post_it_names_and_the_person_and_by_nobody_else(town, talks):
    every = [town.actor(kind, clearances=CLEARANCES, name=kind) for kind in town.types if kind != "resident"]
    every += [town.actor("dispatcher", clearances=[*CLEARANCES, "talk"], name="自授")]
    every += [town.actor_with("counselling.talk", reach=reach) for reach in PostType.Reach.values]
    case = Case.objects.filter(pk=talks.talk.case_id)
    reached = [one.staff.name for one in every if (cases_within_reach(one) & case).exists()]
    own = [(cases_within_reach(one) & case).exists() for one in (talks.counsellor, talks.other)]
    person = (cases_within_reach(town.resident(talks.talk.case_id)) & case).exists()
    assert (reached, own, person) == ([], [True, False], True)


def test_whoever_sits_in_the_chair_later_does_not_come_to_the_talk(town, talks):
    session = talks.said()
    successor = town.seat(town.person("继任"), talks.counsellor.post)
    assert (list(list_of(successor)), [one.pk for one in list_of(talks.counsellor)]) == ([], [talks.talk.pk])
    for step in (
        lambda: actions.look_at_session(session, by=successor),
        lambda: actions.look_at_contact(talks.talk, by=successor),
        lambda: actions.end(talks.talk, by=successor),
        lambda: actions.write_session(talks.talk, day=session.day, note="x", by=successor),
    ):
        with pytest.raises(NotFound):
            step()


def test_a_talk_has_no_person_and_a_title_that_says_nothing(talks):
    case = Case.objects.get(pk=talks.talk.case_id)
    notes = set(case.events.values_list("note", flat=True))
    assert (Party.objects.filter(case=case).count(), case.title, case.secrecy, notes) == (
        0,
        "来访",
        "talk",
        {""},
    )


def test_nothing_is_written_before_consent(town):
    counsellor = town.actor("counsellor")
    talk = actions.open_talk(FirstTalk("小李"), by=counsellor).talk
    with pytest.raises(NotNow):
        actions.write_session(talk, day=timezone.localdate(), note="x", by=counsellor)
    with pytest.raises(NotValid):
        actions.begin(talk, is_told=False, giver="self", by=counsellor)
    done = actions.begin(talk, is_told=True, giver="self", by=counsellor)
    assert (done.status, done.consent.version, done.consent.told_by) == (
        "talking",
        WORDS_VERSION,
        counsellor.staff,
    )


@pytest.mark.parametrize(
    ("age", "giver", "guardian", "agreed"),
    [
        ("adult", "self", "", True),
        ("adult", "guardian", "母亲", False),
        ("teen", "self", "", True),
        ("child", "self", "", False),
        ("child", "guardian", "", False),
        ("child", "guardian", "母亲", True),
        ("child", "harmed", "", True),
    ],
)
def test_who_must_agree_follows_from_age_and_from_who_does_the_harm(town, age, giver, guardian, agreed):
    counsellor = town.actor("counsellor")
    talk = actions.open_talk(FirstTalk("小李", age=age), by=counsellor).talk
    try:
        actions.begin(talk, is_told=True, giver=giver, guardian=guardian, by=counsellor)
        done = True
    except NotValid:
        done = False
    assert done == agreed


def test_opening_is_written_down_first_and_without_code_or_words(talks):
    session = talks.said()
    assert actions.look_at_session(session, by=talks.counsellor) == "青鸟记录"
    assert actions.look_at_contact(talks.talk, by=talks.counsellor)["number"] == "青鸟号码"
    rows = AccessLog.objects.filter(purpose="P04")
    told = {(row.fields, row.case_code, row.reason, tuple(row.subjects), row.staff_id) for row in rows}
    assert (rows.count(), told) == (2, {("sealed", "", "", (), talks.counsellor.staff.pk)})
    assert sorted(Look.objects.values_list("what", flat=True)) == ["contact", "note"]


def test_without_a_log_there_are_no_words(talks, monkeypatch):
    session = talks.said()

    def broken(*_told, **_more):
        raise RuntimeError("the log is away")

    monkeypatch.setattr("onedoor.counselling.actions.looking.note", broken)
    with pytest.raises(RuntimeError):
        actions.look_at_session(session, by=talks.counsellor)
    assert Look.objects.count() == 0


def test_a_supervisor_reads_with_another_person_for_a_day_and_no_longer(talks, time_machine):
    session = talks.said()
    asking = talks.asked()
    with pytest.raises(NotAllowed):
        actions.look_by_asking(asking, session, by=talks.supervisor)
    for wrong in (talks.supervisor, talks.counsellor):
        with pytest.raises(NotFound):
            actions.answer_asking(asking, is_agreed=True, by=wrong)
    asking = actions.answer_asking(asking, is_agreed=True, by=talks.other)
    assert actions.look_by_asking(asking, session, by=talks.supervisor) == "青鸟记录"
    with pytest.raises(Problem):
        actions.look_by_asking(asking, session, by=talks.other)
    time_machine.move_to(timezone.now() + timedelta(hours=24, seconds=1))
    with pytest.raises(NotAllowed):
        actions.look_by_asking(asking, session, by=talks.supervisor)


def test_a_supervisor_is_not_told_whether_a_code_leads_anywhere_and_is_not_the_second(talks):
    told = {"reason": "反复提到同一件事", "by": talks.supervisor}
    assert actions.ask_to_look(code="261123-000-9999", second=talks.other.staff, **told) is None
    with pytest.raises(NotValid):
        actions.ask_to_look(code=talks.talk.case.code, second=talks.supervisor.staff, **told)
    asking = talks.asked()
    actions.answer_asking(asking, is_agreed=False, by=talks.other)
    with pytest.raises(NotAllowed):
        actions.look_by_asking(asking, talks.said(), by=talks.supervisor)


def test_a_talk_passes_from_hand_to_hand_by_two_after_the_person_was_told(talks):
    session, today = talks.said(), timezone.localdate()
    told = {"taker": talks.other.staff, "by": talks.counsellor}
    with pytest.raises(NotValid):
        actions.offer_handover(talks.talk, told_on=today + timedelta(days=1), **told)
    offer = actions.offer_handover(talks.talk, told_on=today, **told)
    with pytest.raises(NotFound):
        actions.look_at_session(session, by=talks.other)
    with pytest.raises(NotFound):
        actions.take_over(offer, by=talks.counsellor)
    taken = actions.take_over(offer, by=talks.other)
    session.refresh_from_db()
    assert (taken.counsellor, actions.look_at_session(session, by=talks.other)) == (
        talks.other.staff,
        "青鸟记录",
    )
    with pytest.raises(NotFound):
        actions.look_at_session(session, by=talks.counsellor)


def test_with_the_key_every_word_is_gone_and_the_openings_stay(talks, time_machine):
    session = talks.everything()
    ended = actions.end(talks.talk, own_words="青鸟谢谢", by=talks.counsellor)
    with pytest.raises(NotNow):
        actions.destroy(ended, by=talks.counsellor)
    time_machine.move_to(timezone.now() + timedelta(days=3 * 366))
    actions.destroy(ended, by=talks.counsellor)
    session.refresh_from_db()
    with pytest.raises(NotNow):
        sealing.read(Talk.objects.get(), session, "note")
    assert (TalkKey.objects.count(), bool(Look.objects.count())) == (0, True)


def test_notes_of_the_young_are_kept_until_they_are_twenty_one(town):
    counsellor = town.actor("counsellor")
    talk = actions.open_talk(FirstTalk("小李", age="teen"), by=counsellor).talk
    with pytest.raises(NotValid):
        actions.hand_on(talk, by=counsellor)
    birthday = timezone.localdate() + timedelta(days=5 * 366)
    done = actions.hand_on(talk, turns_21=birthday, by=counsellor)
    assert (done.status, done.kept_until) == ("handed", birthday)


def test_words_moved_to_another_row_do_not_open(talks):
    first, second = talks.said("甲"), talks.said("乙")
    second.note_sealed = first.note_sealed
    with pytest.raises(Tampered):
        sealing.read(talks.talk, second, "note")


def test_keys_are_sealed_anew_and_the_words_still_open(talks, settings):
    session = talks.said()
    settings.FIELD_KEYS = settings.FIELD_KEYS | {"9": settings.FIELD_KEYS[max(settings.FIELD_KEYS)]}
    assert (sealing.seal_anew(), sealing.seal_anew()) == (1, 0)
    assert actions.look_at_session(session, by=talks.counsellor) == "青鸟记录"


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0"), (1, "<10"), (9, "<10"), (10, "10"), (12, "10"), (13, "15"), (101, "100")]
)
def test_figures_are_rounded(count, told):
    assert rounded(count) == told


def test_nobody_without_a_name_opens_a_talk(town):
    for by in (town.actor("clerk"), Actor(None, town.post("counsellor"))):
        with pytest.raises(NotAllowed):
            actions.open_talk(FirstTalk("小李"), by=by)
