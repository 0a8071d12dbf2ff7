"""Numbers of a committee are gapless and never given twice, however many accept at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from onedoor.kit.problems import NotNow
from onedoor.mediation import actions
from onedoor.mediation.models import Mediation

MANY = 8


def accept_alone(mediation, desk):
    try:
        return actions.accept(mediation, by=desk).number
    except NotNow:
        return None
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_numbers_given_at_the_same_moment_have_no_gap_and_no_double(room):
    waiting = [room.apply() for _each in range(MANY)]
    # Every third is not agreed to: its acceptance is rolled back, and takes no number along.
    for n, mediation in enumerate(waiting):
        if n % 3:
            room.agreed_to(mediation)
    with ThreadPoolExecutor(MANY) as threads:
        given = list(threads.map(lambda one: accept_alone(one, room.desk), waiting))
    numbers = sorted(int(number.split("第")[1].removesuffix("号")) for number in given if number)
    assert (numbers, given.count(None)) == ([1, 2, 3, 4, 5], 3)
    assert Mediation.objects.exclude(number="").count() == 5
