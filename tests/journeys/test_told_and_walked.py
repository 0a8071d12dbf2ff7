"""A demo matter's life is told in memory: it must read exactly like one that people walked through the actions."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.cases import timeline
from onedoor.cases.models import Case, DeadlineChange
from onedoor.cases.opening import give_pin
from onedoor.config.demo.stories import Story
from onedoor.kit import rows
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter
from onedoor.worktime import counting

LEAK = {"title": "水管破裂", "body": "进步巷三天无水。", "kind": "help", "source": "grid"}


class Walked:
    """The steps as people take them."""

    def __init__(self, town, worker):
        self.town = town
        draft = Draft(**LEAK, community=town.community, desk=town.centre)
        self.matter = matters.register(draft, by=worker).matter

    def __getattr__(self, name):
        return lambda by, **told: getattr(matters, name)(self.matter, by=by, **told)

    def check(self, by, has_passed, words):
        (matters.verify if has_passed else matters.redo)(self.matter, by=by, note=words)

    def instruct(self, by, words, desk):
        matters.instruct(self.matter, by=by, words=words)
        assert Matter.objects.get(pk=self.matter.pk).desk == desk

    def rate(self, by, stars, words):
        resident = self.town.resident(self.matter.case_id)
        matters.rate(self.matter, by=resident, stars=stars, is_solved=stars > 3, note=words)

    def object_(self, by, note):
        matters.object_(self.matter, by=self.town.resident(self.matter.case_id), note=note)

    def done(self):
        return Matter.objects.get(pk=self.matter.pk)


class Told:
    """The same steps as the demo tells them, at the same moments."""

    def __init__(self, town, worker):
        now = timezone.now()
        case = Case(
            code="told",
            title=LEAK["title"],
            region=town.community,
            region_path=town.community.path,
            opened_at=now,
        )
        give_pin(case)
        matter = Matter(
            case=case,
            kind="help",
            source="grid",
            reported_at=now,
            body=LEAK["body"],
            placed_by="community",
            desk=town.centre,
        )
        self.story = Story(matter, at=now, now=now, table=counting.table(), rng=random.Random(1))
        self.story.register(worker)

    def decline(self, by, note, turn_to):
        self.story.at = self.story.now = timezone.now()
        self.story.turn_away("decline", by, note, turn_to)

    def __getattr__(self, name):
        def step(by, **told):
            self.story.at = self.story.now = timezone.now()
            return getattr(self.story, name)(by, **told)

        return step

    def done(self):
        rows.insert(*self.story.rows().values())
        return Matter.objects.get(pk=self.story.matter.pk)


class Cast:
    """Who takes the steps, the same people both times."""

    def __init__(self, town):
        self.town, self.worker = town, town.actor("grid_worker")
        self.clerk, self.dispatcher, self.leader = (
            town.actor("clerk"),
            town.actor("dispatcher"),
            town.actor("leader"),
        )
        self.unit = town.actor("handler", org=town.water)
        self.other, self.arbiter = town.actor("handler", org=town.housing, name="钱进"), town.actor("arbiter")
        self.verifier, self.second = town.actor("verifier"), town.actor("verifier", name="另一位")


def by_a_unit(cast):
    """Dispatched with a date, sent back once, checked, answered, closed, rated."""
    return [
        ("accept", cast.clerk, {}),
        ("dispatch", cast.dispatcher, {"lead": cast.town.water, "assist": [cast.town.housing], "days": 5}),
        ("sign", cast.unit, {}),
        ("resolve", cast.unit, {"result": "已换管"}),
        ("check", cast.verifier, {"has_passed": False, "words": "还在漏"}),
        ("resolve", cast.unit, {"result": "再换一次"}),
        ("check", cast.verifier, {"has_passed": True, "words": "属实"}),
        ("answer", cast.verifier, {"reply": "已修复"}),
        ("close", cast.verifier, {}),
        ("rate", cast.town.portal, {"stars": 5, "words": "很快"}),
    ]


def by_a_leader(cast):
    """Put before the leader, returned by one unit, instructed and reported back; not yet at its end."""
    return [
        ("accept", cast.clerk, {}),
        ("submit", cast.dispatcher, {"to": cast.town.centre, "note": "请批示"}),
        ("instruct", cast.leader, {"words": "三日内办结", "desk": cast.town.centre}),
        ("dispatch", cast.dispatcher, {"lead": cast.town.water, "days": 3}),
        ("return_", cast.unit, {"reason": "not_ours", "basis": "不属本局", "owner": cast.town.housing}),
        ("dispatch", cast.dispatcher, {"lead": cast.town.housing}),
        ("report_back", cast.dispatcher, {"words": "已交住建局"}),
    ]


def by_an_arbiter(cast):
    """Returned by two units, ruled, signed for by the one that had sent it on."""
    water, housing = cast.town.water, cast.town.housing
    return [
        ("accept", cast.clerk, {}),
        ("dispatch", cast.dispatcher, {"lead": water, "days": 5}),
        ("return_", cast.unit, {"reason": "not_ours", "basis": "清单第3项", "owner": housing}),
        ("dispatch", cast.dispatcher, {"lead": housing}),
        ("return_", cast.other, {"reason": "another_leads", "basis": "产权在供水", "owner": water}),
        ("rule", cast.arbiter, {"lead": water, "note": "供水阀门井", "region": cast.town.street}),
        ("sign", cast.unit, {}),
    ]


def at_the_desk(cast):
    """Settled on the spot; the resident is not content, and somebody else checks again."""
    return [
        ("accept", cast.clerk, {}),
        ("settle", cast.clerk, {"result": "已当场答复"}),
        ("check", cast.verifier, {"has_passed": True, "words": "属实"}),
        ("answer", cast.verifier, {"reply": "已答复"}),
        ("close", cast.verifier, {}),
        ("object_", cast.town.portal, {"note": "还是不行"}),
    ]


def turned_away(cast):
    return [("decline", cast.clerk, {"note": "属法院", "turn_to": "区法院"})]


def lived(kind, cast, plot) -> Matter:
    """The plot, a step every three hours."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        way = kind(cast.town, cast.worker)
        for name, by, told in plot(cast):
            clock.shift(timedelta(hours=3))
            getattr(way, name)(by, **told)
        return way.done()


