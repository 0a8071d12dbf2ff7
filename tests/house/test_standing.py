"""Whoever a page offers no button to is refused by the action, too: one set of rules, for every step of a matter."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from onedoor.cases.access import may
from onedoor.kit.problems import NotAllowed, Problem
from onedoor.matters import actions, standing
from onedoor.matters.lifecycle import LIFECYCLE
from onedoor.matters.models import Matter
from onedoor.matters.steps import STEPS
from tests.house import walking

GUARDED = {name: step for name, step in STEPS.items() if step.standing is not standing.anyone}
VERBS = sorted({step.verb for step in STEPS.values()} | {"matter.accept"})
CLOCK = {"note": "等鉴定", "basis": "条例第三十四条"}
# What a step that is no move is told besides who takes it.
WITH = walking.WITH | {
    "contribute": {"words": "已到场"},
    "report_back": {"words": "已办"},
    "correct": {},
    "ask_extension": CLOCK | {"days": 5},
    "ask_pause": CLOCK,
    "grant_request": {},
    "refuse_request": {"note": "不必"},
    "extend": CLOCK | {"days": 5, "asker": "unit"},
    "pause": CLOCK | {"asker": "unit"},
    "resume": {},
    "add_claimant": {"name": "王五"},
    "count_claimants": {"claimants": 9},
    "name_representatives": {"representatives": [1]},
    "drop_claimant": {"claimant": 2, "note": "搬走"},
    "relate": {"note": "同一户"},
    "unrelate": {"note": "不是一户"},
    "split_off": {"title": "排水", "body": "排水"},
    "rate": {"stars": 3},
    "ask_review": {"note": "没有查清"},
    "refer_mediation": {"type": "0101"},
}
# Steps that are open only while a clock runs.
CLOCKED = ("extend", "pause", "resume", "grant_request", "refuse_request")


class Stand:
    """A matter of two claimants at a street's desk, and those who stand about it with every verb in hand."""

    def __init__(self, town):
        self.town, self.walk = town, walking.Walk(town)
        self.other, self.last = self.walk.register(), None

    def at_start_of(self, name: str) -> Matter:
        moves, matter = LIFECYCLE.moves, self.walk.register()
        for claimant in ("张三", "李四"):
            actions.add_claimant(matter, by=self.everything(self.town.street_centre), name=claimant)
        open_in = (
            "handling" if name in CLOCKED else (moves[name].frm if name in moves else STEPS[name].statuses)[0]
        )
        for step in walking.way_to(open_in):
            self.last = self.walk.holder(step)
            matter = self.walk.take(step, matter, self.last)
        self.ready(name, matter)
        return Matter.objects.select_related("case", "desk__region").get(pk=matter.pk)

    def ready(self, name: str, matter: Matter) -> None:
        """What has to have been said before there is anything to refuse."""
        desk = self.everything(self.town.street_centre)
        if name in ("grant_request", "refuse_request"):
            actions.ask_extension(matter, by=self.everything(self.town.water), **WITH["ask_extension"])
        if name == "resume":
            actions.pause(matter, by=desk, **self.told("pause"))
        if name == "unrelate":
            actions.relate(matter, by=desk, to=self.other, note="同一户")
        if name == "ask_review":
            actions.ask_review(matter, by=self.claimants(matter)[-1], note="没有查清")

    def everything(self, org, region=None):
        return self.town.actor_with(*VERBS, org=org, region=region or self.town.district)

    def claimants(self, matter) -> list:
        one = self.town.resident(matter.case_id)
        keys = matter.case.parties.order_by("pk").values_list("pk", flat=True)
        return [replace(one, claims=((matter.case_id, key),)) for key in keys]

    def refused(self, name: str, matter: Matter) -> list:
        """Those who hold the verb and reach the case, and are offered no button."""
        town = self.town
        near = [
            town.actor_with(*VERBS, org=town.community_office, region=town.community),
            *(self.everything(org) for org in (town.water, town.labour, town.street_centre)),
            *self.claimants(matter),
            *([self.town.seat(self.last.staff, self.everything(town.centre).post)] if self.last else []),
        ]
        step = STEPS[name]
        return [by for by in near if may(by, step.verb, matter.case) and step.standing(matter, by)]

    def told(self, name: str) -> dict:
        told, town = dict(WITH[name]), self.town
        if name in ("dispatch", "rule"):
            told["lead"] = town.labour
        if name in ("merge", "relate"):
            told["into" if name == "merge" else "to"] = self.other
        if name == "unrelate":
            told["to"] = self.other.case
        if name in ("pause", "ask_pause"):
            told["until"] = timezone.localdate() + timedelta(days=5)
        return told


@pytest.fixture
def stand(town):
    return Stand(town)


def let_through(stand, name: str, action) -> list[str]:
    """What became of those who should be refused in the words of the rule, and were not."""
    matter = stand.at_start_of(name)
    refused, found = stand.refused(name, matter), []
    assert refused, f"{name}: nobody stands wrong"
    for by in refused:
        words, written = STEPS[name].standing(matter, by), matter.case.events.count()
        try:
            action(matter, by=by, **stand.told(name))
        except Problem as problem:
            if isinstance(problem, NotAllowed) or problem.message == words:
                continue
        found.append(f"{by.post.org}: {words}")
        if matter.case.events.count() != written:
            break
    return found


@pytest.mark.parametrize("name", GUARDED)
def test_whoever_is_offered_no_button_is_refused(stand, name):
    assert let_through(stand, name, STEPS[name].action) == []


def test_an_action_that_asks_only_for_the_verb_is_found(stand):
    def careless(matter, *, by):
        Matter.objects.filter(pk=matter.pk).update(status="accepted")

    assert [one.partition("：")[0] for one in let_through(stand, "accept", careless)] != []
