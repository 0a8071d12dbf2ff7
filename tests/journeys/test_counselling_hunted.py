"""谈话在哪儿都找不到 — every way out of the house is hunted along, and each hunt is shown what it must be able to find."""

import io
import logging
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from onedoor.api.tests.conftest import Caller
from onedoor.appointments.models import Provider, Service
from onedoor.appointments.queries.feed import entries_of
from onedoor.appointments.tests.people import Office
from onedoor.config.audience import EVERYONE, RESIDENT_KEY, TOKEN
from onedoor.config.digests import send_digests
from onedoor.config.doors import DOORS
from onedoor.counselling import actions
from onedoor.counselling.management.commands import rotate_talks
from onedoor.counselling.models import Talk
from onedoor.counselling.queries import talks as talk_queries
from onedoor.counselling.tests.talks import Talks
from onedoor.hall.models import Device
from onedoor.kit.problems import NotNow
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.notices.actions import tell_post
from onedoor.posts.given import system_actor
from tests.house.test_doors import SAMPLES, addresses, kinds
from tests.journeys.test_counselling_unseen import ENDLESS, hunter, read, tables_with

MARK = "雪雁啼霜"
WIDE = ("matter.register", "matter.accept", "matter.triage", "matter.dispatch", "matter.add", "case.see")
PRINTING = (
    "ring_clocks", "check_sight", "verify_timelines", "verify_audit", "replay_lifecycles", "recount_deadlines",
    "seal_audit", "rotate_talks", "destroy_talks", "rotate_keys", "rotate_contacts",
)  # fmt: skip
DAV = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
ALL_PROPERTIES = f"<D:propfind {DAV}><D:allprop/></D:propfind>"
DATA = "<D:prop><D:getetag/><D:displayname/><C:calendar-data/></D:prop>"
REPORTS = (
    f'<C:calendar-query {DAV}>{DATA}<C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>',
    f"<C:calendar-multiget {DAV}>{DATA}<D:href>HREF</D:href></C:calendar-multiget>",
    f'<C:free-busy-query {DAV}><C:time-range start="20200101T000000Z" end="20990101T000000Z"/></C:free-busy-query>',
    f"<D:sync-collection {DAV}><D:sync-token/><D:sync-level>1</D:sync-level>{DATA}</D:sync-collection>",
)
SECRET_WORDS = ("称呼", "号码", "时间", "记录", "希望", "谢谢", "理由", "回访", "报告", "漏水", "不该看")
FIGURE = re.compile(r'<td class="right num">([^<]*)</td>')


class House:
    """A house with a talk in it, a hall's machine, a provider with a calendar, a partner, and a resident of their own."""

    def __init__(self, town):
        self.town = town
        self.talks = Talks(town, MARK)
        self.talks.session = self.talks.everything()
        self.talk = self.talks.talk
        self.office = Office(town)
        self.kiosk = Device.objects.create(centre=self.office.centre, kind=Device.Kind.KIOSK, name="取号机一")
        self.screen = Device.objects.create(
            centre=self.office.centre, kind=Device.Kind.SCREEN, name="叫号屏一"
        )
        self.planted = ""

    @property
    def code(self):
        return self.talk.case.code

    def tells(self, text: str, *, may_hold_code=False) -> bool:
        """Its words anywhere; its code where nobody typed it."""
        return any(f"{MARK}{word}" in text for word in SECRET_WORDS) or (
            not may_hold_code and self.code in text
        )

    def walk(self, client, audience, **known) -> list[str]:
        """Every page of one audience, with whatever may be known already in its address."""
        found = []
        for name, converters in addresses(get_resolver().url_patterns):
            if name in ENDLESS or DOORS.get(name, {}).get("GET") is not audience:
                continue
            for key in (self.talk.pk, self.talks.session.pk, self.talk.case_id):
                sample = SAMPLES | {"str": self.code, "path": self.code, "uuid": key} | known
                asked = kinds(converters)
                url = reverse(name, kwargs={word: sample[kind] for word, kind in asked})
                text = read(client.get(url))
                found += [url] if self.tells(text, may_hold_code=bool(asked)) else []
                if not asked:
                    break
        return found


