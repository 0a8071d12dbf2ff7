"""The figures of mediation: by rounds, with what is not counted beside them; small ones are shown to nobody from outside."""

import io
from datetime import date, datetime

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from onedoor.cases import clocks
from onedoor.cases.models import Case
from onedoor.mediation import actions
from onedoor.mediation.limits import KIND
from onedoor.mediation.models import Agreement, Ending, Mediation
from onedoor.mediation.queries.figures import Rate, figures_of
from onedoor.mediation.queries.small_cells import FEW, HIDDEN, hidden_of, said

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def at(month, day=10):
    return timezone.make_aware(datetime(2026, month, day, 10))


def ended(room, month, outcome="agreed", type="0201", **more):
    """A mediation that ended so in this month, with the rows that its end left."""
    mediation = room.accepted(type=type, **more)
    told = {"mediation": mediation, "round": mediation.round, "post": room.desk.post}
    if outcome == "agreed":
        Agreement.objects.create(facts="漏水", written_at=at(month), effective_at=at(month), **told)
    else:
        Ending.objects.create(kind=outcome, at=at(month), **told)
    columns = {"status": "agreed" if outcome == "agreed" else "failed", "ended_at": at(month)}
    Mediation.objects.filter(pk=mediation.pk).update(accepted_at=at(1, 4), **columns)
    return mediation


def test_whoever_did_not_want_it_before_it_began_is_told_beside_the_rate(room):
    ended(room, 2)
    refused = room.apply()
    actions.withdraw(refused, by=room.desk, side=refused.sides.get(place=2))
    actions.decline(room.apply(), reason="不属于调解范围", by=room.desk)
    told = figures_of(room.desk, *YEAR).whole
    assert (told.success, told.refused, told.declined, told.withdrawn) == (Rate(1, 1), 1, 1, 0)
    assert told.undated == 1


def test_a_dispute_taken_up_again_keeps_its_result_and_has_come_back(room):
    with time_machine.travel(at(1, 6), tick=False):
        mediation = room.mediating()
        told = {"mediation": mediation, "round": 1, "post": room.desk.post}
        Agreement.objects.create(facts="漏水", written_at=at(1, 6), effective_at=at(1, 6), **told)
        Mediation.objects.filter(pk=mediation.pk).update(status="agreed", ended_at=at(1, 6))
        clocks.stop(mediation.case, KIND)
    january = (date(2026, 1, 1), date(2026, 1, 31))
    with time_machine.travel(at(9), tick=False):
        before = figures_of(room.desk, *january).whole
    with time_machine.travel(at(3), tick=False):
        actions.reopen(Mediation.objects.get(pk=mediation.pk), reason="又漏了", by=room.desk)
    with time_machine.travel(at(3, 20), tick=False):
        actions.fail(Mediation.objects.get(pk=mediation.pk), reason="差得太远", by=room.desk)
    with time_machine.travel(at(9), tick=False):
        after = figures_of(room.desk, *january).whole
        march = figures_of(room.desk, date(2026, 3, 1), date(2026, 3, 31)).whole
    assert (before.success, before.came_back) == (Rate(1, 1), Rate(0, 1))
    assert (after.success, after.came_back) == (Rate(1, 1), Rate(1, 1))
    assert (march.success, march.failed) == (Rate(0, 1), 1)


def test_the_report_has_its_eighteen_lines_in_their_order(room, client):
    ended(room, 2, type="0705")
    lines = figures_of(room.desk, *YEAR, "report").lines
    assert [n for n, line in enumerate(lines, 1) if line.success.whole] == [10]
    assert (len(lines), lines[0].name, lines[17].name) == (18, "婚姻家庭纠纷", "其他纠纷")
    room.town.login(client, room.desk)
    asked = {"by": "report", "first": "2026-01-01", "last": "2026-12-31"}
    sheet = client.get(reverse("mediation:figures_sheet"), asked).content
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet)).worksheets[0].values)
    assert (len(rows), rows[10][0], rows[10][1:4]) == (20, "拖欠农民工工资纠纷", (1, 1, "100.00%"))


def far(room):
    return room.town.actor("leader")


def test_whoever_does_not_reach_the_mediations_sees_no_figure_below_ten(room, client):
    for n in range(12):
        ended(room, 2 if n < 9 else 3)
    ended(room, 3, "failed")
    told = figures_of(far(room), *YEAR)
    assert [line.success.numbers for line in told.lines] == [(FEW, FEW), (FEW, FEW)]
    assert (told.whole.success.numbers, told.whole.success.rounded) == ((HIDDEN, "13"), "")
    assert [line.success.part for line in figures_of(room.desk, *YEAR).lines] == [9, 3]
    room.town.login(client, far(room))
    page = client.get(reverse("mediation:figures"), {"first": "2026-01-01", "last": "2026-12-31"})
    words = page.content.decode()
    assert ("&lt;10" in words, "100.00%" in words, "9÷9" in words) == (True, False, False)


