"""What phones sent is done, also when the house fell over in between; as it was sent, it is kept no longer than a month."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.field import actions
from onedoor.field.actions import taking
from onedoor.field.models import Photo, Piece, Upload
from onedoor.field.schemas import ItemIn
from onedoor.field.tests.conftest import item, picture, report
from onedoor.matters.models import Matter
from onedoor.voices import actions as voices
from onedoor.voices.models import Voice

VOICE = {"topic": "water", "words": "大家说东街又停水。"}


def after(**time):
    return time_machine.travel(timezone.now() + timedelta(**time))


def stored(hand, said) -> Upload:
    """As after a fall of the house between storing and doing."""
    return taking._stored(hand.phone, ItemIn.model_validate(said), hand.actor)


def test_what_people_talk_about_lies_in_one_place_and_can_be_taken_back(hand):
    one = item("voice", VOICE)
    (told,) = hand.answers(one)
    voices.take_back(Voice.objects.get().pk, by=hand.actor)
    assert (Voice.objects.count(), bytes(Upload.objects.get().body_sealed)) == (0, b"")
    assert hand.answers(one) == [told]


def test_a_refused_word_of_the_people_is_not_kept_either(hand):
    (told,) = hand.answers(item("voice", VOICE | {"words": "找13912345678问。"}))
    assert (told["state"], bytes(Upload.objects.get().body_sealed)) == ("refused", b"")


def test_after_a_month_the_answer_is_left_and_no_word_of_what_was_sent(hand):
    good, bad = report(), report("好")
    told = hand.answers(good, bad)
    with after(days=29):
        actions.forget(by=hand.actor)
        assert all(one.body_sealed for one in Upload.objects.all())
    with after(days=31):
        actions.forget(by=hand.actor)
        assert [bytes(one.body_sealed) for one in Upload.objects.all()] == [b"", b""]
        assert hand.answers(good, bad) == told
    assert Matter.objects.count() == 1


def test_after_a_month_nobody_waits_for_a_photo_that_never_came(hand):
    whole, broken = picture(size=(60, 40)), picture()
    (told,) = hand.answers(report(photos=[whole, broken]))
    hand.put(whole)
    hand.put(broken, piece=20_000)
    assert (len(told["missing"]), Piece.objects.count()) == (2, 1)
    with after(days=31):
        actions.forget(by=hand.actor)
    assert (Piece.objects.count(), [photo.number for photo in Photo.objects.all()]) == (0, [1])
    assert hand.put(broken).status_code == 404


def test_what_was_stored_and_not_done_is_done_by_the_house_for_whoever_sent_it(hand):
    said = report()
    stored(hand, said)
    assert (actions.finish(by=hand.actor), Matter.objects.count()) == (0, 0)
    with after(minutes=11):
        actions.finish(by=hand.actor)
    assert Matter.objects.get().case.events.get(verb="matter.registered").post == hand.actor.post
    (told,) = hand.answers(said)
    assert (told["state"], told["code"]) == ("received", Matter.objects.get().case.code)


def test_one_that_still_cannot_be_done_keeps_none_behind_it_and_is_shown_to_people(hand):
    spoilt, good = stored(hand, report()), stored(hand, report())
    Upload.objects.filter(pk=spoilt.pk).update(body_sealed=b"\1" * 40)
    with after(minutes=11), pytest.raises(actions.LeftOver):
        actions.finish(by=hand.actor)
    assert [Upload.objects.get(pk=one.pk).state for one in (spoilt, good)] == ["taken", "received"]
    with after(days=40):
        actions.forget(by=hand.actor)
    assert Upload.objects.get(pk=spoilt.pk).body_sealed
