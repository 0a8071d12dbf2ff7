"""One demo matter's life, told along the lifecycle table: every row that the real actions would have written."""

import random
from datetime import datetime, timedelta

from onedoor.cases import clocks
from onedoor.cases.models import Case, Deadline, DeadlineChange, Event, Involvement, Party
from onedoor.cases.timeline import draft
from onedoor.config.demo import texts
from onedoor.matters import limits
from onedoor.matters.lifecycle import LIFECYCLE
from onedoor.matters.models import Instruction, Matter, Return, Ruling, Verification

State = Deadline.State


class Story:
    """A matter on its way. `at` is where its time has come to; nothing happens after `now`."""

    def __init__(self, matter: Matter, *, at: datetime, now: datetime, table, rng: random.Random):
        self.matter, self.case, self.at, self.now = matter, matter.case, at, now
        self.table, self.rng = table, rng
        self.events: list[Event] = []
        self.clocks: dict[str, Deadline] = {}
        self.ended_clocks: list[Deadline] = []
        self.parts: list[Involvement] = []
        self.instructions: list[Instruction] = []
        self.verifications: list[Verification] = []
        self.returns: list[Return] = []
        self.rulings: list[Ruling] = []
        self.changes: list[DeadlineChange] = []
        self.parties: list[Party] = []

    # -- what every step is made of

    def say(self, verb: str, label: str, by, note: str = "", **facts) -> None:
        last = self.events[-1] if self.events else None
        self.events.append(
            draft(
                self.case,
                verb,
                label=label,
                by=by,
                last=last,
                about=self.matter,
                note=note,
                at=self.at,
                **facts,
            )
        )

    def move(self, name: str, by, note: str = "", **facts) -> None:
        arrow = LIFECYCLE.move(name, self.matter.status)
        self.say(arrow.event, str(arrow.label), by, note, **facts)
        self.matter.status = arrow.to

    def wait(self, hours: float) -> None:
        """Let time pass, into office hours, and never past now."""
        at = self.at + timedelta(hours=hours * self.rng.uniform(0.5, 1.5))
        local = at.astimezone(self.now.tzinfo)
        if not 8 <= local.hour < 19:
            at = (local + timedelta(hours=13)).replace(hour=self.rng.randrange(9, 17))
        self.at = max(self.at + timedelta(seconds=90), min(at, self.now - timedelta(minutes=5)))

    def start(self, limit, org=None, days=None) -> None:
        self.clocks[limit.kind] = clocks.prepared(
            self.case, limit, at=self.at, org=org, days=days, table=self.table
        )

    def stop(self, *kinds: str) -> None:
        for kind in kinds:
            if clock := self.clocks.pop(kind, None):
                clock.state = State.MET if self.at < clock.due_at else State.LATE
                clock.stopped_at, clock.alarm_at = self.at, None
                self.ended_clocks.append(clock)

    # -- the steps, as the actions take them

    def register(self, by) -> None:
        self.say("matter.registered", "登记", by, source=self.matter.source, placed_by=self.matter.placed_by)
        self.start(limits.NOTIFY)

    def accept(self, by) -> None:
        self.move("accept", by)
        self.stop("notify")
        self.start(limits.HANDLE)

    def turn_away(self, name: str, by, note: str, turn_to: str) -> None:
        self.move(name, by, note, turn_to=turn_to)
        self.matter.turn_to, self.matter.reply, self.matter.answered_at = turn_to, note, self.at
        self._end()

    def submit(self, by, to, note: str) -> None:
        self.move("submit", by, note, **{"from": self.matter.desk.code, "to": to.code})
        self._ask(by, to, note)

    def raise_(self, by, to, note: str) -> None:
        self.move("raise_", by, note, **{"from": self.matter.desk.code, "to": to.code})
        self._give(by, note)
        self._ask(by, to, note)

    def _ask(self, by, to, note: str) -> None:
        self.matter.desk = to
        self.instructions.append(
            Instruction(matter=self.matter, org=to, asked_by=by.post, asked_at=self.at, question=note)
        )

    def _give(self, by, words: str) -> None:
        asked = self.instructions[-1]
        asked.words, asked.given_at, asked.given_by, asked.given_staff = words, self.at, by.post, by.staff

    def instruct(self, by, words: str, desk) -> None:
        self.move("instruct", by, words, level=self.matter.desk.code, desk=desk.code)
        self._give(by, words)
        self.matter.desk = desk

    def dispatch(self, by, lead, assist=(), days: int = 5) -> None:
        said = {} if "promise" in self.clocks else {"days": days}
        self.move("dispatch", by, lead=lead.code, assist=[org.code for org in assist], **said)
        self._charge(by, lead, assist, days)

    def _charge(self, by, lead, assist, days: int) -> None:
        """As `actions.charge`: a promise that runs already goes on under the new lead."""
        self._release()
        self._involve(lead, Involvement.Role.LEAD)
        for org in assist:
            self._involve(org, Involvement.Role.ASSIST)
        self.matter.lead = lead
        self.start(limits.SIGN, org=lead)
        if "promise" in self.clocks:
            self._hand_over("promise", lead, by)
        else:
            self.start(limits.PROMISE, org=lead, days=days)

    def _hand_over(self, kind: str, to, by) -> None:
        clock = self.clocks[kind]
        clock.org = to
        handed = DeadlineChange.Kind.HANDED
        self.changes.append(
            DeadlineChange(deadline=clock, kind=handed, at=self.at, post=by.post, due_at=clock.due_at)
        )

    def _involve(self, org, role) -> None:
        self.parts.append(Involvement(case=self.case, org=org, role=role, since=self.at))

    def _release(self) -> None:
        for part in self.parts:
            part.until = part.until or self.at

    def _lead_part(self) -> Involvement:
        return next(part for part in self.parts if part.until is None and part.role == Involvement.Role.LEAD)

    def sign(self, by) -> None:
        self.move("sign", by)
        self._lead_part().signed_at = self.at
        self.stop("sign")

    def return_(self, by, reason: str, basis: str, owner) -> None:
        number = len(self.returns) + 1
        self.move("return_", by, basis, reason=reason, owner=owner.code, number=number)
        told = {"reason": reason, "basis": basis, "owner": owner, "number": number, "at": self.at}
        self.returns.append(Return(matter=self.matter, unit=by.post.org, post=by.post, **told))
        self.stop("sign")
        if "promise" in self.clocks:
            self._hand_over("promise", self.matter.desk, by)
        self._release()
        self.matter.lead = None
        if number >= limits.RETURNS_BEFORE_RULING:
            self.move("refer", by, f"第{number}次退单，按规定转裁定。")

    def rule(self, by, lead, note: str, region) -> None:
        self.move("rule", by, note, lead=lead.code, assist=[], region=region.code)
        told = {"category": self.matter.category, "region": region, "owner": lead, "reason": note}
        self.rulings.append(Ruling(matter=self.matter, post=by.post, staff=by.staff, at=self.at, **told))
        self._charge(by, lead, (), limits.promised_days(self.matter.kind))

    def resolve(self, by, result: str, outcome: str = "done", basis: str = "", turn_to: str = "") -> None:
        self.move("resolve", by, result, outcome=outcome, papers=0)
        self._lead_part().finished_at = self.at
        self._resolved(result, outcome)
        self.matter.cannot_basis, self.matter.turn_to = basis, turn_to
        self.stop("promise")

    def settle(self, by, result: str) -> None:
        self.move("settle", by, result, papers=0)
        self._release()
        self.stop("promise")
        self.matter.lead = by.post.org
        self._resolved(result, "done")

    def _resolved(self, result: str, outcome: str) -> None:
        self.matter.result, self.matter.outcome, self.matter.resolved_at = result, outcome, self.at

    def check(self, by, has_passed: bool, words: str) -> None:
        if has_passed:
            self.move("verify", by, words, round=self.matter.round, papers=0)
            self.matter.verified_at = self.at
        else:
            self.move("redo", by, words)
            self.start(limits.PROMISE, org=self.matter.lead, days=limits.REDO_DAYS)
        self.stop("recheck")
        self.verifications.append(
            Verification(
                matter=self.matter,
                round=self.matter.round,
                staff=by.staff,
                post=by.post,
                has_passed=has_passed,
                at=self.at,
                words=words,
            )
        )

    def answer(self, by, reply: str) -> None:
        self.move("answer", by, reply, papers=0)
        self.matter.reply, self.matter.answered_at = reply, self.at
        self.start(limits.RESOLVED_WINDOW)
        self.start(limits.REVIEW_ASK)

    def report_back(self, by, words: str) -> None:
        owed = [i for i in self.instructions if i.given_at and i.answered_at is None]
        if owed:
            self.say("matter.reported_back", "回复批示", by, words)
        for instruction in owed:
            instruction.answer, instruction.answered_at = words, self.at

    def close(self, by) -> None:
        self.move("close", by)
        self._end()

    def object_(self, by, note: str) -> None:
        self.move("object_", by, note, round=self.matter.round + 1)
        self.matter.round += 1
        self.matter.is_solved, self.matter.verified_at, self.case.closed_at = False, None, None
        self.stop("resolved_window", "review_ask")
        self.start(limits.RECHECK)

    def rate(self, by, stars: int, words: str) -> None:
        self.say("matter.rated", "评价", by, words, stars=stars)
        self.matter.stars, self.matter.is_solved = stars, None if stars == 3 else stars > 3

    def merge_into(self, other: "Story", by, link) -> None:
        self.at = max(self.at, other.at) + timedelta(minutes=5)
        self.move("merge", by, "同一件事", into=other.case.code)
        self.stop("notify")
        self.matter.merged_into, self.link = other.matter, link
        if "handle" not in self.clocks:
            self.start(limits.HANDLE)
        other.at = self.at
        other.say("matter.joined", "并入", by, "同一件事", follower=self.case.code)

    def _end(self) -> None:
        self.stop(*limits.DUTIES)
        self.case.closed_at = self.at

    # -- the end of the telling

    def rows(self) -> dict[type, list]:
        """All rows of this story, with its clocks as they stand now."""
        for clock in self.clocks.values():
            self._tick(clock)
        deadlines = [*self.ended_clocks, *self.clocks.values()]
        duties = [c for c in self.clocks.values() if c.is_duty and c.state in (State.RUNNING, State.MISSED)]
        clocks.show_due(self.case, min(duties, key=lambda c: c.due_at, default=None))
        found = {Case: [self.case], Matter: [self.matter], Event: self.events, Deadline: deadlines}
        found |= {Involvement: self.parts, Instruction: self.instructions, Verification: self.verifications}
        found |= {Return: self.returns, Ruling: self.rulings, DeadlineChange: self.changes}
        return found | {Party: self.parties}

    def _tick(self, clock: Deadline) -> None:
        """What `ring` would have made of a running clock by now."""
        if clock.state == State.PAUSED:
            return
        if clock.due_at <= self.now:
            clock.state = State.MISSED if clock.is_duty else State.PASSED
            clock.warned, clock.alarm_at = True, None
        elif clock.alarm_at and clock.alarm_at <= self.now:
            clock.warned, clock.alarm_at = True, clock.due_at


def reply_to(story: Story) -> str:
    return story.rng.choice(texts.REPLY).format(result=story.matter.result)
