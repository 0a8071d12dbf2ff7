"""Who has read what: each reader for themselves, exactly, also across posts and time."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.kit.problems import NotFound
from onedoor.notices.actions import mark_one_read, mark_read, tell, tell_person, tell_post
from onedoor.notices.limits import UNREAD_FOR
from onedoor.notices.models import Notice, Reading, ReadMark
from onedoor.notices.queries.reading import unread, unread_count, unread_of

NINE = "2026-03-02T09:00:00+08:00"


@pytest.fixture
def readers(town):
    return town.actor("handler"), town.actor("handler", name="钱进")


def told(town, *keys):
    for key in keys:
        tell(town.water, f"第{key}件", key=key)


def test_reading_by_one_hides_nothing_from_another(town, readers):
    first, second = readers
    told(town, "1", "2", "3")
    mark_one_read(Notice.objects.get(key="1").pk, by=first)
    assert (unread_count(first), unread_count(second)) == (2, 3)
    assert mark_read(by=first) == 2
    assert (unread_count(first), unread_count(second)) == (0, 3)
    told(town, "4")
    assert (unread_count(first), unread_count(second)) == (1, 4)


def test_the_same_key_is_said_once_to_each(town):
    told(town, "1", "1")
    tell(town.labour, "同一件", key="1")
    tell_post(town.post("handler"), "同一件", key="1")
    tell_person(town.person(), "同一件", key="1")
    tell_person(town.person(), "同一件", key="1")
    assert Notice.objects.count() == 5


def test_marking_all_in_one_post_leaves_what_was_said_to_the_other(town, readers):
    first, _second = readers
    other = town.seat(first.staff, town.post("verifier"))
    told(town, "1")
    tell(town.centre, "给中心的", key="1")
    tell_post(first.post, "给第一个岗位", key="1")
    tell_person(first.staff, "给本人", key="1")
    assert (unread_count(first), unread_count(other)) == (3, 2)
    mark_read(by=first)
    assert [notice.text for notice in unread(other)] == ["给中心的"]


def test_a_notice_written_before_the_mark_and_seen_after_it_stays_unread(town, readers):
    """A transaction that began before the reader pressed the button and ends after it."""
    first, _second = readers
    with time_machine.travel(NINE, tick=False) as clock:
        told(town, "1")
        clock.shift(timedelta(minutes=5))
        mark_read(by=first)
        told(town, "2")
        Notice.objects.filter(key="2").update(at=timezone.now() - timedelta(minutes=1))
        assert [notice.key for notice in unread(first)] == ["2"]


def test_marking_everything_read_keeps_one_mark_a_box_and_old_ones_count_no_more(town, readers):
    first, second = readers
    with time_machine.travel(NINE, tick=False) as clock:
        told(town, "1", "2")
        clock.shift(timedelta(days=2))
        mark_read(by=first)
        mark_read(by=first)
        assert (ReadMark.objects.filter(staff=first.staff).count(), unread_count(first)) == (3, 0)
        Reading.objects.all().delete()
        assert unread_count(first) == 0
        assert unread_count(second) == 2
        clock.shift(UNREAD_FOR)
        assert unread_count(second) == 0


def test_nobody_reads_what_was_said_to_others(town, readers):
    tell(town.labour, "别人的", key="1")
    with pytest.raises(NotFound):
        mark_one_read(Notice.objects.get().pk, by=readers[0])
    assert Reading.objects.count() == 0


def test_the_count_stops_where_nobody_counts_any_more(town, readers):
    Notice.objects.bulk_create(Notice(org=town.water, text="一件", key=str(number)) for number in range(130))
    assert unread_count(readers[0]) == 100


def test_the_bell_counts_what_the_list_shows(town, readers):
    """The count has a question of its own: at every turn it says what the list would."""
    first, _second = readers
    other = town.seat(first.staff, town.post("verifier"))
    counted = []

    def compare():
        counted.append([unread_count(one) for one in (*readers, other)])
        assert counted[-1] == [unread_of(one).count() for one in (*readers, other)]

    with time_machine.travel(NINE, tick=False) as clock:
        for number in range(4):
            told(town, f"{number}")
            tell_post(first.post, "给岗位的", key=f"{number}")
            tell_person(first.staff, "给本人的", key=f"{number}")
            tell(town.centre, "给中心的", key=f"{number}")
            compare()
            clock.shift(timedelta(hours=1))
        mark_one_read(Notice.objects.filter(staff=first.staff).first().pk, by=other)
        compare()
        mark_read(by=first)
        compare()
        clock.shift(timedelta(days=31))
        told(town, "new")
        compare()
    assert counted[-4:] == [[12, 4, 8], [11, 4, 7], [0, 4, 4], [1, 1, 0]]
