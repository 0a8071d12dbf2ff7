"""Levels: set by the rule, raised at will, lowered by two, never past the person's own word (DA-06); and what they forbid (DA-09)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.safety import actions, sealing
from onedoor.safety.answers import answers_of
from onedoor.safety.models import Checklist, Level, Lowering, OwnWord, Step
from onedoor.safety.queries import current, fear_stands, level_of, needs_second_mediator
from onedoor.safety.standing import refuses_going_on, refuses_joint_session
from onedoor.safety.tests.cast import QUIET_B

WHY = "双方已经分开居住，情况缓和"
DAY = timedelta(days=1)


def lower(cast, to="S1", *, first=None, second=None, own_word=""):
    asked = actions.ask_to_lower(cast.case, to, WHY, by=first or cast.mediator, own_word=own_word)
    return actions.agree_to_lower(asked, True, by=second or cast.colleague)


@pytest.mark.parametrize(
    ("answers", "level", "second", "refused"),
    [
        ({}, "S0", False, False),
        ({"A7": "yes"}, "S1", True, False),
        ({"A6": "yes"}, "S2", True, True),
        ({"A4": "yes"}, "S3", True, True),
    ],
)
def test_what_a_form_brings_about(cast, answers, level, second, refused):
    made = cast.check(answers)
    assert (made.offered, level_of(cast.case), needs_second_mediator(cast.case)) == (level, level, second)
    assert bool(refuses_joint_session(cast.case)) is refused


@pytest.mark.parametrize(
    ("answers", "stops"), [({"A7": "yes"}, False), ({"A6": "yes"}, False), ({"A4": "yes"}, True)]
)
def test_urgent_stops_whatever_would_go_on(cast, answers, stops):
    cast.check(answers)
    assert bool(refuses_going_on(cast.case)) is stops


def test_the_words_of_a_refusal_name_neither_form_nor_level(cast):
    cast.check({"A4": "yes"})
    said = refuses_joint_session(cast.case) + refuses_going_on(cast.case)
    assert [word for word in ("安全", "保护", "紧急", "核对", "S3") if word in said] == []


def test_where_nobody_asked_nothing_is_forbidden(cast):
    assert (level_of(cast.case), refuses_joint_session(cast.case), needs_second_mediator(cast.case)) == (
        "",
        "",
        False,
    )


def test_a_form_that_knows_too_little_asks_within_a_day(cast):
    made = cast.check(base={})
    step = Step.objects.get(kind="ask")
    assert (made.offered, made.is_known, level_of(cast.case)) == ("ask", False, "ask")
    assert step.due_at - step.given_at == timedelta(hours=24)
    cast.check()
    assert (level_of(cast.case), Step.objects.open().filter(kind="ask").count()) == ("S0", 0)


def test_a_red_is_enough_even_where_little_is_known(cast):
    cast.check({"A2": "yes"}, base={})
    assert (level_of(cast.case), Step.objects.open().filter(kind="ask").count()) == ("S3", 1)


def test_a_later_form_raises_at_once_and_lowers_never(cast):
    cast.check({"A7": "yes"})
    cast.check({"A4": "yes"})
    assert level_of(cast.case) == "S3"
    cast.check()
    row = current(cast.case)
    assert (row.grade, row.how, Level.objects.filter(until=None).count()) == ("S3", "renewed", 1)


def test_anybody_who_may_check_raises_at_will(cast):
    cast.check()
    actions.raise_level(cast.case, "S2", "对方在楼下等", by=cast.colleague)
    assert level_of(cast.case) == "S2"
    with pytest.raises(NotValid):
        actions.raise_level(cast.case, "S1", "想低一点", by=cast.mediator)
    with pytest.raises(NotValid):
        actions.raise_level(cast.case, "S3", " ", by=cast.mediator)
    raised = actions.raise_level(cast.case, "S3", "又来了", by=cast.supervisor)
    assert (raised.how, sealing.read(raised, "why")) == ("raised", "又来了")


def test_raised_before_any_form_was_filled_in(cast):
    actions.raise_level(cast.case, "S3", "刚在门口动了手", by=cast.mediator)
    assert refuses_joint_session(cast.case) != ""


def test_lowered_by_two_with_a_reason(cast):
    cast.check({"A4": "yes"})
    row = lower(cast, "S1")
    assert (row.grade, row.how, row.set_staff, row.second_staff) == (
        "S1",
        "lowered",
        cast.mediator.staff,
        cast.colleague.staff,
    )
    assert (sealing.read(row, "why"), refuses_joint_session(cast.case)) == (WHY, "")


def test_until_the_second_agrees_nothing_changes_and_a_no_keeps_it(cast):
    cast.check({"A4": "yes"})
    asked = actions.ask_to_lower(cast.case, "S2", WHY, by=cast.mediator)
    assert level_of(cast.case) == "S3"
    with pytest.raises(NotNow):
        actions.ask_to_lower(cast.case, "S1", WHY, by=cast.colleague)
    actions.agree_to_lower(asked, False, by=cast.supervisor)
    assert (level_of(cast.case), Lowering.objects.get().is_agreed) == ("S3", False)
    with pytest.raises(NotNow):
        actions.agree_to_lower(asked, True, by=cast.supervisor)


def test_nobody_is_the_second_person_to_themselves(cast):
    cast.check({"A4": "yes"})
    asked = actions.ask_to_lower(cast.case, "S2", WHY, by=cast.mediator)
    with pytest.raises(NotAllowed):
        actions.agree_to_lower(asked, True, by=cast.mediator)
    again = cast.town.seat(cast.mediator.staff, cast.supervisor.post)
    with pytest.raises(NotAllowed):
        actions.agree_to_lower(asked, True, by=again)
    assert level_of(cast.case) == "S3"


def test_the_database_lets_nobody_lower_alone(cast):
    cast.check({"A4": "yes"})
    row = current(cast.case)
    alone = {"how": "lowered", "grade": "S0", "why_sealed": b"x", "second_staff": row.set_staff}
    with pytest.raises(IntegrityError), transaction.atomic():
        Level.objects.filter(pk=row.pk).update(**alone)
    with pytest.raises(IntegrityError), transaction.atomic():
        Level.objects.filter(pk=row.pk).update(**alone | {"second_staff": None})


@pytest.mark.parametrize("reason", ["", "没事了", "         "])
def test_a_reason_is_more_than_a_word(cast, reason):
    cast.check({"A4": "yes"})
    with pytest.raises(NotValid):
        actions.ask_to_lower(cast.case, "S2", reason, by=cast.mediator)


def test_what_changed_meanwhile_is_looked_at_anew(cast):
    cast.check({"A6": "yes"})
    asked = actions.ask_to_lower(cast.case, "S0", WHY, by=cast.mediator)
    cast.check({"A4": "yes"})
    with pytest.raises(NotNow):
        actions.agree_to_lower(asked, True, by=cast.colleague)
    assert level_of(cast.case) == "S3"


@pytest.mark.parametrize("how", ["A12", "B14", "raised"])
def test_own_fear_is_not_lowered_without_the_persons_own_word(cast, how):
    if how == "raised":
        actions.raise_level(cast.case, "S3", "我怕他今晚来", by=cast.mediator, own_fear=True)
        assert OwnWord.objects.get().kind == "raise"
    else:
        cast.check({how: "yes"}, base=QUIET_B, has_part_b=True, in_private=True)
    assert fear_stands(cast.case)
    with pytest.raises(NotValid):
        lower(cast)
    assert level_of(cast.case) == "S3"
    row = lower(cast, own_word="我搬到姐姐家了，现在不怕")
    assert (row.grade, OwnWord.objects.filter(kind="lower").count()) == ("S1", 1)


def test_fear_goes_on_through_a_form_that_did_not_ask_and_is_unsaid_by_nobody_else(cast):
    cast.check({"A12": "yes"})
    cast.check({"A12": "not_asked"})
    cast.check({"A12": "unknown"})
    assert fear_stands(cast.case)
    for said in ("no", "lesser"):
        with pytest.raises(NotValid):
            cast.check({"A12": said}, source="other")
    with pytest.raises(NotValid):
        cast.check({"A12": "no"}, sources={"A12": "seen"})
    cast.check({"A12": "no"}, source="paper", sources={"A12": "own"})
    assert (fear_stands(cast.case), level_of(cast.case)) == (False, "S3")


@pytest.mark.parametrize(("answers", "days"), [({"A4": "yes"}, 1), ({"A6": "yes"}, 7), ({"A7": "yes"}, 14)])
def test_a_level_lapses_into_asking_again_and_keeps_what_it_forbids(cast, time_machine, answers, days):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    cast.check(answers)
    refused = refuses_joint_session(cast.case)
    time_machine.move_to(start + days * DAY - timedelta(seconds=1), tick=False)
    actions.tend(by=cast.town.system)
    assert Step.objects.filter(kind="lapsed").count() == 0
    time_machine.move_to(start + days * DAY + timedelta(seconds=1), tick=False)
    assert (actions.tend(by=cast.town.system)[0], actions.tend(by=cast.town.system)[0]) == (1, 0)
    again = Step.objects.get(kind="lapsed")
    assert (again.owner, refuses_joint_session(cast.case)) == (cast.supervisor.post, refused)
    cast.check()
    row = current(cast.case)
    assert (row.how, row.lapsed_at, Step.objects.open().filter(kind="lapsed").count()) == ("renewed", None, 0)


def test_s1_is_asked_again_after_the_next_session(cast):
    cast.check({"A7": "yes"})
    actions.session_held(cast.case, by=cast.mediator)
    actions.tend(by=cast.town.system)
    assert Step.objects.open().filter(kind="lapsed").count() == 1
    actions.session_held(cast.case, by=cast.mediator)


def test_who_does_not_reach_the_case_is_told_that_there_is_none(cast):
    cast.check({"A4": "yes"})
    asked = actions.ask_to_lower(cast.case, "S2", WHY, by=cast.mediator)
    for by in (cast.stranger, cast.clerk, cast.town.resident(cast.case.pk)):
        with pytest.raises(NotFound):
            cast.check(by=by)
        with pytest.raises(NotFound):
            actions.raise_level(cast.case, "S3", "不该", by=by)
        with pytest.raises(NotFound):
            actions.agree_to_lower(asked, True, by=by)
        with pytest.raises(NotFound):
            actions.report(cast.case, by=by, law="minor", to_whom="police", words="不该")
        with pytest.raises(NotFound):
            actions.hear(cast.case, "read", "", by=by)
        with pytest.raises(NotFound):
            actions.open_words(cast.case, by=by)


def test_part_b_is_asked_in_private_or_not_at_all(cast):
    with pytest.raises(NotValid):
        cast.check(base=QUIET_B, has_part_b=True)
    with pytest.raises(NotValid):
        cast.check({"B1": "yes"})
    with pytest.raises(NotValid):
        cast.check({"A7": "lesser"})
    with pytest.raises(NotValid):
        cast.check({"A1": "perhaps"})
    with pytest.raises(NotValid):
        cast.check({"A99": "yes"})
    with pytest.raises(NotValid):
        cast.check(source="gossip")
    assert Checklist.objects.count() == 0
    made = cast.check({"B1": "yes"}, base=QUIET_B, has_part_b=True, in_private=True)
    assert made.offered == "S3"


def test_every_answer_keeps_how_and_since_when_it_is_known(cast):
    today = timezone.localdate()
    made = cast.check({"A6": "yes", "A9": "unknown"}, sources={"A6": "paper"}, on=today - DAY)
    told = {one.item: (one.said, one.source, one.on) for one in answers_of(made).values()}
    assert (told["A6"], told["A9"], told["A10"], told["A1"]) == (
        ("yes", "paper", today - DAY),
        ("unknown", "", None),
        ("not_asked", "", None),
        ("no", "own", today - DAY),
    )


def test_of_a_case_that_is_over_no_form_is_filled_in_and_nothing_goes_to_another(cast):
    cast.check({"A4": "yes"})
    other = cast.open_case()
    assert (level_of(other), Step.objects.filter(case=other).count()) == ("", 0)
    type(cast.case).objects.filter(pk=cast.case.pk).update(closed_at=timezone.now())
    with pytest.raises(NotNow):
        cast.check()
    with pytest.raises(NotAllowed):
        actions.open_words(cast.case, by=cast.mediator)
    actions.open_words(cast.case, by=cast.supervisor)
