"""What is said on the ground waits for a yes; two words on one field wait for a person; nothing that was said is lost."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import ProgrammingError, transaction
from django.utils import timezone

from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.registers import actions
from onedoor.registers.merging import card
from onedoor.registers.models import Entry, Item, Proposal, Revision
from onedoor.registers.queries import phone
from onedoor.registers.tests.people import BUILDING, SHOP, value

HOME = ZoneInfo("Asia/Shanghai")


def states(proposal):
    return {item.field: item.state for item in proposal.items.all()}


def test_a_change_waits_until_the_manager_says_yes(ground):
    home = ground.dwelling()
    proposal = ground.propose(home, rooms=(3, 4))
    assert (proposal.state, value(home, "rooms")) == ("waiting", 3)
    done = actions.confirm(proposal, by=ground.manager)
    home.refresh_from_db()
    assert (done.state, value(home, "rooms"), home.version) == ("confirmed", 4, 2)


def test_a_change_without_the_old_value_is_measured_by_the_version_looked_at(ground):
    home = ground.dwelling()
    changes = {"rooms": {"new": 4}}
    actions.edit(home, {"rooms": 5}, base=1, by=ground.manager)
    told = {"ref": uuid7(), "entry": home.pk, "base": 1, "changes": changes}
    late = actions.propose("dwelling", by=ground.worker, **told)
    fresh = actions.propose(
        "dwelling", by=ground.worker, **(told | {"ref": uuid7(), "base": 2, "changes": {"area": {"new": 80}}})
    )
    assert (states(late), states(fresh)) == ({"rooms": "conflict"}, {"area": "waiting"})


def test_sent_twice_it_is_one(ground):
    home, ref = ground.dwelling(), uuid7()
    first, second = (ground.propose(home, ref=ref, rooms=(3, 4)) for _n in range(2))
    assert (first, Proposal.objects.filter(ref=ref).count()) == (second, 1)


def test_a_number_of_sending_that_another_post_used_is_refused(ground):
    home, ref = ground.dwelling(), uuid7()
    ground.propose(home, ref=ref, rooms=(3, 4))
    with pytest.raises(NotValid):
        ground.propose(home, ref=ref, by=ground.second, rooms=(3, 4))


def test_fields_that_nobody_else_touched_merge(ground):
    home = ground.dwelling()
    one = ground.propose(home, rooms=(3, 4))
    other = ground.propose(home, by=ground.second, use=(None, "let"))
    actions.confirm(one, by=ground.manager)
    actions.confirm(other, by=ground.manager)
    assert (value(home, "rooms"), value(home, "use")) == (4, "let")


def test_what_stands_there_already_is_already_so_and_counts_as_looked_at(ground):
    home = ground.dwelling()
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        proposal = ground.propose(home, rooms=(2, 3))
        today = timezone.localdate()
    assert (proposal.state, home.checked.get(field="rooms").on) == ("same", today)


def test_two_words_on_one_field_become_a_card_in_words(ground):
    home = ground.dwelling()
    with time_machine.travel(datetime(2026, 11, 23, 10, 12, tzinfo=HOME), tick=False):
        ground.propose(home, by=ground.second, rooms=(3, 4))
        late = ground.propose(home, rooms=(3, 5))
        (told,) = phone.cards_of(late)
    assert (late.state, told["words"], told["label"]) == ("conflict", "你：5间；张某10:12：4间", "间数")
    assert (told["mine"], told["theirs"], told["who"]) == ("5间", "4间", "张某")


def test_what_was_confirmed_meanwhile_becomes_a_card_too(ground):
    home = ground.dwelling()
    actions.confirm(ground.propose(home, by=ground.second, rooms=(3, 4)), by=ground.manager)
    late = ground.propose(home, base=1, rooms=(3, 5), use=(None, "let"))
    assert (late.state, states(late)) == ("conflict", {"rooms": "conflict", "use": "waiting"})


@pytest.mark.parametrize(
    ("take", "stands", "mine", "theirs"),
    [("mine", 5, "merged", "kept"), ("theirs", 4, "kept", "merged"), ("6", 6, "other", "kept")],
)
def test_a_person_decides_and_both_words_stay(ground, take, stands, mine, theirs):
    home = ground.dwelling()
    first = ground.propose(home, by=ground.second, rooms=(3, 4))
    late = ground.propose(home, rooms=(3, 5))
    item = actions.decide(late.items.get().pk, by=ground.manager, take=take)
    assert (value(home, "rooms"), item.state, first.items.get().state) == (stands, mine, theirs)
    assert (item.new, first.items.get().new) == (5, 4)
    assert [one.is_open for one in Proposal.objects.filter(pk__in=[first.pk, late.pk])] == [False, False]


def test_decided_twice_nothing_more_happens(ground):
    home = ground.dwelling()
    ground.propose(home, by=ground.second, rooms=(3, 4))
    item = ground.propose(home, rooms=(3, 5)).items.get()
    actions.decide(item, by=ground.manager, take="mine")
    actions.decide(item, by=ground.manager, take="theirs")
    assert (value(home, "rooms"), Item.objects.get(pk=item.pk).state) == (5, "merged")


def test_the_sender_may_give_way_but_not_decide_for_all(ground):
    home = ground.dwelling()
    first = ground.propose(home, by=ground.second, rooms=(3, 4))
    item = ground.propose(home, rooms=(3, 5)).items.get()
    stood = actions.decide(item, by=ground.worker, take="mine")
    assert (stood.state, value(home, "rooms")) == ("waiting", 3)
    other = ground.propose(home, by=ground.second, base=home.version, rooms=(3, 6)).items.get()
    gone = actions.decide(other, by=ground.second, take="theirs")
    assert (gone.state, value(home, "rooms"), first.items.get().state) == ("kept", 3, "waiting")
    with pytest.raises(NotAllowed):
        actions.decide(ground.propose(home, rooms=(3, 9)).items.get(), by=ground.second, take="mine")


def test_an_earlier_word_is_not_held_up_by_a_later_one(ground):
    home = ground.dwelling()
    first = ground.propose(home, by=ground.second, rooms=(3, 4))
    late = ground.propose(home, rooms=(3, 5))
    actions.confirm(first, by=ground.manager)
    late.refresh_from_db()
    assert (value(home, "rooms"), late.state) == (4, "conflict")


def test_a_yes_writes_what_fits_and_leaves_the_card(ground):
    home = ground.dwelling()
    ground.propose(home, by=ground.second, rooms=(3, 4))
    late = ground.propose(home, rooms=(3, 5), use=(None, "let"))
    done = actions.confirm(late, by=ground.manager)
    assert (done.state, states(done)) == ("conflict", {"rooms": "conflict", "use": "merged"})
    assert (value(home, "rooms"), value(home, "use")) == (3, "let")


def test_a_desk_does_not_write_over_a_word_that_waits(ground):
    home = ground.dwelling()
    ground.propose(home, rooms=(3, 5))
    told = actions.edit(home, {"rooms": 4}, base=1, by=ground.manager)
    assert (told.state, value(home, "rooms")) == ("conflict", 3)


def test_a_no_has_a_reason_that_the_sender_reads(ground):
    proposal = ground.propose(ground.dwelling(), rooms=(3, 4))
    with pytest.raises(NotValid):
        actions.refuse(proposal, by=ground.manager, reason="  ")
    actions.refuse(proposal, by=ground.manager, reason="昨天看过，还是3间")
    (told,) = phone.sent(ground.worker)
    assert (told["state"], told["reason"]) == ("refused", "昨天看过，还是3间")
    with pytest.raises(NotNow):
        actions.confirm(proposal, by=ground.manager)


def test_a_new_line_is_entered_when_it_is_confirmed(ground):
    proposal = ground.propose_new()
    assert (proposal.state, Entry.objects.count()) == ("waiting", 0)
    entry = actions.confirm(proposal, by=ground.manager).entry
    assert (entry.name, entry.version, value(entry, "floors")) == ("3号楼", 1, 6)


def test_the_same_address_is_found_first(ground):
    entry = ground.enter()
    again = ground.propose_new(told=BUILDING | {"address": "进步巷 １２号", "floors": 7, "units": 2})
    assert (again.entry, states(again)) == (
        entry,
        {"name": "same", "address": "conflict", "use": "same", "floors": "conflict", "units": "waiting"},
    )


def test_the_same_credit_code_is_found_first_whatever_the_name(ground):
    shop = ground.enter("organisation", SHOP)
    assert ground.propose_new("organisation", SHOP | {"name": "便民超市"}).entry == shop


def test_two_phones_enter_the_same_thing_and_it_is_one(ground):
    one, other = ground.propose_new(), ground.propose_new(by=ground.second, told=BUILDING | {"floors": 7})
    actions.confirm(one, by=ground.manager)
    done = actions.confirm(other, by=ground.manager)
    assert (Entry.objects.count(), done.state, states(done)["floors"]) == (1, "conflict", "conflict")


def test_that_it_is_gone_waits_for_a_yes_like_anything_else(ground):
    home = ground.dwelling()
    proposal = ground.propose(home, ended=(None, "demolished"))
    actions.confirm(proposal, by=ground.manager)
    home.refresh_from_db()
    assert (home.ended_why, home.revisions.first().what) == ("demolished", "ended")


def test_a_thing_that_is_gone_is_changed_no_more(ground):
    home = ground.dwelling()
    waiting = ground.propose(home, rooms=(3, 4))
    actions.end(home, by=ground.manager, why="demolished", reason="旧房拆除公告")
    with pytest.raises(NotNow):
        ground.propose(home, rooms=(3, 4))
    with pytest.raises(NotNow):
        actions.confirm(waiting, by=ground.manager)
    assert actions.refuse(waiting, by=ground.manager, reason="已拆除").state == "refused"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"colour": {"new": "红"}}, "colour"),
        ({"民族": {"new": "汉"}}, "民族"),
        ({"rooms": {"new": "很多"}}, "rooms"),
        ({"use": {"new": "乱填"}}, "use"),
        ({"name": {"new": ""}}, "name"),
    ],
)
def test_what_is_no_field_or_no_value_of_it_is_refused(ground, changes, field):
    home = ground.dwelling()
    with pytest.raises(NotValid) as refused:
        actions.propose("dwelling", by=ground.worker, ref=uuid7(), entry=home.pk, changes=changes)
    assert (refused.value.detail["field"], Proposal.objects.filter(entry=home).count()) == (field, 1)


def test_nobody_proposes_or_confirms_beyond_their_own_ground(ground):
    there = ground.town.other_grid
    stranger = ground.town.actor("grid_manager", org=ground.town.other_street_centre, name="别处管理员")
    entry = ground.enter()
    with pytest.raises(NotAllowed):
        ground.propose_new(grid=there)
    with pytest.raises(NotFound):
        ground.propose(entry, by=stranger, floors=(6, 7))
    proposal = ground.propose(entry, floors=(6, 7))
    with pytest.raises(NotFound):
        actions.confirm(proposal, by=stranger)
    with pytest.raises(NotAllowed):
        actions.confirm(proposal, by=ground.worker)


def test_a_press_says_that_it_is_still_so(ground):
    home = ground.dwelling()
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        assert [one.pk for one in Entry.objects.stale().filter(register="dwelling")] == []
        actions.edit(home, {"use": "let"}, base=1, by=ground.manager)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert [one.pk for one in Entry.objects.stale().filter(register="dwelling")] == [home.pk]
        actions.verify(home, by=ground.worker)
        home.refresh_from_db()
        assert ([*Entry.objects.stale().filter(register="dwelling")], home.version) == ([], 2)
        assert home.revisions.first().what == "checked"


def test_a_phone_is_believed_about_the_day_within_a_fortnight(ground):
    home = ground.dwelling()
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=30), tick=False):
        actions.verify(home, by=ground.worker, at_phone=timezone.now() - timedelta(days=5))
        assert home.checked.get(field="rooms").on == timezone.localdate(now + timedelta(days=25))
        actions.verify(home, by=ground.worker, at_phone=timezone.now() + timedelta(days=300))
        assert home.checked.get(field="rooms").on == timezone.localdate()


def test_with_the_building_its_dwellings_end(ground):
    home = ground.dwelling()
    building = home.dwelling.building.entry
    actions.end(building, by=ground.manager, why="demolished", reason="旧房拆除公告")
    assert [*Entry.objects.live()] == []


def test_a_dwelling_bears_the_address_of_its_building(ground):
    home = ground.dwelling()
    actions.edit(home.dwelling.building.entry, {"address": "进步巷15号"}, base=1, by=ground.manager)
    home.refresh_from_db()
    assert home.address == "进步巷15号 3号楼"


def test_history_cannot_be_rewritten(ground):
    entry = ground.enter()
    for attempt in (
        Revision.objects.filter(entry=entry).delete,
        lambda: Revision.objects.update(reason="改"),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            attempt()


def test_the_phone_takes_its_own_grid_and_then_only_what_changed(ground):
    home = ground.dwelling()
    ground.enter("organisation", SHOP, grid=ground.town.second_grid)
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        whole, gone, cursor = phone.rows(ground.grid)
        assert ({row["register"] for row in whole}, gone) == ({"building", "dwelling"}, [])
        assert next(row for row in whole if row["id"] == str(home.pk))["fields"]["rooms"] == 3
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        actions.edit(home, {"rooms": 4}, base=1, by=ground.manager)
        fresh, gone, later = phone.rows(ground.grid, cursor)
        assert ([row["id"] for row in fresh if row["version"] == 2], gone) == ([str(home.pk)], [])
    with time_machine.travel(timezone.now() + timedelta(minutes=40)):
        actions.end(home, by=ground.manager, why="mistaken", reason="重复登记")
        last = phone.rows(ground.grid, later)
        assert (last.rows, last.gone, last.whole) == ([], [str(home.pk)], False)


@pytest.mark.parametrize(
    "since",
    [
        None,
        "",
        "gestern",
        "{grid}@gestern",
        "{grid}@2026-13-45T00:00",
        "{grid}@2026-11-23",
        "{grid}@0001-01-01T00:00:00+00:00",
    ],
)
def test_a_cursor_that_is_none_is_no_cursor(ground, since):
    ground.enter()
    told = phone.rows(ground.grid, since and since.format(grid=ground.grid.pk))
    assert (len(told.rows), told.whole) == (1, True)


def test_a_phone_that_moved_to_another_grid_is_given_that_grid_whole(ground):
    there = ground.town.second_grid
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        far = ground.enter(told=BUILDING | {"name": "9号楼"}, grid=there)
    ground.enter()
    first = phone.rows(ground.grid)
    moved = phone.rows(there, first.cursor)
    assert ([row["id"] for row in moved.rows], moved.whole) == ([str(far.pk)], True)
    assert (first.whole, phone.rows(there, moved.cursor).whole) == (True, False)


def test_a_card_is_the_same_for_the_manager_but_for_the_name(ground):
    home = ground.dwelling()
    ground.propose(home, by=ground.second, rooms=(3, 4))
    item = Item.objects.select_related("proposal__staff", "proposal__post").get(
        pk=ground.propose(home, rooms=(3, 5)).items.get().pk
    )
    assert card(item)["words"].startswith("陈洁：5间；张某")
    assert UUID(card(item)["change"]) == item.pk


def test_a_thing_is_not_changed_into_another_that_is_there(ground):
    ground.enter()
    other = ground.enter(told=BUILDING | {"name": "4号楼"})
    with pytest.raises(NotValid, match="同一条"):
        actions.edit(other, {"name": "3号楼"}, base=1, by=ground.manager)
    waiting = ground.propose(other, name=("4号楼", "3号楼"))
    with pytest.raises(NotValid, match="同一条"):
        actions.confirm(waiting, by=ground.manager)
    assert value(other, "name") == "4号楼"


def test_a_dwelling_of_a_building_elsewhere_is_not_entered_from_here(ground):
    far = ground.enter(
        told=BUILDING | {"name": "9号楼", "address": "别处1号"},
        grid=ground.town.other_grid,
        by=ground.town.actor("grid_manager", org=ground.town.other_street_centre, name="别处管理员"),
    )
    with pytest.raises(NotAllowed):
        ground.propose_new("dwelling", {"building": str(far.pk), "name": "101"})
    assert Proposal.objects.filter(register="dwelling").count() == 0


def test_a_dwelling_is_proposed_where_its_building_stands(ground):
    there = ground.town.second_grid
    building = ground.enter(told=BUILDING | {"name": "9号楼"}, grid=there)
    proposal = ground.propose_new(
        "dwelling", {"building": str(building.pk), "name": "101"}, by=ground.manager
    )
    assert (proposal.grid, actions.confirm(proposal, by=ground.manager).entry.grid) == (there, there)


def test_a_dwelling_stays_in_its_building(ground):
    home = ground.dwelling()
    other = ground.enter(told=BUILDING | {"name": "8号楼"})
    with pytest.raises(NotValid) as refused:
        ground.propose(home, building=(value(home, "building"), str(other.pk)))
    so = ground.propose(home, building=(None, value(home, "building")), rooms=(3, 4))
    assert (refused.value.detail["field"], states(so)) == (
        "building",
        {"building": "same", "rooms": "waiting"},
    )
