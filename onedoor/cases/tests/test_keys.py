"""Guessing at codes and PINs ends, however it is spread, and shuts nobody else out."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from onedoor.cases.keys import TRIES_AN_ADDRESS, TRIES_IN_ALL, open_with_pin
from onedoor.cases.models import KeyTry
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
