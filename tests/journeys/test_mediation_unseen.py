"""另一方看不见 — marked words in every drawer of a mediation are hunted for by every post and by each side, and found only where
they may be: with whoever mediates it, and each side's own with that side."""

import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from onedoor.api.tests.conftest import Caller
from onedoor.audit.models import AccessLog
from onedoor.audit.queries import reads_of_case
from onedoor.cases import reserve
from onedoor.config.audience import EVERYONE, RESIDENT_KEY, TOKEN, Audience
from onedoor.config.digests import send_digests
from onedoor.config.doors import DOORS
from onedoor.kit import keyring
from onedoor.mediation import actions
from onedoor.mediation.actions import gathering, noting, offering, sitting
from onedoor.mediation.models import Consent, Guest, Mediation, Note, Side
from onedoor.mediation.tests.conftest import Room, who
from onedoor.mediation.tests.test_volumes import photo
from onedoor.notices.actions import tell_post
from onedoor.posts.given import resident_actor, system_actor
from onedoor.posts.post_types import POST_TYPES
from onedoor.posts.verbs import CLEARANCES
from onedoor.safety import actions as safety
from onedoor.safety.items import ITEMS
from tests.house.test_doors import SAMPLES, addresses, kinds
from tests.journeys.test_counselling_unseen import ENDLESS, read, tables_with

pytestmark = pytest.mark.django_db
# One mark for each side, and one for what belongs to neither: the protective steps.
MARKS = {1: "雪雁啼霜", 2: "墨竹听雨"}
APART, SHARED = "霜钟夜泊", "渔火半窗"
EVERY = (*MARKS.values(), APART)
# What a side may read of its own; what is noted of it, where it is safe and where it lives is not repeated on a page.
OWN = ("留言", "回复", "方案", "证据")
WIDE = ("matter.register", "matter.accept", "matter.triage", "matter.dispatch", "matter.add", "case.see")
NO_PERSON = ("resident", "system", "partner")
HUNTERS = [kind for kind in POST_TYPES if kind not in NO_PERSON]
# Several hunt in one house: building it costs more than walking it.
PARTIES = 4


class Quarrel:
    """A mediation in which everything that can be told in confidence was told, by both sides."""

    def __init__(self, town, *, is_told=True):
        self.town, self.room = town, Room(town)
        sides = [who("周建国", phone="13909380001"), who("李秀英", Side.Standing.RESPONDENT)]
        for place, one in enumerate(sides, 1):
            one.person["address"] = f"{MARKS[place]}住处"
            one.is_protected, one.safe_contact = True, f"{MARKS[place]}联系"
        first, self.pin = actions.apply_(self.room.told(*sides), by=self.room.desk)
        self.own_pin = actions.give_slip(first, side=first.sides.get(place=2), by=self.room.desk)
        for about in (Consent.About.MEDIATE, Consent.About.ONLINE, Consent.About.RIGHTS):
            self.room.agreed_to(first, about)
        accepted = actions.accept(first, by=self.room.desk)
        self.mediation = actions.assign(accepted, self.room.row(self.room.mediator), by=self.room.desk)
        self.code, self.by = self.mediation.case.code, self.room.mediator
        at = timezone.now() + timedelta(days=5)
        told = {"starts_at": at, "ends_at": at + timedelta(hours=2), "place": "调解室一", "by": self.by}
        self.session = sitting.plan(self.mediation, **told)
        self.keys: list = [self.session.pk, self.mediation.pk]
        if is_told:
            self.tell(1)
            self.tell(2)

    def side(self, place) -> Side:
        return self.mediation.sides.get(place=place)

    def resident(self, place):
        party = self.side(place).party
        claims = () if party.since is None else ((self.mediation.case_id, party.pk),)
        return resident_actor((self.mediation.case_id,), claims)

    def tell(self, place) -> None:
        """All that one side can put into its drawer, and what is put there of it."""
        mediation, side, mark = Mediation.objects.get(pk=self.mediation.pk), self.side(place), MARKS[place]
        own = self.resident(place)
        kept = [noting.write_message(mediation, text=f"{mark}留言", by=own)]
        kept += [noting.answer_side(mediation, side=side, text=f"{mark}回复", by=self.by)]
        kept += [noting.note_apart(mediation, side=side, text=f"{mark}记录", by=self.by)]
        terms = offering.Terms("terms", None, f"{mark}方案")
        kept += [offering.offer(mediation, side=side, terms=terms, by=own)]
        paper = {"name": f"{mark}证据", "shows": f"{mark}说明", "upload": photo(f"{mark}证据.jpg")}
        row = gathering.give_evidence(mediation, side=side, **paper, in_confidence=True, by=own)
        reason = f"{mark}理由"
        kept += [row, row.file]
        kept += [sitting.ask_postponement(mediation, session=self.session, side=side, reason=reason, by=own)]
        self.keys += [one.pk for one in kept]

    def protect(self) -> None:
        """The checklist of protective steps, each word of it marked."""
        case, supervisor = self.mediation.case, self.town.actor("safety_supervisor", name="督导员")
        for name in ("审阅甲", "审阅乙"):
            day = timezone.localdate()
            safety.confirm_review(by=supervisor, name=name, calling="lawyer", read_on=day)
        known = {"source": "own", "has_part_b": True, "in_private": True, "note": f"{APART}说明"}
        safety.check(case, dict.fromkeys(ITEMS, "no") | {"A6": "yes"}, by=self.by, **known)
        safety.raise_level(case, "S3", f"{APART}为什么", by=self.by, own_fear=True)

    def browser(self, place) -> Client:
        """One side at its own browser, by code and PIN."""
        client = Client(raise_request_exception=False)
        told = {"code": self.code, "pin": self.pin if place == 1 else self.own_pin}
        assert "我的调解" in read(client.post(reverse("portal:track"), told, follow=True))
        return client

    def urls(self, enters):
        """Every address of one audience, with what whoever hunts would have to know already: code and keys."""
        for name, converters in addresses(get_resolver().url_patterns):
            if name in ENDLESS or not enters(DOORS[name].get("GET")):
                continue
            asked = kinds(converters)
            near = name.startswith(("mediation:", "portal:mediation", "safety:"))
            keyed = near and any(kind == "uuid" for _word, kind in asked)
            for key in self.keys if keyed else self.keys[:1]:
                sample = SAMPLES | {"str": self.code, "path": self.code, "slug": "list", "uuid": key}
                url = reverse(name, kwargs={word: sample[kind] for word, kind in asked})
                yield from (url,) if asked else (url, *(f"{url}?q={mark}" for mark in EVERY[:1]))


