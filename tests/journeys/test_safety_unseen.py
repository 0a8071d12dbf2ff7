"""The other party never sees that it exists (DA-08): every page of both sides is the same, byte for byte, before and after a
form is filled in, steps given, a report made and the level lowered; and who has no verb of safety meets not a word of it."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from onedoor.audit.models import AccessLog
from onedoor.cases import timeline
from onedoor.cases.keys import Opened
from onedoor.cases.models import Case, Event
from onedoor.config.audience import Audience
from onedoor.config.doors import DOORS
from onedoor.mediation.tests.conftest import Room
from onedoor.notices.models import Delivery, Notice
from onedoor.portal.visiting import unlock
from onedoor.safety import actions
from onedoor.safety.items import ITEMS
from onedoor.safety.models import Step
from onedoor.safety.queries import level_of
from tests.house.test_doors import SAMPLES, addresses, kinds
from tests.journeys.test_counselling_unseen import read

MARK = "雪雁啼霜"
WORDS = (MARK, "安全核对", "核对单", "保护级", "保护步骤", "安全步骤", "/safety/")
# With the case in their hands, as far as their post reaches it, and without a verb of safety.
WITHOUT = (
    "clerk",
    "leader",
    "dispatcher",
    "operator",
    "mediation_partner",
    "auditor",
    "town_leader",
    "lawyer",
)
ENDLESS = {"live"}


class Dispute:
    """A mediation with two sides, whoever handles it, and the supervisor."""

    def __init__(self, town):
        self.town, self.room = town, Room(town)
        self.mediation = self.room.mediating()
        self.case = Case.objects.get(pk=self.mediation.case_id)
        self.by, self.second = self.room.mediator, self.room.desk
        self.supervisor = town.actor("safety_supervisor", name="督导员")
        for name in ("审阅甲", "审阅乙"):
            actions.confirm_review(by=self.supervisor, name=name, calling="lawyer", read_on=date(2026, 1, 5))

    def everything(self):
        """All that this room can be made to do, each word of it marked."""
        quiet = dict.fromkeys(ITEMS, "no")
        known = {"source": "own", "has_part_b": True, "in_private": True, "note": f"{MARK}说明"}
        actions.check(self.case, quiet | {"A6": "yes"}, by=self.by, **known)
        actions.raise_level(self.case, "S3", f"{MARK}为什么", by=self.by, own_fear=True)
        actions.report(self.case, by=self.by, law="violence", to_whom="police", words=f"{MARK}报告")
        actions.hear(self.case, "correct", f"{MARK}更正", by=self.by)
        step = Step.objects.get(kind="wish")
        actions.finish(step, by=self.by, ending="done", words=f"{MARK}想要什么")
        asked = actions.ask_to_lower(
            self.case, "S1", f"{MARK}双方已经分开居住", by=self.by, own_word=f"{MARK}不怕了"
        )
        actions.agree_to_lower(asked, True, by=self.second)
        actions.open_words(self.case, by=self.supervisor)
        actions.after_agreement(self.case, by=self.by)
        actions.tend(by=self.town.system)

    def side(self, place) -> Client:
        """One side's own browser."""
        client = Client(raise_request_exception=False)
        session, party = client.session, self.mediation.sides.get(place=place).party
        unlock(session, Opened(self.mediation.case, party if party.since else None))
        session.save()
        return client


@pytest.fixture
def dispute(town):
    return Dispute(town)


def asked(dispute, audiences):
    """Every address that these audiences may read, with what whoever hunts knows: the code of the case."""
    known = {"str": dispute.case.code, "path": dispute.case.code, "slug": "list", "uuid": dispute.case.pk}
    for name, converters in addresses(get_resolver().url_patterns):
        if name in ENDLESS or not audiences(DOORS[name].get("GET")):
            continue
        yield reverse(name, kwargs={key: (SAMPLES | known)[kind] for key, kind in kinds(converters)})


def is_for_residents(audience) -> bool:
    return audience in (Audience.RESIDENT_KEY, Audience.EVERYONE)


def is_for(actor):
    def fits(audience) -> bool:
        verbs = (audience,) if isinstance(audience, str) else audience
        if isinstance(audience, Audience):
            return audience not in (Audience.RESIDENT_KEY, Audience.TOKEN)
        return any(actor.holds(verb) for verb in verbs or ())

    return fits