@pytest.fixture
def house(town):
    return House(town)


def guests(house, _caplog):
    """Nobody who is signed in: pages, search, the sitemap and robots, errors."""
    client = Client(raise_request_exception=False)
    found = house.walk(client, EVERYONE)
    for url in ("/robots.txt", "/sitemap.xml", f"/{house.code}/", f"/counselling/talks/{house.talk.pk}/"):
        found += [url] if house.tells(read(client.get(url)), may_hold_code=house.code in url) else []
    return found


def residents(house, _caplog):
    """Somebody with code and PIN of a matter of their own, on every page that asks for them."""
    draft = Draft(
        house.planted or "路灯坏了", "一楼", "window", community=house.town.community, desk=house.town.centre
    )
    taken = matters.register(draft, by=house.town.actor("clerk", name="登记人"))
    client = Client(raise_request_exception=False)
    opened = client.post("/track/", {"code": taken.matter.case.code, "pin": taken.pin}, follow=True)
    assert taken.matter.case.code in read(opened)
    own = house.walk(client, RESIDENT_KEY, str=taken.matter.case.code)
    return own + house.walk(client, RESIDENT_KEY)


def partners(house, _caplog):
    """A partner's token that may do all a partner may, at every address of the API that answers a GET."""
    caller = Caller(house.town, house.town.actor_with(*WIDE, name="热线"))
    head = {"Authorization": f"Bearer {caller.words}"}
    found, seen = [], []
    for name, converters in addresses(get_resolver().url_patterns):
        if DOORS.get(name, {}).get("GET") is not TOKEN:
            continue
        asked = kinds(converters)
        sample = SAMPLES | {"str": house.code, "path": house.code}
        url = reverse(name, kwargs={word: sample[kind] for word, kind in asked})
        for tried in (url, f"{url}?q={MARK}"):
            answer = caller.client.get(tried, headers=head)
            seen.append(answer.status_code)
            found += [tried] if house.tells(read(answer), may_hold_code=bool(asked)) else []
    assert (len(seen) >= 8, 200 in seen, {401, 403} & set(seen)) == (True, True, set())
    return found


def next_day(provider):
    """On which there is still time to come, at whatever hour this is asked."""
    return provider.slots.filter(starts_at__gt=timezone.now() + timedelta(days=1)).earliest("starts_at").day


def feeds(house, _caplog):
    """The calendar of everybody who receives, by the secret in its address."""
    client = Client()
    urls = [reverse("appointments:feed", args=[one.secret]) for one in Provider.objects.all()]
    house.office.comes(house.office.ear, house.office.talk, weekday=3)
    house.office.booked(house.office.ear, day=next_day(house.office.ear))
    texts = [(url, read(client.get(url))) for url in urls]
    assert [text[:15] for _url, text in texts] == ["BEGIN:VCALENDAR"] * len(urls)
    return [url for url, text in texts if house.tells(text)]


def synced(house, _caplog):
    """The same calendars by CalDAV: every question a program may ask, at every address below the secret, and what it may not."""
    house.office.comes(house.office.ear, house.office.talk, weekday=3)
    house.office.booked(house.office.ear, day=next_day(house.office.ear))
    client, found, seen = Client(raise_request_exception=False), [], []
    for one in Provider.objects.all():
        for url, method, depth, body in questions(one):
            more = {"content_type": "application/xml", "headers": {"Depth": depth}}
            answer = client.generic(method, url, body.replace("HREF", url), **more)
            seen.append(answer.status_code)
            found += [f"{method} {url}"] if house.tells(read(answer)) else []
    assert (207 in seen, 200 in seen, {500} & set(seen)) == (True, True, set())
    return found