@pytest.fixture
def quarrel(town):
    found = Quarrel(town)
    found.protect()
    return found


def looks(client, quarrel, urls, marks) -> tuple[list[str], list[str]]:
    """Which answers held a marked word, and which of those had left no line in the access log before."""
    found, silent = [], []
    for url in urls:
        rows = AccessLog.objects.filter(case_code=quarrel.code).exclude(subjects=[])
        last = rows.count()
        text = bare(read(client.get(url)))
        if any(mark in text for mark in marks):
            found.append(url)
            silent += [] if rows.count() > last else [url]
    return found, silent


def bare(text: str) -> str:
    """Without what whoever searched typed themselves."""
    for mark in EVERY:
        text = text.replace(f"q={mark}", "").replace(f'value="{mark}"', "").replace(f"“{mark}”", "")
    return text


def traces(client, urls, marks=EVERY, allowed=()) -> list[str]:
    """Addresses whose answer, body or head, holds a marked word that may not be there."""
    found = []
    for url in urls:
        answer = client.get(url)
        text = bare(read(answer)) + str(answer.headers)
        for word in allowed:
            text = text.replace(word, "")
        found += [url] if any(mark in text for mark in marks) else []
    return found


def enters(actor):
    """What a post enters by its verbs; what is open to everybody is walked by whoever has no key, and by the desk."""

    def fits(audience) -> bool:
        verbs = (audience,) if isinstance(audience, str) else audience
        if isinstance(audience, Audience):
            return audience not in (RESIDENT_KEY, TOKEN, EVERYONE)
        return any(actor.holds(verb) for verb in verbs or ())

    return fits


def for_residents(audience) -> bool:
    return audience in (RESIDENT_KEY, EVERYONE)


def hunter(town, kind):
    return town.actor(kind, clearances=list(CLEARANCES), name=f"找人{kind}")


@pytest.mark.parametrize("party", range(PARTIES))
def test_no_post_finds_a_word_of_any_drawer(town, quarrel, caplog, party):
    caplog.set_level(logging.INFO)
    for kind in HUNTERS[party::PARTIES]:
        actor = hunter(town, kind)
        client = town.login(Client(raise_request_exception=False), actor)
        # Whoever supervises the protective steps reads what was checked; the drawers are shut to them, too.
        knows = actor.holds("safety.supervise") or actor.holds("safety.check")
        marks = tuple(MARKS.values()) if knows else EVERY
        assert (kind, traces(client, quarrel.urls(enters(actor)), marks)) == (kind, [])
    assert [mark for mark in EVERY if mark in bare(caplog.text)] == []


