"""The demo's legal aid: a roster, a few talks at the window, and an application in every state. Everybody in it is invented."""

from datetime import date, timedelta

from django.utils import timezone

from onedoor.aid import actions
from onedoor.aid.applying import Asked, Notice, Told, Who
from onedoor.aid.models import Application, Lawyer
from onedoor.persons.models import Person
from onedoor.posts.actor import Actor
from onedoor.posts.models import Tenure

OFFICER, REVIEWER, LAWYER = "aidofficer", "aidreviewer", "lawyer"
ALL = ["identity", "facts", "hardship", "work"]
EXEMPT = ["identity", "facts", "exempt", "work"]
BASIS = "演示用标准（虚构，不是本省公布的标准）"


def ask_for_aid() -> None:
    """法律援助 — by the actions themselves: the letters are there to be opened, and every clock runs."""
    Asking().tell()


class Asking:
    """One morning at the window for legal aid."""

    def __init__(self):
        seats = Tenure.objects.select_related("staff", "post__type", "post__org__region", "post__region")
        self.seats = seats.order_by("pk")
        self.officer, self.reviewer = self._seat(OFFICER), self._seat(REVIEWER)
        self.lawyers, self.number = self._enrol(), 0

    def _seat(self, login: str) -> Actor:
        held = self.seats.get(staff__username=login)
        return Actor(held.staff, held.post)

    def _enrol(self) -> list[Actor]:
        """The login first; then whoever else gives legal advice in the demo."""
        found = self.seats.filter(post__type__code="lawyer").exclude(post__title__contains="公证")
        held = sorted(found, key=lambda one: one.staff.username != LAWYER)
        told = {"topics": ["labour", "family"], "languages": "普通话、天水话", "by": self.officer}
        for number, one in enumerate(held):
            licensed = date(2015 + 9 * number, 7, 1)
            actions.enrol(post=one.post, staff=one.staff, licensed_on=licensed, **told)
        return [Actor(one.staff, one.post) for one in held]

    def tell(self) -> None:
        today = timezone.localdate()
        actions.set_standard(since=today.replace(month=1, day=1), monthly=900, basis=BASIS, by=self.officer)
        self.advise()
        self.wait()
        self.refuse()
        if self.lawyers:
            self.work()

    # -------------------------------------------------------- who came

    def who(self, name: str, other: str = "") -> Who:
        """Invented, and saying so; the numbers are not given out to anybody."""
        self.number += 1
        return Who(self._person(name, 0), self._person(other, 500) if other else None)

    def _person(self, name: str, apart: int) -> dict:
        phone = f"1390000{self.number + apart:04d}"
        told = {"name": f"{name}（虚构）", "phone": phone, "identity": "", "card_seen": False}
        return told | {"source": Person.Source.DEMO}

    def apply(self, name: str, facts: str, other: str = "", *, by=None, **more) -> Application:
        told = {"kind": "labour", "household": 4, "income": 3200, "papers": ALL} | more
        told |= {"facts": f"（虚构）{facts}", "who": self.who(name, other)}
        return actions.apply_(Told(**told), by=by or self.officer)[0]

    def advise(self) -> None:
        """Talks at the window: one over, one with a court day, one on its way to an application."""
        if not self.lawyers:
            return
        court = timezone.localtime().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=12)
        told = {"told": "（虚构）说明了时效和要准备的证据。", "handed": "借款合同范本"}
        debt = Asked("debt", "（虚构）借条到期两年，没有催过。", **told, who=self.who("老郑"))
        family = Asked("family", "（虚构）起诉离婚，已经立案。", who=self.who("小何"), next_step="court")
        family.court, family.court_at = "秦州区人民法院第二法庭（虚构）", court
        for asked in (debt, family):
            actions.advise(asked, by=self.lawyers[0])
        injury = Asked(
            "injury", "（虚构）工地上摔伤，没有签合同。", who=self.who("老马", "宏业劳务"), next_step="aid"
        )
        actions.advise(injury, by=self.officer)

    # -------------------------------------------------------- what became of it

    def wait(self) -> None:
        """What lies on the desk: new, urgent, waiting for papers, granted, by notice, in a duty lawyer's hands."""
        now = timezone.now()
        self.apply("老周", "三个月工资没有发。", "顺达物流")
        self.apply("小吴", "仲裁时效还有四天。", "美居装饰", papers=["identity"], urgency="expiring")
        actions.want(self.apply("老田", "老板不认劳动关系。", papers=["identity", "facts"]), by=self.officer)
        actions.grant(self.apply("小秦", "工伤没有赔。", exempt="migrant", papers=EXEMPT), by=self.officer)
        notice = Notice("child", "秦州区人民法院（虚构）", "（虚构）盗窃案，审判阶段。", "（2026）演示01号")
        notice.arrived_at, notice.who, notice.secrecy = now - timedelta(hours=20), self.who("小李"), "normal"
        actions.notify(notice, by=self.officer)
        if self.lawyers:
            told = {
                "kind": "defence",
                "via": "duty",
                "organ": "看守所（虚构）",
                "papers": ["identity", "facts"],
            }
            asked_at = now - timedelta(hours=3)
            self.apply("老冯", "要请律师辩护。", by=self.lawyers[0], custody_at=asked_at, **told)

    def refuse(self) -> None:
        """No help, and what may follow: an objection that waits, one upheld; one who took it back."""
        reason = "家庭人均收入高于经济困难标准，也没有免予核查的情形。"
        first, second, third = (
            self.apply(name, "要支付加班费。", income=9000) for name in ("小钱", "老孙", "小赵")
        )
        for one in (first, second, third):
            actions.decline(one, reason=reason, by=self.officer)
        for one in (second, third):
            actions.object_(one, words="（虚构）家里有病人，花销大。", by=self.officer)
        actions.uphold(third, reason="申报的收入经核对属实。", by=self.reviewer)
        actions.withdraw(
            self.apply("老范", "已经和解。"), why="own", reason="本人到窗口说的。", by=self.officer
        )

    def work(self) -> None:
        """With the lawyer: assigned, under way with a court day, over and rated, ended early."""
        given = [self._given(name) for name in ("小杨", "老黄", "小林", "老梁")]
        lawyer = self.lawyers[0]
        for one in given[1:3]:
            actions.take_up(one, by=lawyer)
        court = timezone.localtime().replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=8)
        actions.progress(given[1], words="（虚构）仲裁已经立案，材料交齐了。", by=lawyer)
        actions.set_hearing(given[1], at=court, place="区劳动人事争议仲裁院第一庭（虚构）", by=lawyer)
        actions.close(given[2], result="（虚构）裁决支付工资一万二千元。", by=lawyer)
        actions.rate(given[2], stars=5, by=self.officer)
        actions.terminate(given[3], ended_for="own", reason="（虚构）自己请了律师。", by=self.officer)

    def _given(self, name: str) -> Application:
        application = actions.grant(self.apply(name, "工资没有结清。", "恒通建材"), by=self.officer)
        first = Lawyer.objects.get(staff=self.lawyers[0].staff)
        return actions.assign(application, lawyer=first, by=self.officer)