SAID = ("status", "round", "lead", "result", "outcome", "reply", "is_solved", "stars", "turn_to", "desk")
MOMENTS = ("resolved_at", "verified_at", "answered_at", "case__closed_at", "case__due_at")


def as_read(matter) -> dict:
    """All that people, lists and checks read of a matter, but its keys and moments."""
    case, row = matter.case, Matter.objects.filter(pk=matter.pk)
    return {
        "matter": row.values_list(*SAID).get(),
        "moments": [bool(at) for at in row.values_list(*MOMENTS).get()],
        "events": [
            (e.verb, e.label, e.note, sorted(e.facts), e.post_id) for e in case.events.order_by("seq")
        ],
        "clocks": sorted(
            (d.kind, d.state, d.days, d.org_id or 0, d.stopped_at is None) for d in case.deadlines.all()
        ),
        "asked": [(i.org_id, i.words, i.answer) for i in matter.instructions.all()],
        "units": sorted(
            (p.org_id, p.role, bool(p.signed_at), bool(p.finished_at), bool(p.until))
            for p in case.involvements.all()
        ),
        "returns": [(r.number, r.unit_id, r.reason, r.basis, r.owner_id) for r in matter.returns.all()],
        "rulings": [(r.owner_id, r.region_id, r.reason, r.post_id) for r in matter.rulings.all()],
        "handed": sorted(DeadlineChange.objects.filter(deadline__case=case).values_list("kind", "post")),
        "checks": [(v.round, v.has_passed, v.words) for v in matter.verifications.all()],
        "chain": timeline.is_intact(case),
    }


@pytest.mark.parametrize("plot", [by_a_unit, by_a_leader, by_an_arbiter, at_the_desk, turned_away])
def test_a_told_matter_reads_like_a_walked_one(town, plot):
    cast = Cast(town)
    walked, told = (as_read(lived(kind, cast, plot)) for kind in (Walked, Told))
    assert {part: told[part] for part in walked} == walked
