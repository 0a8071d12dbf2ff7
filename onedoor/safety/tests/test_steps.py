"""Steps and their clocks: every line of the table is given, and what is not done in time is told (DA-05)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotNow, NotValid
from onedoor.notices.models import Notice
from onedoor.safety import actions, sealing
from onedoor.safety.models import Report, Step
from onedoor.safety.queries import level_of, mine
from onedoor.safety.queries.steps import in_time
from onedoor.safety.tests.test_levels import lower

M, H, D = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# A Wednesday in a week without holidays: five working days later is the next Wednesday, to its end.
WEDNESDAY = datetime(2026, 9, 2, 2, 0, tzinfo=UTC)
FIVE_DAYS = datetime(2026, 9, 9, 16, 0, tzinfo=UTC) - WEDNESDAY
# D.4, line by line: whose it is and within what.
TABLE = {
    "S0": {"again": ("worker", None)},
    "S1": {
        "second": ("worker", 14 * D),
        "apart": ("worker", 14 * D),
        "call": ("worker", FIVE_DAYS),
        "recheck": ("worker", 14 * D),
    },
    "S2": {
        "read": ("supervisor", 24 * H),
        "shuttle": ("worker", 24 * H),
        "contact": ("worker", 72 * H),
        "offer": ("worker", 72 * H),
        "recheck": ("worker", 7 * D),
    },
    "S3": {
        "now": ("worker", 15 * M),
        "stop": ("worker", 15 * M),
        "voice": ("supervisor", 30 * M),
        "wish": ("worker", 2 * H),
        "shelter": ("worker", 2 * H),
        "report": ("worker", 2 * H),
        "meeting": ("supervisor", 24 * H),
        "follow1": ("worker", 24 * H),
        "follow3": ("worker", 72 * H),
        "recheck": ("worker", 24 * H),
    },
}
BRINGS = {"S0": {}, "S1": {"A7": "yes"}, "S2": {"A6": "yes"}, "S3": {"A4": "yes"}}
# Items that bring a step of their own.
MORE = [
    ("S1", {"A14": "yes"}, "duty", 24 * H),
    ("S2", {"A6": "yes", "A14": "yes"}, "duty", 24 * H),
    ("S2", {"A8": "yes"}, "cover", 72 * H),
    ("S3", {"A5": "yes"}, "care", 15 * M),
]


@pytest.fixture
def wednesday(time_machine):
    time_machine.move_to(WEDNESDAY, tick=False)
    return time_machine


def given(cast):
    owner = {cast.mediator.post.pk: "worker", cast.supervisor.post.pk: "supervisor"}
    rows = Step.objects.filter(case=cast.case)
    return {
        step.kind: (owner[step.owner_id], step.due_at - step.given_at if step.due_at else None)
        for step in rows
    }


def told_late(kinds):
    return Step.objects.filter(kind__in=kinds).values_list("escalated_at", flat=True)


@pytest.mark.parametrize("level", TABLE)
def test_every_line_of_the_table_is_given_with_its_clock(wednesday, cast, level):
    cast.check(BRINGS[level])
    assert (level_of(cast.case), given(cast)) == (level, TABLE[level])


@pytest.mark.parametrize(("level", "answers", "kind", "within"), MORE)
def test_some_items_bring_a_step_of_their_own(wednesday, cast, level, answers, kind, within):
    cast.check(answers)
    assert given(cast) == TABLE[level] | {kind: ("worker", within)}


@pytest.mark.parametrize("level", ["S1", "S2", "S3"])
def test_each_is_told_one_second_after_its_limit_and_not_before(wednesday, cast, level):
    cast.check(BRINGS[level])
    Notice.objects.all().delete()
    for within in sorted({limit for _whose, limit in TABLE[level].values()}):
        kinds = [kind for kind, (_whose, limit) in TABLE[level].items() if limit == within]
        wednesday.move_to(WEDNESDAY + within - timedelta(seconds=1), tick=False)
        actions.tend(by=cast.town.system)
        assert set(told_late(kinds)) == {None}
        wednesday.move_to(WEDNESDAY + within + timedelta(seconds=1), tick=False)
        actions.tend(by=cast.town.system)
        assert set(told_late(kinds)) == {timezone.now()}
    late = Notice.objects.filter(key__startswith="safety-late")
    assert {notice.post for notice in late} == {cast.mediator.post, cast.supervisor.post}
    assert actions.tend(by=cast.town.system) == (0, 0)


def test_what_was_done_in_time_is_told_to_nobody(wednesday, cast):
    cast.check(BRINGS["S2"])
    for step in Step.objects.exclude(kind="recheck"):
        actions.finish(step, by=cast.mediator, ending="done")
    cast.check(BRINGS["S2"])
    wednesday.move_to(WEDNESDAY + 4 * D, tick=False)
    assert actions.tend(by=cast.town.system) == (0, 0)


def test_a_notice_says_nothing_of_the_matter(wednesday, cast):
    cast.check(BRINGS["S3"])
    wednesday.move_to(WEDNESDAY + 5 * D, tick=False)
    actions.tend(by=cast.town.system)
    said = {(notice.text, notice.link) for notice in Notice.objects.all()}
    telling = [
        word for word in (cast.case.code, cast.case.title, "核对", "危险", "保护", "纠纷", "调解", "S3")
    ]
    assert (len(said), [word for text, link in said for word in telling if word in text + link]) == (2, [])


def test_a_step_ends_with_words_where_it_was_not_done(cast):
    cast.check(BRINGS["S2"])
    offer = Step.objects.get(kind="offer")
    for wrong in ({"ending": "declined"}, {"ending": "not_needed"}, {"ending": "nonsense", "words": "写了"}):
        with pytest.raises(NotValid):
            actions.finish(offer, by=cast.mediator, **wrong)
    done = actions.finish(offer, by=cast.mediator, ending="declined", words="本人说先不找律师")
    assert (done.ended_staff, sealing.read(done, "words")) == (cast.mediator.staff, "本人说先不找律师")
    with pytest.raises(NotNow):
        actions.finish(offer, by=cast.mediator, ending="done")


def test_what_only_a_new_form_answers_is_not_ticked_off(cast):
    cast.check(BRINGS["S2"])
    with pytest.raises(NotNow):
        actions.finish(Step.objects.get(kind="recheck"), by=cast.mediator, ending="done")
    cast.check(BRINGS["S2"])
    assert [step.ending for step in Step.objects.filter(kind="recheck").order_by("given_at")] == ["done", ""]


@pytest.mark.parametrize(
    ("people", "fits"), [("", False), ("\n".join("甲乙丙丁戊己"), True), ("\n".join("甲乙丙丁戊己庚"), False)]
)
def test_a_safety_meeting_is_of_six_named_people_at_most(cast, people, fits):
    cast.check(BRINGS["S3"])
    meeting = Step.objects.get(kind="meeting")
    told = {"ending": "done", "words": "定了步骤", "people": people}
    if fits:
        assert actions.finish(meeting, by=cast.supervisor, **told).ending == "done"
        return
    with pytest.raises(NotValid):
        actions.finish(meeting, by=cast.supervisor, **told)


def test_raised_step_by_step_nothing_is_asked_twice(cast):
    cast.check(BRINGS["S1"])
    cast.check(BRINGS["S2"])
    actions.raise_level(cast.case, "S3", "刚刚又来电话威胁", by=cast.mediator)
    kinds = list(Step.objects.open().values_list("kind", flat=True))
    wanted = {*TABLE["S1"], *TABLE["S2"], *TABLE["S3"]}
    assert (sorted(kinds), len(kinds)) == (sorted(wanted), len(wanted))


def test_a_renewal_gives_only_the_next_check(wednesday, cast):
    cast.check(BRINGS["S3"])
    before = Step.objects.count()
    for step in Step.objects.exclude(kind__in=("recheck", "meeting", "follow3")):
        actions.finish(step, by=cast.mediator, ending="done")
    wednesday.move_to(WEDNESDAY + 20 * H, tick=False)
    cast.check(BRINGS["S3"])
    assert Step.objects.count() == before + 1
    assert Step.objects.open().get(kind="recheck").due_at == WEDNESDAY + 44 * H


def test_lowered_the_higher_steps_end_and_the_laws_do_not(cast):
    cast.check({"A4": "yes", "A14": "yes"})
    lower(cast, "S2")
    kinds = set(Step.objects.open().values_list("kind", flat=True))
    assert kinds == {*TABLE["S2"], "duty", "report"}


def test_where_nobody_supervises_the_worker_owes_it(cast):
    cast.town.seat(cast.supervisor.staff, cast.supervisor.post)
    cast.supervisor.post.tenures.all().delete()
    cast.check(BRINGS["S3"])
    assert set(Step.objects.values_list("owner", flat=True)) == {cast.mediator.post.pk}


def test_a_supervisor_of_another_street_or_not_cleared_is_not_asked(cast):
    town = cast.town
    away = town.actor("safety_supervisor", org=town.other_street_centre, name="别处督导")
    near = town.actor("safety_supervisor", org=town.street_centre, name="街道督导")
    cast.check(BRINGS["S3"])
    owners = set(Step.objects.values_list("owner", flat=True))
    assert (near.post.pk in owners, away.post.pk in owners, cast.supervisor.post.pk in owners) == (
        True,
        False,
        False,
    )


def test_after_an_agreement_there_are_three_calls_whatever_the_switch_says(wednesday, cast):
    given_first = actions.after_agreement(cast.case, by=cast.mediator)
    assert [(step.kind, step.due_at - WEDNESDAY) for step in given_first] == [
        ("after7", 7 * D),
        ("after30", 30 * D),
        ("after90", 90 * D),
    ]
    assert actions.after_agreement(cast.case, by=cast.mediator) == []
    type(cast.case).objects.filter(pk=cast.case.pk).update(closed_at=timezone.now())
    wednesday.move_to(WEDNESDAY + 7 * D + timedelta(seconds=1), tick=False)
    assert actions.tend(by=cast.town.system) == (0, 1)
    actions.finish(given_first[0], by=cast.mediator, ending="done", words="相安无事")


def test_a_level_of_a_case_that_is_over_just_ends(wednesday, cast):
    cast.check(BRINGS["S2"])
    type(cast.case).objects.filter(pk=cast.case.pk).update(closed_at=timezone.now())
    wednesday.move_to(WEDNESDAY + 8 * D, tick=False)
    actions.tend(by=cast.town.system)
    assert (level_of(cast.case), Step.objects.filter(kind="lapsed").count()) == ("", 0)


def test_a_report_names_its_article_and_ends_what_asked_for_it(cast):
    cast.check({"A4": "yes"})
    for wrong in ({"law": "other"}, {"to_whom": "anybody"}, {"words": " "}, {"told_at": timezone.now() + D}):
        told = {"law": "violence", "to_whom": "police", "words": "报告了经过"} | wrong
        with pytest.raises(NotValid):
            actions.report(cast.case, by=cast.mediator, **told)
    actions.report(cast.case, by=cast.mediator, law="violence", to_whom="police", words="报告了经过")
    row = AccessLog.objects.get(purpose="P15")
    assert (row.reason, row.subjects, row.case_code) == ("反家庭暴力法第十四条", [], "")
    assert (Step.objects.get(kind="report").ending, Report.objects.count()) == ("done", 1)


def test_how_many_urgent_steps_were_done_in_time_is_said_with_of_how_many(wednesday, cast):
    cast.check(BRINGS["S3"])
    actions.finish(Step.objects.get(kind="now"), by=cast.mediator, ending="done")
    wednesday.move_to(WEDNESDAY + H, tick=False)
    actions.finish(Step.objects.get(kind="stop"), by=cast.mediator, ending="done")
    assert in_time(cast.supervisor, timezone.now()) == (1, 3)
    assert in_time(cast.mediator, timezone.now()) == (0, 0)


def test_the_list_holds_what_one_reaches_and_no_more(cast):
    cast.check(BRINGS["S1"])
    lists = [len(mine(by)) for by in (cast.mediator, cast.colleague, cast.stranger, cast.supervisor)]
    assert lists == [4, 4, 0, 4]
