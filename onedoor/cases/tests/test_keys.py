"""Guessing at codes and PINs ends, however it is spread, and shuts nobody else out."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from onedoor.cases.keys import TRIES_AN_ADDRESS, TRIES_IN_ALL, Device, open_with_pin, renew_pin
from onedoor.cases.models import Case, KeyTry
from onedoor.cases.opening import give_long_pin
from onedoor.kit.problems import NotValid, Problem, TooMany

CODE, AT_ONCE = "261123-000-0001", 12


def refusal(code, address):
    try:
        open_with_pin(code, "123456", address=address)
    except Problem as problem:
        return type(problem)


@pytest.mark.django_db(transaction=True)
def test_guesses_made_at_once_are_counted_one_after_the_other():
    together = Barrier(AT_ONCE)

    def guess(_number):
        try:
            connection.ensure_connection()
            together.wait(timeout=30)
            return refusal(CODE, "10.0.0.9")
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        told = list(threads.map(guess, range(AT_ONCE)))
    assert (told.count(NotValid), told.count(TooMany)) == (TRIES_AN_ADDRESS, AT_ONCE - TRIES_AN_ADDRESS)
    assert KeyTry.objects.count() == TRIES_AN_ADDRESS


def test_screens_of_one_address_shut_each_other_out_only_after_very_many_wrong_ones(db):
    now = timezone.now()
    wrong = [KeyTry(code=f"261123-000-{n:04d}", address="10.0.0.9", at=now) for n in range(1, TRIES_IN_ALL)]
    KeyTry.objects.bulk_create(wrong)
    assert (TRIES_IN_ALL, refusal("261123-000-9998", "10.0.0.9")) == (200, NotValid)
    assert refusal("261123-000-9999", "10.0.0.9") == TooMany
    assert refusal("261123-000-9999", "10.0.0.8") == NotValid


@pytest.fixture
def slips(town):
    """A case whose own slip has eight digits, and another of the same length."""
    room = Case.objects.create
    case = room(code=CODE, title="漏水", region=town.community, opened_at=timezone.now())
    pin = give_long_pin(case)
    case.save(update_fields=["pin_digest"])
    return case, pin


def wrong_one(pin, address, device=None):
    typed = f"{(int(pin) + 1) % 100_000_000:08d}"
    try:
        open_with_pin(CODE, typed, address=address, device=device)
    except Problem as problem:
        return type(problem)


def test_fifty_wrong_ones_from_elsewhere_do_not_shut_out_whoever_holds_eight_digits(slips):
    case, pin = slips
    for n in range(50):
        wrong_one(pin, f"10.0.1.{n // 5}")
    assert (len(pin), KeyTry.objects.count()) == (8, 50)
    assert open_with_pin(CODE, pin, address="10.0.0.1").case == case
    # Six digits bear no more than fifty: a guess fits one in a million.
    KeyTry.objects.update(digits=6)
    with pytest.raises(TooMany):
        open_with_pin(CODE, "123456", address="10.0.0.1")


def test_a_browser_that_opened_it_before_is_not_shut_out_by_others_at_the_same_address(slips):
    case, pin = slips
    opened = open_with_pin(CODE, pin, address="10.0.0.1")
    own, foreign = Device("own", (opened.mark,)), Device("foreign", ("0" * 32,))
    for _n in range(TRIES_AN_ADDRESS + 3):
        wrong_one(pin, "10.0.0.1", foreign)
    for stranger in (foreign, None):
        with pytest.raises(TooMany):
            open_with_pin(CODE, pin, address="10.0.0.1", device=stranger)
    assert open_with_pin(CODE, pin, address="10.0.0.1", device=own).case == case
    # At that browser, too, guessing ends, though what is counted at the address has ended already.
    for _n in range(TRIES_AN_ADDRESS):
        assert wrong_one(pin, "10.0.0.1", own) == TooMany
    with pytest.raises(TooMany):
        open_with_pin(CODE, pin, address="10.0.0.1", device=own)


def test_a_slip_given_anew_is_not_known_by_the_browser_that_opened_the_old_one(slips):
    case, pin = slips
    old = open_with_pin(CODE, pin, address="10.0.0.1").mark
    new = give_long_pin(case)
    case.save(update_fields=["pin_digest"])
    assert open_with_pin(CODE, new, address="10.0.0.1").mark != old
    assert refusal(CODE, "10.0.0.1") == NotValid


def test_a_slip_given_anew_opens_at_once_what_strangers_shut(town, slips):
    case, pin = slips
    now = timezone.now()
    shut = [KeyTry(code=CODE, address=f"10.1.{n // 5}.9", digits=8, at=now) for n in range(500)]
    KeyTry.objects.bulk_create([*shut, KeyTry(code="another", address="10.1.0.9", at=now)])
    with pytest.raises(TooMany):
        open_with_pin(CODE, pin, address="10.0.0.1")
    new = renew_pin(case, by=town.system)
    assert open_with_pin(CODE, new, address="10.0.0.1").case == case
    assert KeyTry.objects.count() == 1
