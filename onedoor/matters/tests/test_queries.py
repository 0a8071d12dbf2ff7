"""What waits for whom, and lists by where the last page ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onedoor.cases.models import Case
from onedoor.kit.problems import NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.queries import keyset, waiting, worklists
from onedoor.matters.queries.worklists import Wanted


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


@pytest.fixture
def make(town, clerk):
    def register(count=1, **more):
        facts = {"community": town.community, "desk": town.centre} | more
        drafts = [Draft(f"第{n}件", "水管漏水。", "window", **facts) for n in range(count)]
        return [done.matter for done in matters.register_many(drafts, by=clerk)]

    return register


def counts(actor, now=None):
    return {
        tally.queue.name: (tally.count, tally.late)
        for tally in waiting.tallies(actor, now or timezone.now())
        if tally.count
    }


def waits(name, actor):
    return list(waiting.waiting(next(q for q in waiting.QUEUES if q.name == name), actor))


def resolved(town, clerk, matter):
    matters.accept(matter, by=clerk)
    matters.dispatch(matter, by=town.actor("dispatcher"), lead=town.water, assist=[town.housing])
    matters.sign(matter, by=town.actor("handler"))
    return matters.resolve(matter, by=town.actor("handler"), result="已修好")


def test_queue_follows_the_matter_from_hand_to_hand(town, clerk, make):
    (matter,) = make()
    unit, helper = town.actor("handler"), town.actor("handler", org=town.housing, name="钱进")
    dispatcher, leader, verifier = town.actor("dispatcher"), town.actor("leader"), town.actor("verifier")
    assert counts(clerk) == {"accept": (1, 0)}
    matters.accept(matter, by=clerk)
    assert counts(dispatcher) == {"triage": (1, 0)}
    matters.submit(matter, by=dispatcher)
    assert counts(leader) == {"instruct": (1, 0)}
    matters.instruct(matter, by=leader, words="请水务局办")
    assert counts(dispatcher) == {"dispatch": (1, 0)}
    matters.dispatch(matter, by=dispatcher, lead=town.water, assist=[town.housing])
    assert (counts(unit), counts(helper)) == ({"sign": (1, 0)}, {"assist": (1, 0)})
    matters.sign(matter, by=unit)
    matters.contribute(matter, by=helper, words="已配合")
    assert (counts(unit), counts(helper)) == ({"handle": (1, 0)}, {})
    matters.resolve(matter, by=unit, result="已修好")
    assert (counts(unit), counts(verifier)) == ({}, {"verify": (1, 0)})
    matters.verify(matter, by=verifier)
    assert counts(clerk) == {"answer": (1, 0)}
    matters.answer(matter, by=verifier, reply="已修好")
    assert counts(verifier) == {"close": (1, 0)}
    matters.report_back(matter, by=dispatcher, words="已办结")
    matters.close(matter, by=verifier)
    assert counts(verifier) == counts(clerk) == counts(unit) == {}


def test_other_desk_and_other_unit_have_nothing_waiting(town, clerk, make):
    make()
    neighbour = town.actor("clerk", org=town.street_centre, name="街道窗口")
    assert counts(neighbour) == {}
    assert counts(town.actor("handler", org=town.labour, name="钱进")) == {}


def test_checker_is_not_given_what_the_own_unit_did_or_what_they_passed_before(town, clerk, make):
    first, second = make(2)
    resolved(town, clerk, first)
    resolved(town, clerk, second)
    verifier, other = town.actor("verifier"), town.actor("verifier", name="另一位")
    same_unit = town.actor_with("matter.verify", org=town.water)
    matters.verify(first, by=verifier)
    matters.answer(first, by=verifier, reply="已修好")
    matters.object_(first, by=town.resident(first.case_id), note="还是漏水")
    assert waits("verify", same_unit) == []
    assert {case.pk for case in waits("verify", verifier)} == {second.case_id}
    assert {case.pk for case in waits("verify", other)} == {first.case_id, second.case_id}


def test_what_the_desk_settled_is_checked_by_another_hand_of_it(town, clerk, make):
    (matter,) = make()
    both = town.actor_with("matter.accept", "matter.triage", "matter.verify", name="全能")
    matters.settle(matters.accept(matter, by=both), by=both, result="当场答复")
    assert waits("verify", both) == []
    assert [case.pk for case in waits("verify", town.actor("verifier"))] == [matter.case_id]


def test_late_ones_are_counted_apart(clerk, make):
    make(3)
    later = timezone.now() + timedelta(days=30)
    assert counts(clerk, later) == {"accept": (3, 3)}


def test_nobody_counts_past_a_thousand(clerk, make, monkeypatch):
    monkeypatch.setattr(waiting, "MOST", 2)
    make(4)
    (tally,) = [tally for tally in waiting.tallies(clerk, timezone.now()) if tally.count]
    assert (tally.count, tally.words) == (3, "2+")


def test_every_matter_comes_once_and_in_order_however_it_is_paged(clerk, make, monkeypatch):
    monkeypatch.setattr(keyset, "SIZE", 3)
    made = make(8)
    paused = [made[1].case_id, made[5].case_id]
    Case.objects.filter(pk__in=paused).update(due_at=None)
    seen, after, pages = [], "", 0
    while pages == 0 or after:
        page = worklists.page(clerk, Wanted(), after)
        seen, after, pages = seen + [case.pk for case in page.rows], page.after, pages + 1
    rest = sorted(matter.case_id for matter in made if matter.case_id not in paused)
    assert (seen, pages) == ([*rest, *sorted(paused)], 3)


def test_newest_first_where_closed_ones_are_shown_too(clerk, make, monkeypatch):
    monkeypatch.setattr(keyset, "SIZE", 2)
    made = sorted(matter.case_id for matter in make(3))
    first = worklists.page(clerk, Wanted(state="all"))
    second = worklists.page(clerk, Wanted(state="all"), first.after)
    assert [case.pk for case in first.rows + second.rows] == made[::-1]


def test_words_are_found_by_pairs_of_signs(clerk, make, town):
    make(1)
    matters.register(Draft("电梯停运", "三号楼B12电梯坏了。", "window", community=town.community), by=clerk)
    found = {
        q: worklists.worklist(clerk, Wanted(q=q)).count()
        for q in ("电梯", "b12", "楼电", "坏", "漏水 水管", "不在", "'|!", "  ")
    }
    assert found == {"电梯": 1, "b12": 1, "楼电": 0, "坏": 1, "漏水 水管": 1, "不在": 0, "'|!": 0, "  ": 2}


def test_code_is_found_without_dashes_and_by_its_last_figures(clerk, make):
    code = make(2)[1].case.code
    ways = (code.replace("-", ""), code.replace("-", "－"), code[-4:], code[:6], code[:10].replace("-", ""))
    assert [worklists.worklist(clerk, Wanted(q=q)).count() for q in ways] == [1, 1, 1, 2, 2]
    assert worklists.worklist(clerk, Wanted(q="9999")).count() == 0


def test_list_and_count_keep_to_the_actors_reach(town, clerk, make):
    make(1)
    make(2, community=town.other_community)
    street = town.actor("town_leader")
    assert (worklists.count(street, Wanted()), worklists.count(clerk, Wanted())) == (1, 3)


def test_cursor_that_was_tampered_with_is_refused(clerk):
    with pytest.raises(NotValid):
        worklists.page(clerk, Wanted(), "2026-13-99~nonsense")
