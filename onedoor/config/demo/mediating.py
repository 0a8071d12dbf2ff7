"""The demo's mediation: what is over in bulk (`mediated`), and some forty told by the actions themselves, one in every state
that a desk, a mediator, a guest or the safety supervisor meets. Everybody in it is invented."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from onedoor.config.demo.asof import as_of
from onedoor.config.demo.disputes import FAILED_FOR
from onedoor.config.demo.lives import How, Life
from onedoor.config.demo.mediated import AGREED, DISPUTES, settle_many
from onedoor.config.demo.mediators import Bench, found_committees
from onedoor.mediation import actions
from onedoor.mediation.actions import gathering, inviting, noting, offering, sitting
from onedoor.mediation.models import Guest
from onedoor.mediation.queries.figures import figures_of
from onedoor.mediation.queries.offers import Terms
from onedoor.safety.actions import raise_level
from onedoor.worktime import counting


def mediate_all(stage, matters: int, all_matters: int) -> None:
    """调解组织、在办的和已结束的调解 — with the article's 7,490 matters what is over is its 1,442, of which 1,335 agreed; with fewer, in
    proportion. What is told one by one counts."""
    bench = found_committees(stage)
    table = Table(stage, bench)
    for tell in (table.wait, table.mediate, table.guard, table.end, table.agree, table.follow, table.file):
        tell()
    told, share = told_by_now(stage), matters / all_matters
    agreed = max(0, round(AGREED * share) - told.part)
    failed = max(0, round(DISPUTES * share) - round(AGREED * share) - (told.whole - told.part))
    settle_many(stage, bench, agreed + failed, agreed)


def told_by_now(stage):
    """So many over, so many of them agreed: as the leader's page counts them."""
    leader = next(one for one in stage.cast.leaders.values() if one.staff.username == "leader")
    today = timezone.localdate(stage.now)
    return figures_of(leader, today - timedelta(days=400), today).whole.success


