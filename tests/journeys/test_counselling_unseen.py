"""谈话看不见 — marked words in every field of a talk are hunted for everywhere, and found nowhere."""

import io
import logging
import zipfile

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from onedoor.audit.models import AccessLog
from onedoor.config.audience import Audience
from onedoor.config.digests import send_digests
from onedoor.config.doors import DOORS
from onedoor.counselling import actions
from onedoor.counselling.tests.talks import Talks
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.posts.given import system_actor
from onedoor.posts.verbs import CLEARANCES
from tests.house.test_doors import SAMPLES, addresses, kinds

MARK = "雪雁啼霜"
HUNTERS = (
    *("leader", "dispatcher", "clerk", "operator", "verifier", "receptionist", "town_leader"),
    *("system_admin", "security_admin", "auditor", "counsellor", "counselling_supervisor"),
    *("handler", "grid_worker", "grid_manager", "lawyer"),
)
# Streams that never end.
ENDLESS = {"live"}


@pytest.fixture
def talks(town):
    told = Talks(town, MARK)
    told.session = told.everything()
    told.talk = actions.end(told.talk, own_words=told.word("谢谢"), by=told.counsellor)
    return told


def samples(talks) -> list[dict]:
    """What stands in an address: what the hunter would have to know already, code and keys of the talk included."""
    known = {"str": talks.talk.case.code, "slug": "list", "int": 1, "path": talks.talk.case.code}
    return [SAMPLES | known | {"uuid": key} for key in (talks.talk.pk, talks.session.pk, talks.talk.case_id)]


def enters(actor, audience) -> bool:
    if isinstance(audience, Audience):
        return audience not in (Audience.RESIDENT_KEY, Audience.TOKEN)
    return isinstance(audience, tuple) and any(actor.holds(verb) for verb in audience)


def pages(actor, talks):
    """Every address with a page that this post may enter, with and without words to search for."""
    for name, converters in addresses(get_resolver().url_patterns):
        if name in ENDLESS or not enters(actor, DOORS[name].get("GET")):
            continue
        asked = kinds(converters)
        for sample in samples(talks) if any(kind == "uuid" for _key, kind in asked) else samples(talks)[:1]:
            yield reverse(name, kwargs={key: sample[kind] for key, kind in asked}), bool(asked)


def read(response) -> str:
    """What an answer says; a spreadsheet or a document is unpacked."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"".join(parts.read(part) for part in parts.namelist())
    return content.decode("utf-8", "replace")


def traces(client, actor, talks) -> list[str]:
    """Addresses whose answer betrays the talk: its words anywhere, its code where nobody typed it."""
    found = []
    for url, is_asked in pages(actor, talks):
        for asked in (url, f"{url}?q={MARK}") if not is_asked else (url,):
            text = read(client.get(asked)).replace(f"q={MARK}", "").replace(f'value="{MARK}"', "")
            said = [f"{MARK}{word}" for word in ("称呼", "号码", "时间", "记录", "希望", "谢谢", "漏水")]
            if any(word in text for word in said) or (not is_asked and talks.talk.case.code in text):
                found.append(asked)
    return found


def tables_with(text: str, besides: str = "") -> set[str]:
    """Every table one of whose rows holds the text, as letters or as bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        names = [name for (name,) in cursor.fetchall() if name != besides]
        found = set()
        for name in names:
            whole = f'SELECT 1 FROM "{name}" AS t WHERE t::text LIKE %s OR t::text LIKE %s LIMIT 1'
            cursor.execute(whole, [f"%{text}%", f"%{text.encode().hex()}%"])
            found |= {name} if cursor.fetchone() else set()
    return found


def hunter(town, kind):
    """With every clearance that can be given, and one that cannot."""
    return town.actor(kind, clearances=[*CLEARANCES, "talk"], name=f"找人{kind}")


@pytest.mark.parametrize("kind", HUNTERS)
def test_whoever_hunts_for_a_talk_finds_it_on_no_page(town, talks, caplog, kind):
    caplog.set_level(logging.INFO)
    actor = hunter(town, kind)
    client = town.login(Client(raise_request_exception=False), actor)
    looked = [url for url, _asked in pages(actor, talks)]
    assert (len(looked) > 20, traces(client, actor, talks)) == (True, [])
    assert MARK not in caplog.text.replace(f"q={MARK}", "")


def test_no_table_holds_a_word_of_it_and_its_code_stands_on_the_case_alone(talks):
    assert (tables_with(MARK), tables_with(talks.talk.case.code)) == (set(), {"cases_case"})


def test_nothing_follows_from_it(talks, caplog, capsys):
    caplog.set_level(logging.INFO)
    keys = [str(key) for key in talks.talk.case.events.values_list("pk", flat=True)]
    send_digests(by=system_actor())
    for command in ("ring_clocks", "check_sight", "verify_timelines", "verify_audit"):
        call_command(command)
    holding = {table for key in keys for table in tables_with(key)}
    told = capsys.readouterr()
    said = caplog.text + told.out + told.err
    assert (holding, talks.talk.case.code in said, MARK in said) == ({"cases_event"}, False, False)
    assert tables_with(MARK) == set()


def test_the_auditor_sees_that_something_sealed_was_opened_and_by_whom(client, town, talks):
    rows = AccessLog.objects.filter(purpose="P04")
    assert {(row.case_code, row.reason, tuple(row.subjects)) for row in rows} == {("", "", ())}
    town.login(client, town.actor("auditor"))
    shown = client.get(reverse("audit:log")).content.decode()
    told = ("密封的谈话", talks.supervisor.staff.name, MARK, talks.talk.case.code)
    assert [word in shown for word in told] == [True, True, False, False]


def test_exports_hold_nothing_of_it(town, talks):
    actor = hunter(town, "dispatcher")
    client = town.login(Client(), actor)
    text = read(client.post(reverse("matters:export"), {"reason": "年度归档核对全部清单"}))
    assert (MARK in text, talks.talk.case.code in text) == (False, False)


def test_the_right_person_still_finds_it(town, talks):
    client = town.login(Client(), talks.counsellor)
    shown = read(client.get(f"{reverse('counselling:talks')}?over"))
    opened = read(client.post(reverse("counselling:session", args=[talks.talk.pk, talks.session.pk])))
    assert (talks.talk.case.code in shown, f"{MARK}记录" in opened) == (True, True)


def test_what_is_planted_is_found(town, talks, caplog):
    """The same hunt finds an ordinary matter, a word in a table and a word in a log."""
    draft = Draft(f"{MARK}漏水", f"{MARK}一楼", "window", community=town.community, desk=town.centre)
    matters.register(draft, by=town.actor("clerk"))
    actor = hunter(town, "dispatcher")
    client = town.login(Client(raise_request_exception=False), actor)
    caplog.set_level(logging.INFO)
    logging.getLogger("onedoor").info("%s记录", MARK)
    assert (bool(traces(client, actor, talks)), MARK in caplog.text) == (True, True)
    assert {"cases_case", "matters_matter"} <= tables_with(MARK)