def test_neither_the_desk_nor_another_mediator_of_the_same_committee_finds_one(town, quarrel):
    for actor in (quarrel.room.desk, quarrel.room.other_mediator):
        client = town.login(Client(raise_request_exception=False), actor)
        for audience in (enters(actor), lambda one: one is EVERYONE):
            assert traces(client, quarrel.urls(audience), tuple(MARKS.values())) == []


@pytest.mark.parametrize("place", [1, 2])
def test_each_side_reads_its_own_and_nothing_of_the_other(quarrel, place):
    client = quarrel.browser(place)
    own, other = MARKS[place], MARKS[3 - place]
    urls = list(quarrel.urls(for_residents))
    allowed = [f"{own}{word}" for word in OWN]
    assert (len(urls) > 30, traces(client, urls, allowed=allowed)) == (True, [])
    page = read(client.get(reverse("portal:mediation", args=[quarrel.code])))
    assert [word in page for word in allowed[:3]] == [True] * 3
    assert [f"{other}{word}" in page for word in OWN] == [False] * 4


def shared(quarrel) -> None:
    """What all sides may read: the facts, evidence, an opinion, the record of a session."""
    Mediation.objects.filter(pk=quarrel.mediation.pk).update(facts=f"{SHARED}事实")
    paper = {"name": f"{SHARED}照片", "shows": f"{SHARED}裂缝", "upload": photo()}
    mediation = Mediation.objects.get(pk=quarrel.mediation.pk)
    gathering.give_evidence(mediation, side=quarrel.side(1), **paper, in_confidence=False, by=quarrel.by)


def near(quarrel):
    """Every address that could show something of a mediation."""
    return [url for url in quarrel.urls(lambda _one: True) if url.startswith(("/mediat", "/track", "/cases"))]


def test_no_word_leaves_without_a_line_in_the_log(town, quarrel):
    shared(quarrel)
    marks = (*MARKS.values(), SHARED)
    police = town.actor("mediation_partner", name="民警")
    mediation = Mediation.objects.get(pk=quarrel.mediation.pk)
    asked = {"post": police.post, "staff": police.staff, "sees": "shared", "role": "police", "leads": True}
    Guest.objects.create(mediation=mediation, reason="联调", since=timezone.now(), **asked)
    urls, seen = near(quarrel), {}
    for name, actor in {"mediates": quarrel.by, "desk": quarrel.room.desk, "police": police}.items():
        client = town.login(Client(raise_request_exception=False), actor)
        seen[name] = looks(client, quarrel, urls, marks)
    for place in (1, 2):
        seen[place] = looks(quarrel.browser(place), quarrel, urls, marks)
    assert {name: silent for name, (_found, silent) in seen.items()} == dict.fromkeys(seen, [])
    # Each of them has read something, or nothing was hunted for.
    assert [name for name, (found, _silent) in seen.items() if not found] == []


def test_what_is_opened_in_one_drawer_is_told_to_that_side_alone(quarrel):
    people = {place: quarrel.side(place).party.person_id for place in (1, 2)}
    before = {place: len(reads_of_case(quarrel.code, people[place])) for place in people}
    note = Note.objects.get(drawer=quarrel.side(1).pk, kind="message")
    noting.open_note(note, by=quarrel.by)
    actions.safe_contact_of(quarrel.mediation, side=quarrel.side(1), by=quarrel.by)
    mine = list(quarrel.mediation.offers.filter(side=quarrel.side(1)).select_related("side__party"))
    offering.terms_of_all(quarrel.mediation, mine, by=quarrel.by)
    quarrel.browser(1).get(reverse("portal:mediation", args=[quarrel.code]))
    after = {place: len(reads_of_case(quarrel.code, people[place])) for place in people}
    assert (after[1] - before[1] >= 4, after[2] - before[2]) == (True, 0)


def test_a_page_for_one_act_opens_nothing_that_lies_sealed(quarrel):
    client = quarrel.browser(1)
    before = AccessLog.objects.filter(fields="sealed").count()
    for name in ("message", "date", "papers", "stop"):
        client.get(reverse("portal:mediation_act", args=[quarrel.code, name]))
    assert AccessLog.objects.filter(fields="sealed").count() == before
    client.get(reverse("portal:mediation", args=[quarrel.code]))
    assert AccessLog.objects.filter(fields="sealed").count() > before


@pytest.mark.parametrize("kind", ["clerk", "dispatcher", "verifier"])
def test_no_post_of_a_place_looks_up_a_side_of_a_mediation(town, quarrel, kind):
    actor = town.actor(kind, clearances=list(CLEARANCES), name=f"看人{kind}")
    client = town.login(Client(raise_request_exception=False), actor)
    url = reverse("cases:reveal", args=[quarrel.code, quarrel.side(1).party.pk])
    told = {"field": "address", "purpose": "P01", "reason": "核对来访人住址"}
    assert [client.get(url).status_code, client.post(url, told).status_code] == [404, 404]


