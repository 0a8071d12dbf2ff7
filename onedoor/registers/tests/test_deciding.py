"""A card speaks of words that are there: what was refused or taken back is in no card, and two presses at once both end."""

import threading
import time

import pytest
from django.db import connection, transaction

from onedoor.kit.problems import NotFound
from onedoor.registers import actions
from onedoor.registers.models import Entry, Item
from onedoor.registers.tests.people import value


@pytest.fixture
def quarrel(ground):
    """One says nine rooms, another four; three stand there."""
    home = ground.dwelling()
    return home, ground.propose(home, rooms=(3, 9)), ground.propose(home, by=ground.second, rooms=(3, 4))


def test_theirs_never_writes_a_word_that_was_refused(ground, quarrel):
    home, first, late = quarrel
    actions.refuse(first, by=ground.manager, reason="看错了")
    item = actions.decide(late.items.get(), by=ground.manager, take="theirs")
    assert (value(home, "rooms"), item.state) == (3, "waiting")
    assert actions.confirm(late, by=ground.manager).state == "confirmed"
    assert value(home, "rooms") == 4


def test_a_card_ends_when_the_other_takes_the_word_back(ground, quarrel):
    _home, first, late = quarrel
    actions.refuse(first, by=ground.worker, reason="我看错了")
    late.refresh_from_db()
    assert late.state == "waiting"


def test_a_card_ends_when_the_other_gives_way(ground, quarrel):
    home, _first, late = quarrel
    third = ground.propose(home, rooms=(3, 7))
    actions.decide(late.items.get(), by=ground.second, take="theirs")
    assert third.items.get().theirs == 9
    assert actions.decide(third.items.get(), by=ground.worker, take="theirs").state == "kept"


def test_a_card_speaks_of_what_was_written_meanwhile(ground, quarrel):
    home, first, late = quarrel
    actions.confirm(first, by=ground.manager)
    item = late.items.get()
    assert (item.state, item.theirs, item.theirs_who) == ("conflict", 9, str(ground.manager.staff))
    third = ground.propose(home, base=2, rooms=(9, 4))
    actions.decide(item, by=ground.manager, take="theirs")
    assert (value(home, "rooms"), third.items.get().state) == (9, "kept")


def test_what_waits_with_the_word_that_is_written_is_so_too(ground):
    home = ground.dwelling()
    first, other = ground.propose(home, rooms=(3, 4)), ground.propose(home, by=ground.second, rooms=(3, 4))
    actions.confirm(first, by=ground.manager)
    other.refresh_from_db()
    assert (other.state, other.items.get().state) == ("same", "same")


def test_an_item_of_a_new_line_has_nothing_to_decide(ground):
    item = ground.propose_new().items.first()
    assert actions.decide(item, by=ground.worker, take="mine").state == "waiting"
    stranger = ground.town.actor("grid_worker", region=ground.town.other_grid, name="别处网格员")
    with pytest.raises(NotFound):
        actions.decide(item, by=stranger, take="mine")


def test_a_strangers_card_looks_like_none(ground, quarrel):
    stranger = ground.town.actor("grid_manager", org=ground.town.other_street_centre, name="别处管理员")
    with pytest.raises(NotFound):
        actions.decide(quarrel[2].items.get(), by=stranger, take="mine")


WAITING = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'"""


def until_they_wait(count):
    """Until so many others wait for a row."""
    for _n in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.05)
    raise AssertionError


def at_once(entry, *presses):
    """All pressed while somebody holds the entry, in this order; then it is let go. Answers what went wrong."""
    wrong = []

    def pressed(press):
        try:
            press()
        except Exception as problem:
            wrong.append(repr(problem)[:200])
        finally:
            connection.close()

    threads = [threading.Thread(target=pressed, args=(press,)) for press in presses]
    with transaction.atomic():
        Entry.objects.select_for_update().get(pk=entry.pk)
        for number, thread in enumerate(threads, start=1):
            thread.start()
            until_they_wait(number)
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_press_at_once_do_not_stop_each_other(ground, quarrel):
    home, first, late = quarrel
    item = Item.objects.get(proposal=late)
    wrong = at_once(
        home,
        lambda: actions.decide(item, by=ground.manager, take="theirs"),
        lambda: actions.confirm(late, by=ground.manager),
        lambda: actions.refuse(first, by=ground.manager, reason="看错了"),
    )
    first.refresh_from_db()
    # The first press answered both; the other two are told so.
    assert (sorted(word[:6] for word in wrong), first.state) == (["NotNow", "NotNow"], "confirmed")
