"""并案 — two voices, one piece of work: both kept, undone by a person, answered together."""

import pytest

from onedoor.cases.models import Link
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter
from onedoor.persons.actions import enter

FIRST = {"title": "水管破裂", "body": "进步巷三天无水，老人无法做饭。", "kind": "help", "source": "window"}
SECOND = {
    "title": "没有水",
    "body": "进步巷12号停水，孩子等着洗澡。",
    "kind": "complaint",
    "source": "window",
}


@pytest.fixture
def two(transactional_db, town):
    return Two(town)


class Two:
    """Two residents with the same trouble, and those who take care of it."""

    def __init__(self, town):
        self.town, self.clerk, self.dispatcher = town, town.actor("clerk"), town.actor("dispatcher")
        self.unit, self.verifier = town.actor("handler", org=town.water), town.actor("verifier")
        self.lead, self.follower = (
            self.asked(FIRST, "张三", "13900000001"),
            self.asked(SECOND, "李四", "13900000002"),
        )

    def asked(self, words, name, phone):
        person = enter(name=name, phone=phone, by=self.clerk)
        draft = Draft(**words, community=self.town.community, person=person)
        return matters.accept(matters.register(draft, by=self.clerk).matter, by=self.clerk)

    def merge(self):
        self.follower = matters.merge(self.follower, by=self.dispatcher, into=self.lead, note="同一根水管")
        return self.follower

    def close_lead(self):
        matters.dispatch(self.lead, by=self.dispatcher, lead=self.town.water)
        matters.sign(self.lead, by=self.unit)
        matters.resolve(self.lead, by=self.unit, result="已换管，恢复供水。")
        matters.verify(self.lead, by=self.verifier, note="已通水")
        matters.answer(self.lead, by=self.verifier, reply="您反映的停水已修复。")
        return matters.close(self.lead, by=self.verifier)


def fresh(matter) -> Matter:
    return Matter.objects.select_related("case", "lead").get(pk=matter.pk)


def verbs(matter) -> list[str]:
    return list(matter.case.events.order_by("seq").values_list("verb", flat=True))


def test_both_voices_are_kept_and_each_has_its_own_code_and_clock(two):
    two.merge()
    lead, follower = fresh(two.lead), fresh(two.follower)
    assert (lead.body, follower.body) == (FIRST["body"], SECOND["body"])
    assert lead.case.code != follower.case.code
    assert [matter.case.parties.count() for matter in (lead, follower)] == [1, 1]
    assert [matter.case.deadlines.open().get().kind for matter in (lead, follower)] == ["handle", "handle"]
    assert (follower.status, follower.merged_into) == ("merged", lead)


def test_both_timelines_say_what_became_of_them(two):
    two.merge()
    assert verbs(two.lead)[-1:] == ["matter.joined"]
    assert verbs(two.follower)[-1:] == ["matter.merged"]
    assert two.lead.case.events.get(verb="matter.joined").facts == {"follower": two.follower.case.code}


def test_merging_is_undone_and_the_clock_goes_on_as_ever(two):
    due = two.follower.case.deadlines.open().get().due_at
    matters.unmerge(two.merge(), by=two.dispatcher, note="不是同一处")
    follower = fresh(two.follower)
    assert (follower.status, follower.merged_into) == ("accepted", None)
    assert follower.case.deadlines.open().get().due_at == due
    assert Link.objects.get().undone_at is not None
    assert (verbs(two.lead)[-1], verbs(two.follower)[-1]) == ("matter.left", "matter.unmerged")


def test_what_was_parted_can_be_merged_again(two):
    matters.unmerge(two.merge(), by=two.dispatcher)
    two.follower = fresh(two.follower)
    assert two.merge().status == "merged"
    assert Link.objects.filter(undone_at=None).count() == 1


def test_the_answer_to_one_is_the_answer_to_both(two, work):
    two.merge()
    two.close_lead()
    assert fresh(two.follower).status == "merged"
    work()
    follower = fresh(two.follower)
    assert (follower.status, follower.reply, follower.lead) == (
        "closed",
        "您反映的停水已修复。",
        two.town.water,
    )
    assert follower.case.closed_at is not None
    assert not follower.case.deadlines.filter(state="running", is_duty=True).exists()
    assert verbs(follower)[-1] == "matter.closed_with_lead"


def test_a_follower_whose_lead_closed_twice_is_met_once(two, work):
    two.merge()
    matter = two.close_lead()
    work()
    matters.object_(matter, by=two.town.resident(matter.case_id), note="还是没有水")
    checker = two.town.actor("verifier", name="另一位")
    matters.verify(matter, by=checker, note="已通水")
    matters.answer(matter, by=checker, reply="已再次修复。")
    matters.close(matter, by=checker)
    work()
    assert verbs(two.follower).count("matter.closed_with_lead") == 1


def test_one_that_others_follow_is_neither_merged_nor_turned_away(two):
    two.merge()
    third = two.asked(FIRST, "王五", "13900000003")
    with pytest.raises(NotNow):
        matters.merge(two.lead, by=two.dispatcher, into=third)
    with pytest.raises(NotNow):
        matters.transfer_out(two.lead, by=two.dispatcher, note="属上级", turn_to="市水务局")


def test_nothing_is_merged_into_itself_or_into_what_is_over(two):
    with pytest.raises(NotValid):
        matters.merge(two.lead, by=two.dispatcher, into=two.lead)
    two.close_lead()
    with pytest.raises(NotValid):
        two.merge()
    assert fresh(two.follower).status == "accepted"


def test_merging_asks_for_reach_over_both(two):
    elsewhere = two.town.actor_with("matter.merge", org=two.town.other_street_centre)
    with pytest.raises(NotAllowed):
        matters.merge(two.follower, by=elsewhere, into=two.lead)
    assert fresh(two.follower).status == "accepted"


def test_undoing_what_was_never_merged_is_refused(two):
    with pytest.raises(NotNow):
        matters.unmerge(two.follower, by=two.dispatcher)
