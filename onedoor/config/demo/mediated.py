"""The demo's mediations that are over: the article's 1,442, of which 1,335 agreed, with every row that the actions would have
written. Those that somebody works on today are told by the actions themselves (`mediating`)."""

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from onedoor.cases import clocks
from onedoor.cases.models import Case, Deadline, Event, Involvement, Party, PostPart
from onedoor.cases.timeline import draft
from onedoor.committees.models import Committee, Series
from onedoor.committees.types import TYPES
from onedoor.config.demo import texts
from onedoor.config.demo.disputes import BY_KIND, CAME, FAILED_FOR, SHARES, Dispute
from onedoor.config.demo.filed import SESSION_TABLES, file, sit
from onedoor.config.demo.hands import stroke
from onedoor.config.demo.mediators import Bench
from onedoor.kit import keyring, rows
from onedoor.mediation.instalments import split
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.limits import VISITS_AGREED, VISITS_FAILED, limit_for
from onedoor.mediation.models import (
    Agreement,
    Assignment,
    Consent,
    Drawer,
    Due,
    Ending,
    EndingTold,
    EndingWay,
    FollowUp,
    Mediation,
    Obligation,
    Performance,
    Side,
    Signature,
    Volume,
)
from onedoor.mediation.volume.requirements import Outcome
from onedoor.mediation.ways import ENDED, ways_of
from onedoor.persons.cards import PersonDraft, seal_many
from onedoor.persons.models import Person

DISPUTES, AGREED = 1442, 1335
CHUNK = 300
# In the order in which they are written.
TABLES = (
    Person,
    Case,
    Party,
    Event,
    Deadline,
    Involvement,
    PostPart,
    Mediation,
    Side,
    Drawer,
    Consent,
    Assignment,
)
# What somebody signed is not rewritten: clauses and days are there before what they belong to.
TABLES += (*SESSION_TABLES, Obligation, Due, Agreement, Performance, Signature, Ending, FollowUp, Volume)
# Closed as long ago as this, the drawers' keys are gone; a few who agreed are late today.
SHREDDED, LATE_ONES = timedelta(days=90), 9
S = Side.Standing


def settle_many(stage, bench: Bench, ended: int, agreed: int) -> None:
    """已结束的调解 — so many, so many of them agreed, over the committees and the months of this year."""
    stage.read_counts()
    for told in Series.objects.all():
        bench.numbers[told.committee_id, told.year] = told.last
    whole = [n < agreed for n in range(ended)]
    stage.rng.shuffle(whole)
    since = min(stage.now.replace(month=1, day=4), stage.now - timedelta(days=120))
    span = (stage.now - since).days - 34
    days = sorted(stage.rng.uniform(34, 34 + span) for _n in range(ended))[::-1]
    past = [Past(stage, bench, stage.now - timedelta(days=n)) for n in days]
    late = stage.rng.sample([n for n, is_agreed in enumerate(whole) if is_agreed], k=min(LATE_ONES, agreed))
    for n, one in enumerate(past):
        one.tell(whole[n], n in late)
    for begin in range(0, len(past), CHUNK):
        _write(past[begin : begin + CHUNK])
    counts = [Series(committee_id=pk, year=year, last=last) for (pk, year), last in bench.numbers.items()]
    keys, last = ["committee", "year"], ["last"]
    Series.objects.bulk_create(counts, update_conflicts=True, unique_fields=keys, update_fields=last)
    stage.keep_counts()


def _write(past: list["Past"]) -> None:
    tables = defaultdict(list)
    for one in past:
        for row in one.made:
            tables[row._meta.model].append(row)
    for model in TABLES:
        if tables[model]:
            rows.insert(tables[model])
    # These rows are numbered by the database.
    for model in (EndingWay, EndingTold):
        model.objects.bulk_create(tables[model])


