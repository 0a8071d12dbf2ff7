"""A case is closed where nobody waits for anything any more, in one place, and opened again with the dispute."""

import re
from pathlib import Path

import time_machine

import onedoor.mediation
from onedoor.mediation import actions
from onedoor.mediation.actions import noting
from onedoor.mediation.advancing import along
from onedoor.mediation.models import Drawer
from onedoor.mediation.tests.conftest import R, who
from onedoor.mediation.tests.test_volumes import ended

HOME = Path(onedoor.mediation.__file__).parent


def closed_at(mediation):
    mediation.case.refresh_from_db()
    return mediation.case.closed_at


def failed(room):
    return actions.fail(room.mediating(), reason="说不拢。", by=room.mediator)


def test_what_failed_is_closed_and_opened_again_by_another_round(room):
    mediation = failed(room)
    assert closed_at(mediation) is not None
    assert closed_at(actions.reopen(mediation, reason="愿意再谈。", by=room.desk)) is None


def test_what_is_filed_keeps_the_day_on_which_it_was_closed(room):
    mediation = failed(room)
    before = closed_at(mediation)
    with time_machine.travel(before.replace(year=before.year + 1), tick=False):
        filed = actions.file(mediation, reason="试", by=room.desk)
        assert closed_at(filed) == before


def test_what_somebody_still_waits_for_is_open(room):
    assert [closed_at(one) for one in (room.apply(), room.accepted(), room.mediating())] == [None] * 3


def test_what_was_kept_is_closed(room):
    mediation = ended(room, "agreed")
    with along(mediation, "perform", by=room.mediator):
        pass
    assert closed_at(mediation) is not None


def test_a_declined_one_is_closed(room):
    mediation = room.apply(who("周建国"), who("李秀英", R))
    assert closed_at(actions.decline(mediation, reason="不属于调解范围。", by=room.desk)) is not None


def test_drawers_that_were_emptied_can_be_written_in_again_in_another_round(room):
    mediation = failed(room)
    Drawer.objects.update(key_sealed=b"")
    again = actions.reopen(mediation, reason="愿意再谈。", by=room.desk)
    side = again.sides.first()
    note = noting.note_apart(again, side=side, text="又来", by=room.mediator)
    assert noting.open_note(note, by=room.mediator) == "又来"


def test_no_move_passes_by_where_cases_are_closed():
    aside = re.compile(r"cases\.moving import .*\bmoving\b|LIFECYCLE\.move\(|closed_at =")
    found = [
        path.name
        for path in HOME.rglob("*.py")
        if "tests" not in path.parts and aside.search(path.read_text())
    ]
    assert found == ["advancing.py"]