def test_a_family_stands_on_a_line_of_its_own_only_by_district_and_quarter(room):
    ended(room, 2, type="0101")
    quarter, month = (date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 2, 1), date(2026, 2, 28))
    names = [[line.name for line in figures_of(far(room), *days, "type").lines] for days in (quarter, month)]
    assert names == [["婚恋家庭纠纷"], ["其他纠纷（含婚姻家庭）"]]
    assert [line.name for line in figures_of(room.desk, *month, "type").lines] == ["婚恋家庭纠纷"]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (((2, 3), (2, 20)), ((2, 1), (2, 28))),
        (((4, 30), (6, 1)), ((4, 1), (6, 30))),
        (((1, 5), (2, 1)), ((1, 1), (3, 31))),
        (((3, 31), (4, 1)), ((1, 1), (12, 31))),
        (((1, 1), (11, 23)), ((1, 1), (12, 31))),
    ],
)
def test_a_period_of_whoever_is_far_is_a_month_a_quarter_or_a_year(room, asked, given):
    told = figures_of(far(room), *(date(2026, *day) for day in asked))
    assert (told.first, told.last) == tuple(date(2026, *day) for day in given)


def test_two_pages_beside_each_other_do_not_tell_of_one_family(room):
    """The year with a month that is too small, and the other month alone: their difference is no figure."""
    for n in range(14):
        ended(room, 2 if n < 2 else 3)
    leader = far(room)
    year = figures_of(leader, *YEAR)
    march = figures_of(leader, date(2026, 3, 1), date(2026, 3, 31))
    assert year.whole.success.numbers == ("14", "14")
    assert (march.whole.success.numbers, march.whole.success.rounded) == (("10", "10"), "100.00%")
    assert [line.success.numbers for line in year.lines] == [(FEW, FEW), (HIDDEN, HIDDEN)]


@pytest.mark.parametrize(
    ("values", "hidden"),
    [
        ((40, 20, 20), set()),
        ((29, 20, 9), {1, 2}),
        ((18, 9, 9), {1, 2}),
        ((20, 20, 0), set()),
        ((9, 9, 0), {0, 1}),
    ],
)
def test_one_hidden_figure_of_a_sum_hides_another(values, hidden):
    cells = dict(enumerate(values))
    assert hidden_of(cells, [[0, 1, 2]], []) == hidden
    assert (said(9, True), said(20, True), said(20, False)) == (FEW, HIDDEN, "20")


@pytest.mark.parametrize(
    ("value", "told"), [(0, "0"), (10, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20")]
)
def test_what_is_not_small_is_told_to_the_nearest_five(value, told):
    assert said(value, False, 5) == told


def test_a_small_rest_hides_the_part_that_would_tell_it():
    assert hidden_of({"part": 95, "whole": 100}, [], [("part", "whole")]) == {"part"}
    assert hidden_of({"part": 80, "whole": 100}, [], [("part", "whole")]) == set()


def test_the_rate_of_the_district_is_told_rounded_and_cut_off():
    whole = Rate(1335, 1442)
    assert (whole.rounded, whole.cut_off, whole.numbers) == ("92.58%", "92.57%", ("1335", "1442"))


def sealed(room):
    Case.objects.filter(pk=ended(room, 2).case_id).update(secrecy=Case.Secrecy.MINOR)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, ""),
        (1, "另有几件有密级，没有列入"),
        (9, "另有几件有密级，没有列入"),
        (12, "另有约10件有密级，没有列入"),
    ],
)
def test_how_many_are_left_out_as_sealed_is_said_and_of_few_only_that_some_are(room, client, count, words):
    ended(room, 2)
    for _n in range(count):
        sealed(room)
    for actor in (far(room), room.desk):
        told = figures_of(actor, *YEAR)
        assert (told.sealed != "", told.whole.success.whole) == (count > 0, 1)
        room.town.login(client, actor)
        asked = {"first": "2026-01-01", "last": "2026-12-31"}
        page = client.get(reverse("mediation:figures"), asked).content.decode()
        assert ("有密级，没有列入" in page, words in page) == (count > 0, True)
        book = openpyxl.load_workbook(
            io.BytesIO(client.get(reverse("mediation:figures_sheet"), asked).content)
        )
        assert any(words and words in str(row) for row in book.worksheets[1].values) == (count > 0)


def test_what_ended_elsewhere_or_at_another_time_is_not_counted_as_sealed(room):
    sealed(room)
    march = figures_of(room.desk, date(2026, 3, 1), date(2026, 3, 31))
    street = room.town.actor("leader", org=room.town.street_centre, name="街道领导")
    assert (march.sealed, figures_of(street, *YEAR).sealed) == ("", "")
