"""山里的手机 — three phones and a desk over fourteen days: in any order, with lines that break and answers that get lost.

Whatever happened, when every phone has had a network once: nothing is lost, nothing is doubled, every clash was shown to whoever
caused it, and all ends hold the same.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from onedoor.field.models import Upload
from onedoor.field.tests.conftest import Hand
from onedoor.matters.models import Matter
from onedoor.registers import actions as registers
from onedoor.registers.models import Entry, Item, Proposal, Revision
from onedoor.registers.values import values_of

FIELDS = {"name": "名{}", "address": "进步巷{}号"}
PHONES = st.integers(0, 2)
NUMBERS = st.integers(10, 14)
LATEST = timedelta(days=14)


class Pocket:
    """One phone: what it holds of the entry, what it has not sent yet, and what it was answered."""

    def __init__(self, hand: Hand):
        self.hand, self.outbox, self.answers = hand, [], {}
        self.row, self.cursor, self.shown = None, "", set()

    def say(self, kind, body) -> str:
        item = {
            "ref": str(uuid4()),
            "kind": kind,
            "at": timezone.now().isoformat(),
            "body": body,
            "photos": [],
        }
        self.outbox.append(item)
        return item["ref"]

    def send(self, count: int, is_lost: bool) -> None:
        """The first few of the outbox; when the answer is lost, the phone knows nothing of it and keeps them."""
        sent = self.outbox[:count]
        told = self.hand.answers(*sent) if sent else []
        if is_lost:
            return
        for answer in told:
            kept = self.answers.setdefault(answer["ref"], answer)
            assert (kept["state"], kept["code"], kept["at"]) == (
                answer["state"],
                answer["code"],
                answer["at"],
            )
            self.shown |= {card["change"] for card in answer["cards"]}
        self.outbox = self.outbox[count:]

    def pull(self) -> None:
        told = self.hand.get(f"feed?since={self.cursor.replace('+', '%2B')}").json()
        self.cursor = told["cursor"]
        for row in told["entries"]:
            self.row = row
        self.shown |= {card["change"] for card in told["cards"]}


class Valley(RuleBasedStateMachine):
    """Everything that may happen, in any order."""

    town = None

    @initialize()
    def begin(self):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.clock = time_machine.travel("2026-11-02T09:00:00+08:00", tick=False)
        self.moved = self.clock.start()
        self.manager = self.town.actor("grid_manager")
        told = {"name": "老戏台", "address": "进步巷1号", "sort": "yard"}
        self.entry = registers.enter("spot", told, by=self.manager, grid=self.town.grid).entry
        names = ("陈洁", "张洁", "李洁")
        workers = [self.town.actor("grid_worker", region=self.town.grid, name=name) for name in names]
        self.pockets = [Pocket(Hand(Client(), worker)) for worker in workers]
        for pocket in self.pockets:
            pocket.pull()
        self.reported, self.proposed, self.first = set(), {}, timezone.now()

    @rule(who=PHONES)
    def report(self, who):
        words = f"第{len(self.reported)}件：路口的下水道井盖破了。"
        self.reported.add(words)
        self.pockets[who].say("report", {"words": words})

    @rule(who=PHONES, field=st.sampled_from(sorted(FIELDS)), number=NUMBERS)
    def change(self, who, field, number):
        pocket = self.pockets[who]
        told = {"old": pocket.row["fields"][field], "new": FIELDS[field].format(number)}
        body = {"register": "spot", "entry": str(self.entry.pk), "base": pocket.row["version"]}
        ref = pocket.say("entry.change", body | {"changes": {field: told}})
        self.proposed[ref] = (field, told["new"])

    @rule(who=PHONES, count=st.integers(1, 5), is_lost=st.booleans())
    def send(self, who, count, is_lost):
        self.pockets[who].send(count, is_lost)

    @rule(who=PHONES)
    def pull(self, who):
        self.pockets[who].pull()

    @rule(field=st.sampled_from(sorted(FIELDS)), number=NUMBERS)
    def edit_at_the_desk(self, field, number):
        fresh = Entry.objects.get(pk=self.entry.pk)
        if values_of(fresh)[field] != FIELDS[field].format(number):
            told = {field: FIELDS[field].format(number)}
            registers.edit(fresh, told, by=self.manager, base=fresh.version)

    @rule()
    def confirm_at_the_desk(self):
        first = Proposal.objects.filter(state=Proposal.State.WAITING).order_by("at", "pk").first()
        if first:
            registers.confirm(first, by=self.manager)

    @rule(take=st.sampled_from(["mine", "theirs"]))
    def decide_at_the_desk(self, take):
        first = Item.objects.filter(state=Item.State.CONFLICT).order_by("pk").first()
        if first:
            registers.decide(first, by=self.manager, take=take)

    @precondition(lambda self: timezone.now() - self.first < LATEST - timedelta(days=2))
    @rule(hours=st.integers(1, 48))
    def time_goes_by(self, hours):
        self.moved.shift(timedelta(hours=hours))

    def teardown(self):
        if not hasattr(self, "pockets"):
            return
        try:
            self._all_come_home()
            self._nothing_lost_nothing_doubled()
            self._every_clash_was_shown()
            self._all_ends_are_equal()
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def _all_come_home(self):
        for pocket in self.pockets:
            while pocket.outbox:
                pocket.send(50, is_lost=False)
            pocket.pull()

    def _nothing_lost_nothing_doubled(self):
        assert sorted(Matter.objects.values_list("body", flat=True)) == sorted(self.reported)
        refs = {ref for pocket in self.pockets for ref in pocket.answers}
        assert refs == {str(ref) for ref in Upload.objects.values_list("ref", flat=True)}
        known = {str(one.ref): one for one in Proposal.objects.prefetch_related("items")}
        for ref, (field, new) in self.proposed.items():
            assert [(item.field, item.new) for item in known[ref].items.all()] == [(field, new)]

    def _every_clash_was_shown(self):
        for pocket in self.pockets:
            own = Item.objects.filter(proposal__post=pocket.hand.actor.post).exclude(theirs=None)
            open_ones = {str(key) for key in own.filter(state="conflict").values_list("pk", flat=True)}
            assert open_ones <= pocket.shown
        # Both words stay, whichever was taken.
        for item in Item.objects.filter(state__in=["merged", "kept", "other"]).exclude(theirs=None):
            assert item.new != item.theirs

    def _all_ends_are_equal(self):
        for item in list(Item.objects.filter(state=Item.State.CONFLICT).order_by("pk")):
            if Item.objects.get(pk=item.pk).state == Item.State.CONFLICT:
                registers.decide(item, by=self.manager, take="theirs")
        while first := Proposal.objects.filter(state__in=Proposal.OPEN).order_by("at", "pk").first():
            registers.confirm(first, by=self.manager)
            for item in first.items.filter(state=Item.State.CONFLICT):
                registers.decide(item, by=self.manager, take="theirs")
        fresh = Entry.objects.get(pk=self.entry.pk)
        for pocket in self.pockets:
            pocket.pull()
            assert {name: pocket.row["fields"][name] for name in FIELDS} == {
                name: values_of(fresh)[name] for name in FIELDS
            }
            assert pocket.row["version"] == fresh.version
        # What stands there now follows from what was written, one after the other.
        for name in FIELDS:
            written = [
                row.changes[name]["new"]
                for row in Revision.objects.filter(entry=fresh).order_by("version", "at")
                if name in row.changes and "new" in row.changes[name]
            ]
            assert written[-1] == values_of(fresh)[name]


@pytest.mark.django_db
def test_whatever_happens_in_the_valleys_all_ends_agree(town):
    Valley.town = town
    run_state_machine_as_test(
        Valley,
        settings=settings(
            max_examples=6,
            stateful_step_count=24,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
