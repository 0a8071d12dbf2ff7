from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import get_default_timezone, localtime

from onedoor.cases import clocks
from onedoor.cases.models import Case
from onedoor.matters import limits
from onedoor.matters.limits_page import draw
from onedoor.worktime.counting import Table

NO_HOLIDAYS = Table({}, frozenset({2026}))


def last_day(limit, **facts):
    start = datetime(2026, 3, 2, 10, tzinfo=get_default_timezone())
    clock = clocks.prepared(Case(), limit, at=start, table=NO_HOLIDAYS, **facts)
    return localtime(clock.due_at).date()


@pytest.mark.parametrize(
    ("limit", "day"),
    [
        (limits.NOTIFY, date(2026, 3, 18)),
        (limits.HANDLE, date(2026, 5, 2)),
        (limits.SIGN, date(2026, 3, 4)),
        (limits.PROMISE, date(2026, 3, 10)),
        (limits.OBJECTION, date(2026, 3, 10)),
        (limits.REVIEW_ASK, date(2026, 4, 2)),
        (limits.REVIEW, date(2026, 4, 2)),
        (limits.RESOLVED_WINDOW, date(2026, 3, 18)),
        (limits.RECHECK, date(2026, 3, 6)),
    ],
)
def test_a_limit_of_monday_2_march_is_over_at_midnight_before(limit, day):
    assert last_day(limit) == day


def test_every_limit_names_what_it_rests_on_and_what_it_runs_from():
    assert [limit.kind for limit in limits.LIMITS if not (limit.basis and limit.since and limit.label)] == []
    assert len({limit.kind for limit in limits.LIMITS}) == len(limits.LIMITS)


def test_a_question_is_promised_sooner_than_anything_else():
    assert (limits.promised_days("consult"), limits.promised_days("help")) == (1, 5)


def test_duties_end_with_the_matter_and_rights_do_not():
    assert set(limits.DUTIES) == {"notify", "handle", "sign", "promise", "assist", "recheck", "review"}


def test_the_page_of_limits_in_the_docs_is_current():
    call_command("limits_page", "--check")


def test_a_page_of_limits_that_is_out_of_date_is_found(settings, tmp_path):
    settings.ROOT = tmp_path
    with pytest.raises(CommandError, match="make docs"):
        call_command("limits_page", "--check")
    call_command("limits_page")
    assert (tmp_path / "docs" / "limits.md").read_text("utf-8") == draw()
    call_command("limits_page", "--check")
    (tmp_path / "docs" / "limits.md").write_text("旧的", "utf-8")
    with pytest.raises(CommandError):
        call_command("limits_page", "--check")
