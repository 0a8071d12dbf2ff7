"""What fails at night leaves its case and its kind in the log, and no word of a mediation."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from onedoor.mediation import actions
from onedoor.mediation.volume.keeping import UNFILED_DAYS
from onedoor.posts.given import system_actor

SECRET = "蓝色暖水瓶"


def break_table(table):
    """The database itself refuses a row, and says why in the words of the mediation."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%',"
            " (SELECT string_agg(facts, '') FROM mediation_mediation); END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER refuse BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION pg_temp.refuse()"
        )


def failed_at_night(mediation, caplog, errand, days):
    with (
        caplog.at_level(logging.DEBUG),
        time_machine.travel(timezone.now() + timedelta(days=days), tick=False),
        pytest.raises(RuntimeError) as told,
    ):
        errand(by=system_actor())
    assert SECRET not in str(told.value)
    return caplog.text


@pytest.mark.parametrize("errand", ["tend", "file_over"])
def test_what_fails_at_night_is_logged_without_a_word_of_it(room, caplog, errand):
    mediation = room.mediating(facts=f"为了{SECRET}吵起来。")
    actions.fail(mediation, reason="说不拢。", by=room.mediator)
    # The return visit is due after thirty days; what nobody filed is filed after a year.
    table, days = {"tend": ("mediation_reminder", 31), "file_over": ("mediation_volume", UNFILED_DAYS + 1)}[
        errand
    ]
    break_table(table)
    logged = failed_at_night(mediation, caplog, vars(actions)[errand], days)
    assert (mediation.case.code in logged, SECRET in logged, "Traceback" in logged) == (True, False, False)


def test_the_word_would_be_found_if_it_stood_there(room, caplog):
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("onedoor.mediation.actions.tending").error("it was about %s", SECRET)
    assert SECRET in caplog.text
