"""The demo's hall: the eight windows of the article, and the 1,200 visits of half a year that passed them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from onedoor.cases.models import Slip
from onedoor.hall.models import (
    Day,
    Device,
    Need,
    Offer,
    Period,
    Policy,
    PriorityGroup,
    Rating,
    Seat,
    Series,
    Service,
    Sitting,
    Ticket,
    Visit,
    Window,
)
from onedoor.kit import rows
from onedoor.matters.models import Matter
from onedoor.posts.models import Org, Staff
from onedoor.venues.models import Centre

VISITS, PER_MATTERS = 1200, 7490
K = Period.Kind
# Code, letter, name, minutes, unit that sits there (by number), what for.
SERVICES = (
    ("intake", "A", "综合受理", 10, "000", "什么事都可以先到这里登记"),
    ("supervise", "B", "分流督办", 8, "000", "问登记过的事办到哪里了、为什么还没有办"),
    ("petition", "C", "信访接待", 20, "216", "意见、建议和信访诉求"),
    ("livelihood", "D", "民生服务", 12, "207", "低保、救助、社保、残疾人和老年人服务"),
    ("legal_matters", "E", "涉法涉诉", 18, "228", "案件办理、判决执行方面的事"),
    ("court_link", "F", "诉调对接", 22, "227", "起诉以前先调解、确认调解协议"),
    ("legal_aid", "G", "法律援助", 20, "214", "请不起律师时申请法律援助"),
    ("legal_advice", "H", "法律咨询", 15, "214", "问法律问题，免费"),
)
# Has no window of its own: the court's is its, and in the afternoon the committee's secretary sits there.
MEDIATION = ("mediation", "J", "调解", 25, "000", "邻里、家庭、欠款、赔偿等纠纷，请人从中调解，不收钱")
AT_MEDIATION, SECRETARY = 6, "mediationdesk"
# Window n has service n of the list for its own (weight 3) and helps out with these (weight 1).
HELPS = (
    ("supervise", "mediation"),
    ("intake",),
    ("intake",),
    ("intake",),
    ("legal_advice",),
    ("legal_matters", "mediation"),
    ("legal_advice",),
    ("legal_aid",),
)
GROUPS = (
    ("70岁以上老年人", "《老年人权益保障法》第五十八条"),
    ("残疾人、伤残军人", ""),
    ("孕妇、抱婴幼儿的人", ""),
    ("重病患者", ""),
    ("现役军人、退役军人、军烈属", ""),
    ("消防救援人员", ""),
)
# How many of a hundred visits are for each service, and how they come to the machine through the day.
SHARES = (24, 8, 15, 14, 7, 8, 8, 12, 4)
HOURS = ((8, 6), (9, 20), (10, 22), (11, 12), (14, 9), (15, 16), (16, 11), (17, 4))


def lay_hall(org: Org) -> Centre:
    """大厅的设置 — made where missing; what somebody changed since stays."""
    told = {"region": org.region, "name": org.name}
    told |= {name: str(settings.CENTRE[name]) for name in ("address", "hours", "phone")}
    centre, _new = Centre.objects.get_or_create(org=org, defaults=told)
    Policy.objects.get_or_create(centre=centre, defaults={"is_always_open": True})
    for n, (name, basis) in enumerate(GROUPS):
        PriorityGroup.objects.get_or_create(centre=centre, name=name, defaults={"basis": basis, "order": n})
    for n, (code, letter, name, minutes, _unit, about) in enumerate((*SERVICES, MEDIATION), start=1):
        known = {"letter": letter, "name": name, "minutes": minutes, "about": about, "order": n}
        Service.objects.get_or_create(centre=centre, code=code, defaults=known)
    _lay_windows(centre)
    for kind, name in (
        (Device.Kind.KIOSK, "大门取号机"),
        (Device.Kind.SCREEN, "大厅叫号屏"),
        (Device.Kind.RATER, "1号窗口评价器"),
    ):
        Device.objects.get_or_create(centre=centre, kind=kind, name=name)
    rater = Device.objects.get(centre=centre, kind=Device.Kind.RATER)
    rater.windows.set(centre.windows.filter(number=1))
    return centre


def _lay_windows(centre: Centre) -> None:
    services = {one.code: one for one in centre.services.all()}
    units = {org.number: org for org in Org.objects.exclude(number=None)}
    for number, (own, helps) in enumerate(zip(SERVICES, HELPS, strict=True), start=1):
        told = {"name": own[2], "org": units.get(own[4]), "is_low": number == 4}
        window, is_new = Window.objects.get_or_create(centre=centre, number=number, defaults=told)
        if is_new:
            Offer.objects.create(window=window, service=services[own[0]], weight=3)
            for code in helps:
                Offer.objects.create(window=window, service=services[code], weight=1)


def receive(stage, stories, matters: int) -> None:
    """大厅半年 — visits of working days, some of which led to the matters of the window; today's line still stands."""
    centre = lay_hall(stage.centre.post.org)
    told = Telling(stage, centre)
    wanted = max(30, VISITS * matters // PER_MATTERS)
    from_window = [story for story in stories if story.matter.source == Matter.Source.WINDOW]
    turned = from_window[: wanted // 5]
    days = told.working_days()
    moments = [(story.case.opened_at, story.case) for story in turned]
    moments += [
        (told.some_moment(stage.rng.choice(days)), None) for _n in range(wanted - len(turned) - len(TODAY))
    ]
    for at, case in sorted(moments, key=lambda moment: moment[0]):
        told.whole(at, case)
    for step in TODAY:
        told.today(step)
    told.write()
    _plan_weeks(centre, stage)


# Today's line: how many minutes ago they came, for which service, and whether they have been served.
TODAY = (
    *((95, 0, True), (88, 3, True), (80, 7, True), (71, 2, True), (60, 0, True), (47, 5, True)),
    *(
        (34, 0, False),
        (31, 2, False),
        (26, 0, False),
        (22, 7, False),
        (15, 6, False),
        (9, 0, False),
        (4, 3, False),
        (2, 8, False),
    ),
)


class Telling:
    """Rows of visits, numbered by the day as the real counters would have."""

    def __init__(self, stage, centre: Centre):
        self.stage, self.rng, self.centre = stage, stage.rng, centre
        self.services = list(centre.services.order_by("order"))
        self.windows = {window.number: window for window in centre.windows.all()}
        self.days: dict = {}
        self.series: dict = {}
        self.slips, self.visits, self.needs, self.tickets = [], [], [], []
        self.periods, self.ratings = [], []
        self.posts = self._posts()

    def _posts(self) -> dict[int, object]:
        """Who serves at which window."""
        cast = self.stage.cast
        by_unit = {actor.post.org.number: actor.post for actor in cast.handlers.values()}
        own = {1: cast.clerk.post, 2: self.stage.centre.post}
        return {n: own.get(n) or by_unit.get(SERVICES[n - 1][4], cast.clerk.post) for n in range(1, 9)}

    def working_days(self) -> list:
        today = timezone.localdate(self.stage.now)
        days = [today - timedelta(days=n) for n in range(1, 201)]
        return [day for day in days if self.stage.table.is_workday(day)]

    def some_moment(self, day) -> datetime:
        hour = self.rng.choices([h for h, _w in HOURS], [w for _h, w in HOURS])[0]
        at = datetime.combine(day, datetime.min.time(), self.stage.now.tzinfo)
        return at.replace(hour=hour, minute=self.rng.randrange(60), second=self.rng.randrange(60))

    def coming(self, at: datetime, service: Service, case=None) -> Ticket:
        day, rng = self._day(at), self.rng
        code = case.code if case else self.stage.next_code(self.centre.org, at)
        seed = UUID(int=rng.getrandbits(128), version=4)
        slip = Slip(code=code, seed=seed, at=at, case=case)
        visit = Visit(
            day=day,
            key=UUID(int=rng.getrandbits(128), version=4),
            slip=slip,
            people=rng.choices((1, 2, 3, 6, 14), (78, 15, 4, 2, 1))[0],
            is_priority=rng.random() < 0.18,
            came_at=at,
        )
        key = (day.date, service.letter)
        self.series[key] = self.series.get(key, 0) + 1
        head_start = timedelta(minutes=30 if visit.is_priority else 0)
        ticket = Ticket(
            day=day,
            visit=visit,
            letter=service.letter,
            number=self.series[key],
            service=service,
            stands_at=at - head_start,
        )
        self.slips.append(slip)
        self.visits.append(visit)
        self.tickets.append(ticket)
        return ticket

    def _day(self, at: datetime) -> Day:
        date = timezone.localdate(at)
        if date not in self.days:
            self.days[date] = Day(centre=self.centre, date=date)
        return self.days[date]

    def whole(self, at: datetime, case=None) -> None:
        """A visit from the machine to the door; one in twenty is missed, one in eight goes on to a second window."""
        rng = self.rng
        service = self.services[0] if case else rng.choices(self.services, SHARES)[0]
        ticket = self.coming(at - timedelta(minutes=rng.randrange(20, 40)) if case else at, service, case)
        ended = self.served(ticket, service, 1, case is not None)
        if case is None and rng.random() < 0.05:
            self._miss(ticket)
        elif case is None and rng.random() < 0.12:
            other = rng.choice([one for one in self.services if one != service])
            ended = self.served(ticket, other, 2, False, ended)
        ticket.visit.went_at = ended
        if ticket.status in ("done", "turned") and rng.random() < 0.45:
            self.rate(ticket, ended)

    def served(self, ticket, service, position: int, turned: bool, since=None) -> datetime:
        rng, begun = self.rng, since or ticket.visit.came_at
        own = service.order if service.order in self.windows else AT_MEDIATION
        number = own if rng.random() < 0.85 else rng.choice(self._helpers(service))
        window = self.windows[number]
        called = begun + timedelta(
            minutes=min(70, rng.lognormvariate(2.1, 0.7)) * (0.5 if ticket.visit.is_priority else 1)
        )
        began = called + timedelta(seconds=rng.randrange(15, 90))
        ended = began + timedelta(minutes=min(90, service.minutes * rng.lognormvariate(-0.1, 0.5)))
        post = self.posts[number]
        spans = ((K.MOVED if since else K.WAITING, None, begun, called), (K.CALLED, window, called, began))
        for kind, at_window, start, end in (*spans, (K.SERVING, window, began, ended)):
            self.periods.append(
                Period(
                    ticket=ticket,
                    kind=kind,
                    service=service,
                    window=at_window,
                    post=post,
                    began_at=start,
                    ended_at=end,
                )
            )
        outcome = Need.Outcome.TURNED if turned else Need.Outcome.SERVED
        self.needs.append(Need(visit=ticket.visit, service=service, position=position, outcome=outcome))
        ticket.status, ticket.service = ("turned" if turned else "done"), service
        ticket.window, ticket.calls, ticket.called_at = window, 1, called
        return ended

    def _helpers(self, service) -> list[int]:
        return [n for n, helps in enumerate(HELPS, start=1) if service.code in helps] or [service.order]

    def _miss(self, ticket) -> None:
        """Called and gone: what was told of the serving is taken back."""
        serving = self.periods.pop()
        serving.kind = K.MISSED
        self.periods.append(serving)
        self.needs[-1].outcome = Need.Outcome.DROPPED
        ticket.status, ticket.window = "left", None

    def rate(self, ticket, at: datetime) -> None:
        rng, day = self.rng, timezone.localdate(at)
        stars = rng.choices((3, 2, 1), (86, 11, 3))[0]
        manners = [m for m in Rating.Manner.values if rng.random() < (0.4 if stars == 3 else 0.08)]
        ticket.is_rated = True
        self.ratings.append(
            Rating(
                id=UUID(int=rng.getrandbits(128), version=4),
                service=ticket.service,
                week=day - timedelta(days=day.weekday()),
                stars=stars,
                manners=manners,
            )
        )

    def today(self, step: tuple) -> None:
        minutes, service, is_over = step
        at = self.stage.now - timedelta(minutes=minutes)
        service = self.services[service]
        ticket = self.coming(at, service)
        if is_over:
            ticket.visit.went_at = min(self.served(ticket, service, 1, False), self.stage.now)
            self._until_now()
            return
        self.needs.append(Need(visit=ticket.visit, service=service, position=1))
        self.periods.append(
            Period(ticket=ticket, kind=K.WAITING, service=service, post=self.stage.resident.post, began_at=at)
        )

    def _until_now(self) -> None:
        """Nothing of today lies in the future."""
        for period in self.periods[-3:]:
            period.began_at = min(period.began_at, self.stage.now)
            period.ended_at = min(period.ended_at, self.stage.now)

    def write(self) -> None:
        Day.objects.bulk_create(self.days.values())
        series = [
            Series(day=self.days[date], letter=letter, last=last)
            for (date, letter), last in self.series.items()
        ]
        for batch in (series, self.slips, self.visits, self.needs, self.tickets, self.periods):
            if batch:
                rows.insert(batch)
        Rating.objects.bulk_create(self.ratings)


def _plan_weeks(centre: Centre, stage) -> None:
    """Who sits where this week and the next: the same people, as the article's seconded staff do."""
    cast, monday = (
        stage.cast,
        timezone.localdate(stage.now) - timedelta(days=timezone.localdate(stage.now).weekday()),
    )
    by_unit = {actor.post.org.number: actor.staff for actor in cast.handlers.values()}
    own = {1: cast.clerk.staff, 2: stage.centre.staff}
    sitting = {n: own.get(n) or by_unit.get(SERVICES[n - 1][4]) for n in range(1, 9)}
    # One lawyer cannot sit at two windows: aid in the morning, advice in the afternoon.
    halves = {7: ("am",), 8: ("pm",), AT_MEDIATION: ("am",)}
    planned = [(window, sitting.get(window.number), halves) for window in centre.windows.all()]
    secretary = Staff.objects.filter(username=SECRETARY).first()
    planned.append((centre.windows.get(number=AT_MEDIATION), secretary, {AT_MEDIATION: ("pm",)}))
    seats = [
        Seat(window=window, date=day, half=half, staff=staff, kind="resident" if window.number > 2 else "own")
        for window, staff, when in planned
        if staff
        for day in (monday + timedelta(days=n) for n in range(14))
        if stage.table.is_workday(day)
        for half in when.get(window.number, ("am", "pm"))
    ]
    Seat.objects.bulk_create(seats)
    _sit_down(centre, sitting, stage)


def _sit_down(centre: Centre, sitting, stage) -> None:
    """Whoever is planned sits there since an hour ago, or since midnight: the machine can say how long it takes."""
    cast = stage.cast
    posts = {actor.staff.pk: actor.post for actor in (cast.clerk, stage.centre, *cast.handlers.values())}
    today = timezone.localtime(stage.now).replace(hour=0, minute=0, second=0, microsecond=0)
    since, seen, sittings = max(stage.now - timedelta(hours=1), today), set(), []
    for window in centre.windows.all():
        staff = sitting.get(window.number)
        if staff and staff.pk not in seen:
            seen.add(staff.pk)
            sittings.append(Sitting(window=window, staff=staff, post=posts[staff.pk], since=since))
    Sitting.objects.bulk_create(sittings)