def questions(provider):
    """Of one provider: address, method, depth and body."""
    home, times = (
        reverse(f"appointments:{name}", args=[provider.secret]) for name in ("calendar_home", "calendar")
    )
    entries = [f"{times}{one.key}.ics" for one in entries_of(provider)]
    for url in (home, times, *entries):
        yield from ((url, "GET", "0", ""), (url, "OPTIONS", "0", ""), (url, "PUT", "0", MARK))
        yield from ((url, "PROPFIND", depth, body) for depth in ("0", "1") for body in ("", ALL_PROPERTIES))
    yield from ((times, "REPORT", "1", body) for body in REPORTS)


def screens(house, _caplog):
    """The machines of the hall: the ticket machine, its list of services, the calling screen."""
    client = Client(raise_request_exception=False)
    urls = [reverse("hall:device", args=[one.token]) for one in (house.kiosk, house.screen)]
    urls.append(reverse("hall:kiosk_take", args=[house.kiosk.token]))
    answers = [(url, client.get(url)) for url in urls]
    assert {answer.status_code for _url, answer in answers} <= {200, 302}
    return [url for url, answer in answers if house.tells(read(answer))]


def exports(house, _caplog):
    """Everything that leaves as a file."""
    client = house.town.login(Client(), hunter(house.town, "dispatcher"))
    answer = client.post(reverse("matters:export"), {"reason": "年度归档核对全部清单"})
    text = read(answer)
    assert "attachment" in answer["Content-Disposition"]
    return ["matters:export"] if house.tells(text) else []


def commands(house, _caplog):
    """What is printed by whatever an administrator runs."""
    found = []
    for name in PRINTING:
        out = io.StringIO()
        call_command(name, stdout=out, stderr=out)
        found += (
            [name] if house.tells(out.getvalue()) or re.search(r"[1-9]\d*\s*把谈话", out.getvalue()) else []
        )
    return found


def logs(house, caplog):
    """What the whole of it wrote into the log, digests and the night included."""
    send_digests(by=system_actor())
    actions.destroy_over(by=system_actor())
    client = Client(raise_request_exception=False)
    client.post("/my-page/", {"code": house.code, "pin": house.talks.pin})
    client.get(f"/counselling/talks/{house.talk.pk}/")
    return ["log"] if house.tells(caplog.text) else []


def tables(house, _caplog):
    """Every table, jobs, notices, messages and the audit log among them; the code stands on the case alone."""
    send_digests(by=system_actor())
    return sorted(tables_with(MARK) | (tables_with(house.code) - {"cases_case"}))


def figures(house, _caplog):
    """The one figure: rounded, and below ten not told."""
    client = house.town.login(Client(), hunter(house.town, "leader"))
    shown = FIGURE.findall(read(client.get(reverse("counselling:figures"))))
    assert shown
    return [one for one in shown if one not in ("0", "<10", "&lt;10") and (not one.isdigit() or int(one) % 5)]


def errors(house, _caplog):
    """What a refusal says to whoever asks for the talk itself, in each kind of post."""
    found = []
    for kind in (
        "leader",
        "system_admin",
        "security_admin",
        "auditor",
        "grid_worker",
        "handler",
        "counsellor",
    ):
        client = house.town.login(Client(raise_request_exception=False), hunter(house.town, kind))
        for url in (
            f"/counselling/talks/{house.talk.pk}/",
            f"/cases/{house.code}/",
            f"/matters/{house.code}/",
        ):
            answer = client.get(url)
            is_wrong = answer.status_code < 400 or house.tells(read(answer), may_hold_code=True)
            found += [f"{kind} {url}"] if is_wrong else []
    return found