class Table:
    """What lies on the desk of the centre and on the login mediator's today."""

    def __init__(self, stage, bench: Bench):
        self.stage, self.bench, self.now = stage, bench, stage.now
        self.today = timezone.localdate(self.now)

    def life(self, kind: str = "centre", n: int = 0) -> Life:
        """Under the centre's own committee the people's disputes are mediated by whoever has the login."""
        return Life(self.stage, self.bench, "people" if kind == "centre" else kind, n)

    def coming(self, days: int, hour: int) -> datetime:
        """The working day after so many, at this hour."""
        day = counting.end_of(self.today, days) if days else self.today
        return timezone.make_aware(datetime.combine(day, time(hour)))

    # ------------------------------------------------ not yet in anybody's hands

    def wait(self) -> None:
        police = {
            "from_org": "公安分局大城派出所（演示）",
            "reference": "（2026）演示调字第7号",
            "way_in": "police",
        }
        court = {
            "from_org": "秦州区人民法院（演示）",
            "reference": "（2026）演示诉前调12号",
            "way_in": "court_before",
        }
        self.life(n=0).ask(0)
        self.life(n=1).ask(0.1, **police)
        self.life("labour").ask(1)
        self.life("finance").ask(2, **court)
        self.life("water").ask(3).accept(1)
        self.life("land").ask(4).accept(2)
        declined = self.life(n=5).ask(20)
        with declined.on(19):
            actions.decline(declined.row, reason="对方已经向人民法院起诉。", by=declined.desk)

    # ------------------------------------------------ under way

    def mediate(self) -> None:
        self._sessions()
        self._words()
        self._offers()
        self._outside()

    def _sessions(self) -> None:
        """One today, some this week; one that a side would rather have on another day."""
        for n, (days, hour) in enumerate(((0, 23), (1, 9), (2, 15), (3, 10))):
            life = self.life(n=n).ask(9 - n).assign(7 - n)
            session = life.plan(2 if n < 3 else 1, self.coming(days, hour))
            if n == 2:
                with life.on(1):
                    asked = {"session": session, "side": life.sides[1], "reason": "（虚构）那天要上夜班。"}
                    sitting.ask_postponement(life.row, by=life.by, **asked)
        self.life("traffic").ask(12).assign(10).plan(9, self.coming(2, 11))

    def _words(self) -> None:
        """A drawer with something in it: what one side said alone, a paper in confidence, a message."""
        life = self.life("family").ask(14).assign(12)
        side = life.sides[0]
        at = timezone.make_aware(datetime.combine(life.day(6), time(9)))
        session = life.plan(8, at, side=side)
        with as_of(at):
            held = sitting.open_session(life.row, session=session, present=[(side, None)], by=life.by)
            told = {"session": held, "by": life.by}
            noting.note_apart(life.row, side=side, text="（虚构）最放不下的是老人由谁照顾。", **told)
            given = {"name": "（虚构）开支清单", "shows": "三年的开支", "in_confidence": True}
            gathering.give_evidence(life.row, side=side, by=life.by, **given)
        life.sit(3, "again")

    def _offers(self) -> None:
        """Offers to and fro: kept back, told, answered."""
        life = self.life(n=3).ask(11).assign(9).sit(4, "again")
        one, other = life.sides
        with life.on(3):
            for side, amount in ((one, 3000), (other, 1200)):
                terms = Terms("money", Decimal(amount), "（虚构）")
                made = offering.offer(life.row, side=side, terms=terms, by=life.by)
                self._told(life, made)
            proposed = offering.offer(
                life.row,
                side=None,
                terms=Terms("money", Decimal(2000), "（虚构）折中"),
                is_told=True,
                by=life.by,
            )
            offering.answer_offer(life.row, offer=proposed, side=one, is_yes=True, by=life.by)

    def _told(self, life: Life, made) -> None:
        offering.tell_offer(life.row, offer=made, how=How.ORAL, by=life.by)

    def _outside(self) -> None:
        """An expert's opinion is waited for; the police take part; a second one mediates."""
        life = self.life("medical").ask(16).assign(14)
        with life.on(8):
            told = {"asked_by": "sides", "institution": "省医学会（演示）", "about": "（虚构）因果关系"}
            told["until"] = self.today + timedelta(days=20)
            gathering.ask_expert(life.row, by=life.by, **told)
        life = self.life(n=4).ask(8).assign(6)
        with life.on(5):
            second = self.bench.mediators(self.bench.centre)[1].staff.mediator
            actions.add_second(life.row, mediator=second, by=life.desk)
            told = {"post": self.bench.partner.post, "role": "police", "sees": Guest.Sees.SHARED}
            told |= {"agreed": list(life.row.sides.current()), "how": How.ORAL}
            inviting.invite(life.row, reason="（虚构）出过警，了解经过。", by=life.by, **told)

    def guard(self) -> None:
        """One at S3: nobody sits at one table, nothing is signed; the supervisor finds it."""
        life = self.life("family", 1).ask(6).assign(5)
        with life.on(2):
            why = "（虚构）当面说对方扬言要上门。"
            raise_level(life.row.case, "S3", why, by=life.by, own_fear=True)

    # ------------------------------------------------ over without agreement

    def end(self) -> None:
        """Not agreed, ended by a side, by the office; told, and one not told yet."""
        for n, (kind, days) in enumerate((("finance", 30), ("traffic", 3))):
            life = self.life(kind, n).ask(days + 20).assign(days + 18)
            with life.on(days, 16):
                life.row = actions.fail(life.row, by=life.by, reason=FAILED_FOR, known_on=life.day(days + 60))
            if n == 0:
                life.tell_ways(days)
        self.life(n=2).ask(15).say(14, is_yes=False)
        life = self.life("land", 2).ask(25).assign(23)
        with life.on(12):
            told = {"reason": "（虚构）后来知道是第三家的界，要先由政府处理。"}
            life.row = actions.end_by_office(life.row, by=life.by, **told)
        life.tell_ways(12)

    # ------------------------------------------------ agreed

    def agree(self) -> None:
        """By word and in writing; a day near, one over; a part left open."""
        soon = {"last_day": self.today + timedelta(days=4)}
        self.life(n=1).ask(12).assign(11).sit(5).agree(5, is_oral=True, **soon)
        self.life(n=2).ask(14).assign(12).sit(6).agree(
            6, amount=1800, last_day=self.today + timedelta(days=2)
        )
        partly = {"left_open": "（虚构）误工费另外算。", "last_day": self.today + timedelta(days=15)}
        self.life(n=5).ask(18).assign(16).sit(9).agree(8, amount=5200, **partly)
        late = self._instalments(self.life("labour", 2), 75)
        with late.on(1):
            due = late.fresh().agreements.get().obligations.get().dues.get(number=2)
            actions.urge(late.row, by=late.by, due=due, channel="phone")
        self._before_court()

    def _instalments(self, life: Life, days: int) -> Life:
        """Three months' parts: the first was paid, the second is over its day."""
        life.ask(days + 10).assign(days + 8).sit(days)
        first = self.today - timedelta(days=days - 20)
        life.agree(days, amount=9000, instalments=3, first_day=first)
        return life.pay(days - 20)

    def _before_court(self) -> None:
        """Agreed 27 days ago, and both would ask the court."""
        life = (
            self.life("finance")
            .ask(40)
            .assign(38)
            .sit(28)
            .agree(27, amount=36000, last_day=self.today + timedelta(days=60))
        )
        with life.on(20):
            no = dict.fromkeys(("outside", "status", "procedure", "title", "harm", "unclear"), False)
            actions.check_confirmable(life.row, by=life.by, **no)

    # ------------------------------------------------ performed, and what came after

    def follow(self) -> None:
        """Kept; visited; broken and gone back to."""
        for n, days in enumerate((45, 12)):
            life = (
                self.life(n=n)
                .ask(days + 12)
                .assign(days + 10)
                .sit(days + 2)
                .agree(days, amount=600, last_day=self.today - timedelta(days=days - 5))
            )
            life.pay(days - 3)
        visited = life.fresh().followups.open().order_by("due_on", "side__place").first()
        with life.on(2):
            told = {
                "answered": "answered",
                "performed": "yes",
                "content": "yes",
                "answer": "（虚构）钱收到了。",
            }
            actions.visit(life.row, by=life.by, followup=visited, **told)
        broken = (
            self.life(n=4)
            .ask(60)
            .assign(58)
            .sit(50)
            .agree(49, amount=2400, last_day=self.today - timedelta(days=20))
        )
        with broken.on(10):
            actions.breach(broken.row, by=broken.by, way="again", words="（虚构）催过两次没有给。")
        with broken.on(9):
            broken.row = actions.reopen(
                broken.fresh(), by=broken.desk, reason="（虚构）约定没有履行，双方愿意再谈。"
            )

        self._break_off()

    def _break_off(self) -> None:
        """Not kept: it goes to the court that can order it paid."""
        told = {"amount": 4300, "last_day": self.today - timedelta(days=30)}
        life = self.life("finance").ask(70).assign(68).sit(60).agree(58, **told)
        with life.on(14):
            words = {"way": "suit", "words": "（虚构）催过三次，说没有钱。"}
            actions.breach(life.row, by=life.by, **words)
            actions.break_off(life.row, by=life.by, **words)

    def file(self) -> None:
        """Closed, bound and sealed: with the papers that were there, and why one was not."""
        life = (
            self.life("water", 1)
            .ask(110)
            .assign(108)
            .sit(101)
            .agree(100, amount=900, last_day=self.today - timedelta(days=95))
            .pay(96)
        )
        with life.on(4):
            life.row = actions.file(life.fresh(), by=life.desk, reason="（虚构）申请人的身份证复印件没有留。")
        actions.bind_volume(life.row, by=life.desk)