def bare(text: str) -> str:
    """Without what differs from one reading to the next: tokens, keys of forms, the time on the page."""
    text = re.sub(r' datetime="[^"]*"', "", text)
    text = re.sub(r"[A-Za-z0-9]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)
    return re.sub(r"\d{1,2}:\d{2}(:\d{2})?", "", text)


def pages_of(dispute, place) -> dict[str, str]:
    client = dispute.side(place)
    texts = {url: read(client.get(url)) for url in asked(dispute, is_for_residents)}
    # A sheet that is printed anew each time carries the moment in which it was made.
    pages = {url: bare(text) for url, text in texts.items() if not text.startswith("%PDF")}
    # Who read it says also that this side just did, once more each time: what it says, not how often.
    return {url: once(text) if url.endswith("/readers/") else text for url, text in pages.items()}


def once(text: str) -> str:
    return "\n".join(dict.fromkeys(text.splitlines()))


def betrayed(texts: dict[str, str]) -> dict[str, list[str]]:
    found = {url: [word for word in WORDS if word in text] for url, text in texts.items()}
    return {url: words for url, words in found.items() if words}


@pytest.mark.parametrize("place", [1, 2])
def test_neither_side_sees_any_difference(dispute, place):
    pages_of(dispute, place)
    before = pages_of(dispute, place)
    dispute.everything()
    after = pages_of(dispute, place)
    assert (len(before) > 15, level_of(dispute.case)) == (True, "S1")
    assert [url for url in before if before[url] != after[url]] == []
    assert betrayed(after) == {}


@pytest.mark.parametrize("kind", WITHOUT)
def test_who_has_no_verb_of_it_meets_not_a_word(dispute, town, kind):
    dispute.everything()
    actor = town.actor(kind, name=f"找人{kind}", clearances=("family", "minor"))
    client = town.login(Client(raise_request_exception=False), actor)
    urls = list(asked(dispute, is_for(actor)))
    texts = {url: read(client.get(url)) for url in urls}
    assert (len(urls) > 10, [url for url in urls if url.startswith("/safety/")]) == (True, [])
    assert betrayed({url: text for url, text in texts.items() if url not in SPEAKS_OF_ITSELF}) == {}


# Pages that list every verb, every errand or every post of the house: that the room exists is no secret, who is in it is.
SPEAKS_OF_ITSELF = {"/audit/", "/jobs/", "/limits/"}


def test_nothing_is_said_on_the_timeline_nor_to_anybody_outside(dispute):
    events = Event.objects.count()
    dispute.everything()
    assert (Event.objects.count(), Delivery.objects.count()) == (events, 0)
    told = Notice.objects.filter(key__startswith="safety")
    codes = [dispute.case.code, dispute.case.title, "核对", "保护", "S3"]
    assert told.exists()
    assert [notice.text for notice in told if any(code in notice.text + notice.link for code in codes)] == []
    assert {notice.post.type.code for notice in told} <= {"safety_supervisor", "mediator"}


def test_the_access_log_names_neither_the_case_nor_anybody(dispute):
    dispute.everything()
    rows = AccessLog.objects.filter(purpose__in=("P11", "P15"))
    assert {(row.case_code, tuple(row.subjects)) for row in rows} == {("", ())}
    assert rows.count() == 2


def test_a_joint_session_is_refused_in_words_that_only_a_mediator_reads(dispute):
    dispute.everything()
    actions.raise_level(dispute.case, "S2", f"{MARK}又来", by=dispute.by)
    page = read(dispute.side(2).get(reverse("portal:case", args=[dispute.case.code])))
    assert ("面对面" in page, "保护" in page) == (False, False)


def test_what_is_planted_is_found(dispute, town):
    before = pages_of(dispute, 2)
    type(dispute.mediation).objects.filter(pk=dispute.mediation.pk).update(facts=f"双方争执。{MARK}")
    after = pages_of(dispute, 2)
    assert [url for url in before if before[url] != after[url]] == [
        reverse("portal:mediation", args=[dispute.case.code])
    ]
    assert betrayed({"planted": f"{uuid4()}{MARK}"}) == {"planted": [MARK]}


def test_the_hunt_finds_a_word_on_the_page_of_a_case(dispute, town):
    case = dispute.case
    event = timeline.draft(case, "planted", label="保护级", by=dispute.by, last=case.events.last(), note=MARK)
    event.save(force_insert=True)
    client = town.login(Client(raise_request_exception=False), dispute.room.desk)
    urls = list(asked(dispute, is_for(dispute.room.desk)))
    texts = {url: read(client.get(url)) for url in urls if not url.startswith("/safety/")}
    assert (
        betrayed({url: text.replace("安全步骤", "").replace("/safety/", "") for url, text in texts.items()})
        != {}
    )