class Past:
    """One dispute from the day on which it was asked about. `at` is where its time has come to."""

    def __init__(self, stage, bench: Bench, at: datetime):
        self.stage, self.bench, self.rng = stage, bench, stage.rng
        self.at = stage.in_hours(at.replace(minute=stage.rng.randrange(60)))
        self.kind = self.rng.choices(list(SHARES), list(SHARES.values()))[0]
        self.dispute: Dispute = self.rng.choice(BY_KIND[self.kind])
        self.grid = self.rng.choice(stage.grids)
        self.committee: Committee = bench.seven.get(self.kind) or bench.of_ground(self.grid.path)
        self.desk = bench.desk_of(self.committee)
        self.by = self.rng.choice(bench.mediators(self.committee))
        self.made: list = []
        self.drawers: list[Drawer] = []
        self.events: list[Event] = []

    def tell(self, is_agreed: bool, is_late: bool) -> None:
        """Asked, accepted, mediated, ended one way or the other, and what followed until today."""
        self.ask()
        self.wait(1, 4)
        self.accept()
        self.wait(0, 1)
        self.assign()
        self.wait(1, 12 if self.kind == "labour" else 22)
        sit(self, is_agreed)
        file(self, self.agree(is_late) if is_agreed else self.fail())
        self._lock()
        self.made += self.events
        clocks.show_due(self.case, None)

    # ------------------------------------------------ what every step is made of

    def wait(self, least: float, most: float) -> None:
        at = self.at + timedelta(days=self.rng.uniform(least, most), minutes=40)
        local = timezone.localtime(at)
        self.at = local if 8 <= local.hour < 18 else local.replace(hour=self.rng.randrange(9, 17))
        self.at = max(self.at, self.events[-1].at + timedelta(minutes=5)) if self.events else self.at

    def say(self, verb: str, label: str, by, at=None, **facts) -> None:
        last = self.events[-1] if self.events else None
        told = {"label": label, "by": by, "last": last, "about": self.row, "at": at or self.at}
        self.events.append(draft(self.case, verb, **told, **facts))

    def keep(self, row):
        self.made.append(row)
        return row

    # ------------------------------------------------ the steps

    def ask(self) -> None:
        code = self.stage.next_code(self.desk.post.org, self.at)
        told = {"region": self.grid, "region_path": self.grid.path, "opened_at": self.at}
        self.case = self.keep(Case(code=code, title=str(TYPES[self.dispute.type].name), **told))
        self.row = self.keep(self._mediation())
        self.sides = [
            self._side(place, standing) for place, standing in enumerate((S.APPLICANT, S.RESPONDENT), 1)
        ]
        involved = {"case": self.case, "org": self.committee.org, "since": self.at}
        self.keep(Involvement(role=Involvement.Role.LEAD, **involved))
        facts = {"type": self.row.type, "way_in": self.row.way_in}
        self.say("mediation.asked", "登记调解申请", self.desk, **facts)

    def _mediation(self) -> Mediation:
        came = self.rng.choices(list(CAME), list(CAME.values()))[0]
        told = {
            "type": self.dispute.type,
            "facts": f"（虚构）{self.dispute.facts}",
            "claims": self.dispute.claims,
        }
        told |= {"place": f"{self.grid.parent.name}{self.rng.choice(texts.SURFACES)}", "way_in": came}
        kept = {"case": self.case, "committee": self.committee, "post": self.desk.post, "asked_at": self.at}
        return Mediation(
            **told,
            **kept,
            happened_on=timezone.localdate(self.at) - timedelta(days=self.rng.randrange(3, 60)),
        )

    def _side(self, place: int, standing: str) -> Side:
        card = PersonDraft(
            texts.invent_name(self.rng), texts.invent_phone(self.rng), source=Person.Source.DEMO
        )
        person = self.keep(seal_many([card], self.at)[0])
        role = Party.Role.APPLICANT if place == 1 else Party.Role.OTHER
        since = None if place == 1 else self.at
        party = self.keep(Party(case=self.case, person=person, role=role, since=since))
        side = self.keep(Side(mediation=self.row, party=party, place=place, standing=standing))
        self.drawers.append(self.keep(Drawer(side=side, key_sealed=b"")))
        return side

    def accept(self) -> None:
        for side in self.sides:
            for about in (Consent.About.MEDIATE, Consent.About.RIGHTS):
                told = {"side": side, "about": about, "is_yes": True, "how": Consent.How.SIGNED}
                self.keep(Consent(at=self.at, post=self.desk.post, **told))
                facts = {"question": about, "yes": True, "side": side.place}
                self.say("mediation.said", "登记当事人意见", self.desk, **facts)
        self.row.accepted_at = self.at
        year = timezone.localdate(self.at).year
        self.bench.numbers[self.committee.pk, year] += 1
        number = self.bench.numbers[self.committee.pk, year]
        self.row.number = f"（{year}）{self.committee.series}人调字第{number}号"
        self.say("mediation.accepted", "受理调解", self.desk)
        limit = limit_for(self.row)
        self.clock = self.keep(clocks.prepared(self.case, limit, at=self.at, table=self.stage.table))

    def assign(self) -> None:
        mediator = self.by.staff.mediator
        since = {"since": self.at}
        self.given = Assignment(mediation=self.row, mediator=mediator, how=Assignment.How.PROPOSED, **since)
        self.part = PostPart(case=self.case, post=self.by.post, **since)
        self.made += [self.given, self.part]
        self.say("mediation.assigned", "指派调解员", self.desk, mediator=mediator.pk)

    def _stop(self, status: str) -> None:
        self.row.ended_at, self.row.status = self.at, status
        is_in_time = self.at < self.clock.due_at
        self.clock.state = Deadline.State.MET if is_in_time else Deadline.State.LATE
        self.clock.stopped_at, self.clock.alarm_at = self.at, None

    def fail(self) -> str:
        """Not agreed: the ways that are left are told to each side at once. Says which papers a volume of it wants."""
        by_side = self.rng.random() < 0.25
        kind = Ending.Kind.BY_SIDE if by_side else Ending.Kind.FAILED
        self._stop(Status.WITHDRAWN if by_side else Status.FAILED)
        self.row.reason = "" if by_side else FAILED_FOR
        told = {"mediation": self.row, "kind": kind, "side": self.sides[1] if by_side else None}
        ending = self.keep(Ending(at=self.at, post=self.by.post, reason=self.row.reason, **told))
        known = {ENDED: timezone.localdate(self.at)}
        for place, way in enumerate(ways_of(self.row.type), 1):
            told = {"since": known.get(way.event), "last_day": way.last_day(known)}
            self.keep(EndingWay(ending=ending, place=place, way=way.key, **told))
        for side in self.sides:
            self.keep(EndingTold(ending=ending, side=side, how="face", at=self.at, post=self.by.post))
        verb, label = ("mediation.withdrawn", "终止调解") if by_side else ("mediation.failed", "调解不成")
        self.say(verb, label, self.by, how=kind, side=2 if by_side else 0)
        self._visit(VISITS_FAILED)
        self.case.closed_at = self.at
        return Outcome.WITHDRAWN if by_side else Outcome.FAILED

    def agree(self, is_late: bool) -> str:
        """Agreed: one clause, due at once or in three parts; nearly all of it is there by now. Says as `fail` does."""
        is_oral = self.dispute.high == 0 or self.rng.random() < 0.2
        self._stop(Status.AGREED)
        told = {
            "mediation": self.row,
            "is_oral": is_oral,
            "facts": self.row.facts,
            "issues": self.dispute.claims,
        }
        told |= {"written_at": self.at, "effective_at": self.at, "post": self.by.post, "staff": self.by.staff}
        agreement = self.keep(Agreement(**told))
        dues = self._promise(agreement, is_late)
        if not is_oral:
            self._sign(agreement)
        self.say("mediation.agreed", "登记调解协议", self.by, oral=is_oral, partial=False)
        today = timezone.localdate(self.stage.now)
        done = [self._pay(due) for due in dues if due.due_on < today and not (is_late and due is dues[-1])]
        self._visit(VISITS_AGREED)
        if len(done) == len(dues):
            self.row.status = Status.PERFORMED
            at = self.events[-1].at + timedelta(minutes=1)
            self.say("mediation.performed", "全部履行完毕", self.by, at=at, late=False)
            self.case.closed_at = at
        return Outcome.ORAL if is_oral else Outcome.WRITTEN

    def _sign(self, agreement: Agreement) -> None:
        """Both sides and whoever mediated, drawn on the tablet; then the seal."""
        hands = [{"role": Signature.Role.SIDE, "side": side} for side in self.sides]
        hands.append({"role": Signature.Role.MEDIATOR, "mediator": self.by.staff.mediator})
        told = {"agreement": agreement, "at": self.at, "post": self.by.post}
        for hand in hands:
            row = self.keep(Signature(how=Signature.How.TABLET, **hand, **told))
            row.key_sealed = keyring.fresh(row)
            row.drawn_sealed = keyring.sealed_bytes(row, row, "drawn", stroke())
        told["post"] = self.desk.post
        self.keep(Signature(role=Signature.Role.SEAL, how=Signature.How.STAMP, **told))

    def _promise(self, agreement: Agreement, is_late: bool) -> list[Due]:
        """What is owed by the respondent; a sum over some months where it is large."""
        first = timezone.localdate(self.at) + timedelta(days=self.rng.randrange(5, 15))
        if is_late:
            first = timezone.localdate(self.stage.now) - timedelta(days=self.rng.randrange(2, 20))
            first = max(first, timezone.localdate(self.at) + timedelta(days=1))
        told = {"owed_by": self.sides[1], "owed_to": self.sides[0], "words": self.dispute.promise}
        amount, days = None, [first]
        if self.dispute.high:
            amount = Decimal(self.rng.randrange(self.dispute.low, self.dispute.high, 20))
            parts = 3 if amount > 8000 and self.rng.random() < 0.5 and not is_late else 1
            days = [first + timedelta(days=30 * n) for n in range(parts)]
        kind = Obligation.Kind.MONEY if amount else Obligation.Kind.ACT
        told |= {"kind": kind, "amount": amount, "last_day": days[-1]}
        clause = self.keep(Obligation(agreement=agreement, place=1, **told))
        sums = split(amount, len(days)) if amount else [None]
        pairs = enumerate(zip(days, sums, strict=True), 1)
        return [
            self.keep(Due(obligation=clause, number=n, due_on=day, amount=part)) for n, (day, part) in pairs
        ]

    def _pay(self, due: Due):
        """On its day or some days before; one in twelve some days late."""
        began, today = timezone.localdate(self.at), timezone.localdate(self.stage.now)
        shift = self.rng.randrange(1, 9) if self.rng.random() < 0.08 else -self.rng.randrange(0, 4)
        due.settled_on = min(max(due.due_on + timedelta(days=shift), began), today)
        seen = self.rng.choice(Performance.Seen.values)
        at = timezone.localtime(self.at) + (due.settled_on - began)
        told = {"due": due, "done_on": due.settled_on, "amount": due.amount, "seen": seen}
        self.keep(Performance(at=at, post=self.by.post, **told))
        self.say(
            "mediation.due_done",
            "登记履行",
            self.by,
            at=max(at, self.events[-1].at),
            due=due.number,
            whole=True,
        )
        return due.settled_on

    def _visit(self, days: tuple[int, ...]) -> None:
        """Each side by itself; those of the past were made, mostly answered."""
        for side in self.sides:
            for after in days:
                due_on = timezone.localdate(self.at) + timedelta(days=after)
                row = self.keep(FollowUp(mediation=self.row, side=side, after_days=after, due_on=due_on))
                at = timezone.localtime(self.at) + timedelta(days=after)
                if at < self.stage.now:
                    self._answered(row, at)

    def _answered(self, row: FollowUp, at: datetime) -> None:
        row.done_at, row.way, row.staff = at, "phone", self.by.staff
        reached = self.rng.random() < 0.9
        row.answered = FollowUp.Answered.ANSWERED if reached else FollowUp.Answered.UNREACHED
        if reached and row.after_days != VISITS_FAILED[0]:
            row.performed = FollowUp.Performed.YES
            row.content = self.rng.choice(FollowUp.Content.values[:2])
        elif reached:
            row.performed = FollowUp.Performed.NOT_DUE

    def _lock(self) -> None:
        """A drawer of what is long over has no key left."""
        closed = self.case.closed_at
        if closed and closed < self.stage.now - SHREDDED:
            return
        for drawer in self.drawers:
            drawer.key_sealed = keyring.fresh(drawer)
