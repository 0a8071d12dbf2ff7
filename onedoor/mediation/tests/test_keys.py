"""When the house's key changes, every key of this room goes along, and what was sealed still opens."""

import base64
import os

import pytest
import time_machine
from django.core.management import call_command

from onedoor.kit.problems import NotFound
from onedoor.mediation import actions
from onedoor.mediation.actions import noting, offering, recording, sitting
from onedoor.mediation.models import Drawer, Offer, Record
from onedoor.mediation.queries.offers import Terms
from onedoor.mediation.rotating import keepers
from onedoor.mediation.tests.test_sessions import SAID, planned, ready
from onedoor.mediation.tests.test_volumes import scan

TERMS = Terms("terms", words="三日内修好")


def key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def sat(room, mediation):
    """A joint session on its day, to which everybody came."""
    session = planned(room, mediation)
    with time_machine.travel(session.starts_at, tick=False):
        present = [(side, None) for side in mediation.sides.current()]
        return sitting.open_session(mediation, session=session, present=present, by=room.mediator)


@pytest.fixture
def kept(room):
    """A record, an offer, a note and a shared file, each under a key of its own."""
    mediation = ready(room)
    session = sat(room, mediation)
    recording.write_record(mediation, session=session, words=SAID, by=room.mediator)
    side = mediation.sides.get(place=1)
    offer = offering.offer(mediation, side=side, terms=TERMS, by=room.mediator)
    note = noting.note_apart(mediation, side=side, text="只说给调解员", by=room.mediator)
    file = actions.keep_file(mediation, scan(), kind="record", by=room.mediator)
    return mediation, session, offer, note, file


def test_what_was_sealed_opens_under_the_new_key_alone(room, kept, settings):
    mediation, session, offer, note, file = kept
    newest = max(map(int, settings.FIELD_KEYS)) + 1
    settings.FIELD_KEYS = {**settings.FIELD_KEYS, str(newest): key()}
    call_command("rotate_mediation")
    settings.FIELD_KEYS = {str(newest): settings.FIELD_KEYS[str(newest)]}
    by = room.mediator
    fresh_note, fresh_offer = type(note).objects.get(pk=note.pk), Offer.objects.get(pk=offer.pk)
    session = type(session).objects.get(pk=session.pk)
    assert recording.open_record(session, by=by).statements == SAID.statements
    assert offering.terms_of(fresh_offer, by=by) == TERMS
    assert noting.open_note(fresh_note, by=by) == "只说给调解员"
    assert actions.read_file(type(file).objects.get(pk=file.pk), by=by).startswith(b"%PDF")


def test_every_table_with_a_key_is_turned_to_the_new_one():
    assert {Drawer, Offer, Record} < set(keepers())


def test_what_lies_under_a_destroyed_key_is_gone_and_not_broken(room, kept):
    note = kept[3]
    Drawer.objects.update(key_sealed=b"")
    with pytest.raises(NotFound, match="已经销毁"):
        noting.open_note(type(note).objects.get(pk=note.pk), by=room.mediator)