def looks(house, _caplog):
    """Another counsellor and the supervisor, with the key of the talk, on every step of the room."""
    found = []
    for actor in (house.talks.other, house.talks.supervisor):
        client = house.town.login(Client(raise_request_exception=False), actor)
        for pattern in get_resolver("onedoor.counselling.urls").url_patterns:
            known = {
                "key": house.talk.pk,
                "session": house.talks.session.pk,
                "planned": house.talk.pk,
                "name": "end",
            }
            url = reverse(
                f"counselling:{pattern.name}", kwargs={one: known[one] for one in pattern.pattern.converters}
            )
            for text in (read(client.get(url)), read(client.post(url, {}))):
                said = text if actor is house.talks.other else text.replace(house.code, "")
                found += [url] if house.tells(said) else []
    return found


HUNTS = {
    hunt.__name__: hunt
    for hunt in (
        *(
            guests,
            residents,
            partners,
            feeds,
            synced,
            screens,
            exports,
            commands,
            logs,
            tables,
            figures,
            errors,
            looks,
        ),
    )
}


def matter(house, _patch):
    house.planted = f"{MARK}漏水"
    draft = Draft(house.planted, "一楼", "window", community=house.town.community, desk=house.town.centre)
    matters.register(draft, by=house.town.actor("clerk"))


def name_of_a_service(house, _patch):
    Service.objects.filter(pk=house.office.talk.pk).update(name=f"{MARK}记录")


def name_of_an_open_service(house, _patch):
    Service.objects.filter(pk=house.office.legal.pk).update(name=f"{MARK}记录")
    house.office.comes(house.office.law, house.office.legal)
    house.office.booked(day=next_day(house.office.law))


def name_of_the_unit(house, patch):
    matter(house, patch)
    type(house.town.centre).objects.filter(pk=house.town.centre.pk).update(name=f"{MARK}记录")


def name_of_the_centre(house, _patch):
    type(house.office.centre).objects.update(name=f"{MARK}记录")


def printed_word(_house, patch):
    patch.setattr(rotate_talks.Command, "handle", lambda self, **_more: self.stdout.write(f"{MARK}记录"))


def printed_count(_house, patch):
    patch.setattr(
        rotate_talks.Command, "handle", lambda self, **_more: self.stdout.write("已换3把谈话密钥。")
    )


def logged_word(_house, _patch):
    logging.getLogger("onedoor").warning("%s记录", MARK)


def notice(house, _patch):
    tell_post(house.talks.other.post, f"{MARK}记录", key="planted", link="/")


def exact_figure(_house, patch):
    patch.setattr(talk_queries, "rounded", lambda count: str(count + 2))


def words_of_a_refusal(_house, patch):
    def refused(_key, _actor):
        raise NotNow(f"{MARK}记录")

    patch.setattr(talk_queries, "find", refused)


def list_of_everybody(_house, patch):
    patch.setattr(talk_queries, "talks_of", lambda _actor: Talk.objects.select_related("case", "counsellor"))


PLANTS = (
    *((guests, name_of_a_service), (residents, matter), (partners, matter), (feeds, name_of_an_open_service)),
    (synced, name_of_an_open_service),
    *(
        (screens, name_of_the_centre),
        (exports, name_of_the_unit),
        (commands, printed_word),
        (commands, printed_count),
    ),
    *((logs, logged_word), (tables, notice), (tables, matter), (figures, exact_figure)),
    *((errors, words_of_a_refusal), (looks, words_of_a_refusal), (looks, list_of_everybody)),
)


@pytest.fixture
def listening(caplog):
    caplog.set_level(logging.INFO)
    return caplog


@pytest.mark.parametrize("name", HUNTS)
def test_no_way_leads_to_it(house, listening, name):
    assert HUNTS[name](house, listening) == []


@pytest.mark.parametrize(
    ("hunt", "plant"), PLANTS, ids=[f"{hunt.__name__}-{plant.__name__}" for hunt, plant in PLANTS]
)
def test_what_is_planted_on_a_way_is_found_there(house, listening, monkeypatch, hunt, plant):
    plant(house, monkeypatch)
    assert hunt(house, listening) != []


def test_every_way_has_its_plant():
    assert {hunt.__name__ for hunt, _plant in PLANTS} == set(HUNTS)
