"""Carrying a slip to a machine that is fine, off, mute, stuck, slow, torn away, or out of paper."""

import pytest

from onedoor.hall.printing import sending
from onedoor.hall.printing.sending import NotBegun, Told, Uncertain, ask, send
from onedoor.hall.tests.sink import JAMMED, NO_PAPER, OPEN_COVER, printer

HERE, DATA = "127.0.0.1", b"\x1b@" + "秦州区".encode("gb18030") * 200


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Nobody answers in a test for as long as in a hall."""
    monkeypatch.setattr(sending, "ANSWER", 0.3)
    monkeypatch.setattr(sending, "CARRY", 1.0)


def refusal(kind, port, data=DATA, **how):
    with pytest.raises(kind) as said:
        send(HERE, port, data, **how)
    return str(said.value)


def test_a_printer_that_is_fine_gets_every_byte_and_says_so():
    with printer() as one:
        assert send(HERE, one.port, DATA) == Told("", answers=True)
    assert one.slips == [DATA]


def test_a_printer_that_never_speaks_is_believed():
    with printer(state=None) as one:
        assert send(HERE, one.port, DATA) == Told("", answers=False)
    assert one.slips == [DATA]


def test_a_printer_that_used_to_speak_and_is_silent_gets_nothing():
    with printer(state=None) as one:
        assert refusal(NotBegun, one.port, answers=True) == sending.MUTE
        assert ask(HERE, one.port, answers=True) == Told(sending.MUTE)
    assert one.slips == []


@pytest.mark.parametrize(
    ("state", "words"),
    [(NO_PAPER, sending.OUT_OF_PAPER), (OPEN_COVER, sending.COVER_OPEN), (JAMMED, sending.IN_ERROR)],
)
def test_a_printer_that_cannot_print_gets_nothing_and_says_why(state, words):
    with printer(state=state) as one:
        assert refusal(NotBegun, one.port) == words
        assert ask(HERE, one.port) == Told(words, answers=True)
    assert one.slips == []


def test_a_printer_that_is_off_and_on_again():
    with printer() as one:
        port = one.port
    assert refusal(NotBegun, port) == sending.UNREACHABLE
    assert ask(HERE, port) == Told(sending.UNREACHABLE)
    with printer(port) as again:
        assert (send(HERE, port, DATA).words, ask(HERE, port).words) == ("", "")
    assert again.slips == [DATA]


def test_a_connection_that_is_half_open_leaves_it_uncertain():
    """It took the slip, and was never heard of again."""
    with printer(stuck=True) as one:
        assert refusal(Uncertain, one.port) == sending.NO_WORD


def test_a_cable_torn_out_in_the_middle_leaves_it_uncertain():
    with printer(breaks_after=64) as one:
        assert refusal(Uncertain, one.port) == sending.BROKEN_OFF


def test_a_machine_that_takes_nothing_more_leaves_it_uncertain_in_time():
    """Its buffer is full: more than any socket holds is given to it."""
    with printer(pause=3.0, state=None) as one:
        assert refusal(Uncertain, one.port, b"\x00" * 40_000_000) == sending.BROKEN_OFF


def test_a_slow_printer_is_waited_for():
    with printer(pause=0.2) as one:
        assert send(HERE, one.port, DATA) == Told("", answers=True)
    assert one.slips == [DATA]


def test_noise_is_not_taken_for_an_answer():
    with printer(state=(0xFF, 0xFF)) as one:
        assert ask(HERE, one.port) == Told("", answers=False)


def test_paper_that_ran_out_while_printing_is_told_afterwards():
    with printer(state_after=NO_PAPER) as one:
        assert send(HERE, one.port, DATA) == Told(sending.OUT_OF_PAPER, answers=True)
    assert one.slips == [DATA]
