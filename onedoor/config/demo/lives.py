"""One dispute of the demo, told by the actions themselves: each step on the day on which it was. Everybody in it is invented."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from onedoor.config.demo import texts
from onedoor.config.demo.asof import as_of
from onedoor.config.demo.disputes import BY_KIND
from onedoor.config.demo.hands import drawing
from onedoor.config.demo.mediators import Bench
from onedoor.mediation import actions
from onedoor.mediation.actions import recording, sitting, summoning
from onedoor.mediation.applying import Told, Who
from onedoor.mediation.models import Consent, Mediation, Obligation, Performance, Side, Signature
from onedoor.mediation.queries.sessions import Words
from onedoor.persons.models import Person

S, About, How = Side.Standing, Consent.About, Consent.How
PLACE, NUMBERS = "调解室（演示）", count(1)


class Life:
    """One dispute, step by step. Each step says how many days ago it was; whoever acts is the desk or who mediates."""

    def __init__(self, stage, bench: Bench, kind: str, n: int = 0):
        self.stage, self.rng, self.bench = stage, stage.rng, bench
        self.dispute = BY_KIND[kind][n % len(BY_KIND[kind])]
        self.committee = bench.seven.get(kind, bench.centre)
        self.desk, self.by = bench.desk, bench.mediators(self.committee)[0]
        self.row: Mediation

    def on(self, days_ago: float, hour: int = 10):
        """Then, in the hours of the office; of today not later than now."""
        at = timezone.localtime(self.stage.now - timedelta(days=days_ago))
        at = at.replace(hour=hour, minute=self.rng.randrange(50), second=0, microsecond=0)
        return as_of(min(at, self.stage.now - timedelta(minutes=30)))

    def day(self, days_ago: int) -> date:
        return timezone.localdate(self.stage.now) - timedelta(days=days_ago)

    @property
    def sides(self) -> list[Side]:
        return list(self.row.sides.current())

    def fresh(self) -> Mediation:
        self.row = Mediation.objects.for_rows().get(pk=self.row.pk)
        return self.row

    def who(self, standing: str, **more) -> Who:
        n = next(NUMBERS)
        person = {"name": texts.invent_name(self.rng), "phone": f"139000{10000 + n:05d}", "identity": ""}
        person |= {"card_seen": False, "source": Person.Source.DEMO}
        return Who(person, standing, **more)

    # ------------------------------------------------ the way in

    def ask(self, days_ago: float, **more) -> "Life":
        told = {
            "type": self.dispute.type,
            "facts": f"（虚构）{self.dispute.facts}",
            "claims": self.dispute.claims,
        }
        told |= {"committee": self.committee, "place": self.rng.choice(texts.SURFACES)}
        sides = [self.who(S.APPLICANT), self.who(S.RESPONDENT)]
        with self.on(days_ago, 9):
            self.row, _pin = actions.apply_(Told(sides=sides, **told | more), by=self.desk)
        return self

    def say(self, days_ago: float, about: str = About.MEDIATE, is_yes: bool = True) -> "Life":
        with self.on(days_ago, 11):
            for side in self.sides if is_yes else self.sides[1:]:
                actions.say_for(self.row, side=side, about=about, is_yes=is_yes, how=How.SIGNED, by=self.desk)
        return self

    def accept(self, days_ago: float) -> "Life":
        self.say(days_ago)
        with self.on(days_ago, 14):
            self.row = actions.accept(self.row, by=self.desk)
        return self

    def assign(self, days_ago: float) -> "Life":
        """Accepted, in somebody's hands, and the sides know their rights."""
        self.accept(days_ago)
        with self.on(days_ago, 15):
            self.row = actions.assign(self.row, self.by.staff.mediator, by=self.desk)
            for side in self.sides:
                actions.tell_rights(self.row, side=side, how=How.SIGNED, by=self.by)
        return self

    # ------------------------------------------------ at the table

    def plan(self, days_ago: float, at: datetime, **more):
        with self.on(days_ago):
            told = {"starts_at": at, "ends_at": at + timedelta(minutes=90), "place": PLACE, "by": self.by}
            session = sitting.plan(self.row, **told | more)
            for summons in session.summonses.select_related("side"):
                summoning.tell_side(self.row, summons=summons, channel="phone", result="reached", by=self.by)
        return session

    def sit(self, days_ago: int, result: str = "agreed") -> "Life":
        """A joint session, its record read back and signed on the screen."""
        at = timezone.make_aware(datetime.combine(self.day(days_ago), time(15)))
        session = self.plan(days_ago + 5, at)
        words = Words(
            {side.place: "（虚构）说了经过和自己的想法。" for side in self.sides}, outcome="（虚构）"
        )
        with as_of(at):
            told = {"session": session, "by": self.by}
            sitting.open_session(self.row, present=[(side, None) for side in self.sides], **told)
            recording.write_record(self.row, words=words, rights_told=True, result=result, **told)
            recording.read_back(self.row, **told)
            for side in [*self.sides, None]:
                recording.sign(self.row, side=side, drawn=drawing(), **told)
        return self

    # ------------------------------------------------ what was agreed

    def agree(self, days_ago: float, is_oral: bool = False, left_open: str = "", **clause) -> "Life":
        """A written agreement with everybody's hand and the seal, or one by word."""
        with self.on(days_ago, 16):
            told = {"facts": self.row.facts, "issues": self.dispute.claims, "left_open": left_open}
            actions.write_agreement(self.fresh(), by=self.by, **told)
            self.promise(**clause)
            if is_oral:
                self.row = actions.agree_by_word(self.row, by=self.by)
            else:
                self.sign()
        self.fresh()
        return self

    def promise(self, amount=None, **clause) -> None:
        one, other = self.sides[:2]
        kind = Obligation.Kind.MONEY if amount else Obligation.Kind.ACT
        told = {"kind": kind, "owed_by": other, "owed_to": one, "words": self.dispute.promise}
        actions.add_obligation(self.row, by=self.by, amount=amount and Decimal(amount), **told | clause)

    def sign(self) -> None:
        hand = {"how": Signature.How.TABLET, "drawn": drawing()}
        for side in self.sides:
            actions.sign_for_side(self.row, by=self.by, side=side, **hand)
        actions.sign_as_mediator(self.row, by=self.by, **hand)
        actions.seal(self.row, by=self.desk)

    def pay(self, days_ago: int, number: int = 1) -> "Life":
        agreement = self.fresh().agreements.current().get()
        due = agreement.obligations.get().dues.get(number=number)
        seen = Performance.Seen.PRESENT
        with self.on(days_ago, 11):
            told = {"due": due, "done_on": self.day(days_ago), "seen": seen, "amount": due.amount}
            self.row = actions.perform(self.row, by=self.by, **told)
        return self

    def tell_ways(self, days_ago: float) -> "Life":
        with self.on(days_ago, 17):
            for side in self.sides:
                actions.tell_side(self.fresh(), by=self.by, side=side, how="face")
        return self