def test_where_a_protected_side_lives_is_shown_to_whoever_mediates_and_not_to_the_desk(town, quarrel):
    party = quarrel.side(1).party
    asked = [reserve.kept_back(party, "address", one) for one in (quarrel.room.desk, quarrel.by)]
    assert ("指派的调解员本人" in asked[0], asked[1]) == (True, "")
    assert reserve.kept_back(party, "name", quarrel.room.desk) == ""


def test_nobody_without_a_key_finds_one(quarrel):
    assert traces(Client(raise_request_exception=False), quarrel.urls(for_residents)) == []


def test_what_is_put_into_one_drawer_changes_no_byte_of_the_other_sides_pages(town):
    """Nothing to be told from a page's size: numbers leave no gap, and a checklist is no reason for another page."""
    quarrel = Quarrel(town, is_told=False)
    client = quarrel.browser(2)
    urls = [
        reverse("portal:mediation", args=[quarrel.code]),
        reverse("portal:track"),
        reverse("portal:start"),
    ]
    before = [len(read(client.get(url))) for url in urls]
    quarrel.tell(1)
    quarrel.protect()
    assert [len(read(client.get(url))) for url in urls] == before


def test_no_table_holds_a_word_of_it(quarrel):
    """The timeline, notices, errands waiting with their arguments, sessions of browsers, the index of searching."""
    assert {mark: tables_with(mark) for mark in EVERY} == dict.fromkeys(EVERY, set())


def test_nothing_that_follows_says_one(quarrel, caplog, capsys):
    caplog.set_level(logging.INFO)
    send_digests(by=system_actor())
    for command in ("ring_clocks", "check_sight", "verify_timelines", "verify_audit"):
        call_command(command)
    told = capsys.readouterr()
    said = caplog.text + told.out + told.err
    assert ([mark for mark in EVERY if mark in said], tables_with(APART)) == ([], set())


def test_a_partners_token_finds_none(town, quarrel):
    caller = Caller(town, town.actor_with(*WIDE, name="热线"))
    head, found, seen = {"Authorization": f"Bearer {caller.words}"}, [], 0
    for url in quarrel.urls(lambda audience: audience is TOKEN):
        text = bare(read(caller.client.get(url, headers=head)))
        seen += 1
        found += [url] if any(mark in text for mark in EVERY) else []
    assert (seen >= 8, found) == (True, [])


def test_what_leaves_as_a_file_holds_none(town, quarrel):
    client = town.login(Client(), hunter(town, "dispatcher"))
    text = read(client.post(reverse("matters:export"), {"reason": "年度归档核对全部清单"}))
    assert [mark for mark in EVERY if mark in text] == []


def test_whoever_mediates_opens_it_and_that_is_logged(quarrel):
    notes = {
        one.kind: noting.open_note(one, by=quarrel.by)
        for one in Note.objects.filter(drawer=quarrel.side(1).pk)
    }
    assert notes == {"message": "雪雁啼霜留言", "answer": "雪雁啼霜回复", "apart": "雪雁啼霜记录"}
    assert actions.safe_contact_of(quarrel.mediation, side=quarrel.side(1), by=quarrel.by) == "雪雁啼霜联系"


def test_a_word_in_the_wrong_drawer_is_found_by_the_other_sides_hunt(quarrel):
    side = quarrel.side(2)
    note = Note(drawer=side.drawer, kind=Note.Kind.ANSWER, at=timezone.now())
    keyring.put(side.drawer, note, text=f"{MARKS[1]}记录")
    note.save(force_insert=True)
    client = quarrel.browser(2)
    page = reverse("portal:mediation", args=[quarrel.code])
    assert traces(client, [page], marks=(MARKS[1],)) == [page]


def test_a_word_where_both_may_read_is_found_on_pages_and_in_a_table(town, quarrel, caplog):
    Mediation.objects.filter(pk=quarrel.mediation.pk).update(facts=f"{MARKS[1]}记录")
    client = town.login(Client(raise_request_exception=False), quarrel.room.desk)
    urls = list(quarrel.urls(enters(quarrel.room.desk)))
    assert reverse("mediation:one", args=[quarrel.code]) in traces(client, urls, marks=(MARKS[1],))
    tell_post(quarrel.room.desk.post, f"{MARKS[2]}留言", key="planted")
    assert ("mediation_mediation" in tables_with(MARKS[1]), bool(tables_with(MARKS[2]))) == (True, True)
    caplog.set_level(logging.INFO)
    logging.getLogger("onedoor").info("%s记录", APART)
    assert APART in bare(caplog.text)
