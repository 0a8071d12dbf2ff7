import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from onedoor.cases.models import Receipt
from onedoor.cases.receipts import once
from onedoor.kit.problems import NotValid


@pytest.mark.django_db
def test_the_same_key_and_words_are_done_once(town):
    key, by, done = uuid.uuid4(), town.actor("clerk"), []
    for _ in range(3):
        answer, is_new = once(key, "漏水", lambda: done.append(1) or {"n": len(done)}, by=by)
    assert (answer, is_new, done) == ({"n": 1}, False, [1])


@pytest.mark.django_db
def test_a_key_used_for_something_else_is_refused(town):
    key, by = uuid.uuid4(), town.actor("clerk")
    once(key, "漏水", dict, by=by)
    with pytest.raises(NotValid):
        once(key, "噪音", dict, by=by)


@pytest.mark.django_db
def test_keys_of_two_posts_do_not_meet(town):
    key = uuid.uuid4()
    first, _ = once(key, "漏水", lambda: {"who": "clerk"}, by=town.actor("clerk"))
    second, _ = once(key, "漏水", lambda: {"who": "other"}, by=town.actor("dispatcher"))
    assert (first, second) == ({"who": "clerk"}, {"who": "other"})


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_the_same_time_are_done_once(town):
    key, by, done = uuid.uuid4(), town.actor("clerk"), []

    def send(_):
        try:
            return once(key, "漏水", lambda: done.append(1) or {"n": 1}, by=by)[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(send, range(16)))
    assert answers == [{"n": 1}] * 16
    assert (done, Receipt.objects.count()) == ([1], 1)
