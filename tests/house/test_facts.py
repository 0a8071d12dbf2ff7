"""The timeline outlives the person: its facts hold references and numbers, nobody's name, phone or address."""

import json
import re

import pytest

from onedoor.cases import timeline
from onedoor.cases.models import Event
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.persons.actions import enter

CANARY = {"name": "欧阳金丝雀", "phone": "13812345678", "address": "金丝雀巷77号"}
NUMBER = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
NEVER_A_FACT = {"name", "phone", "identity", "address", "person_name", "reporter", "applicant", "caller"}


def personal_in(event) -> list[str]:
    """What of a person an event gives away in the columns that no erasure reaches."""
    told = json.dumps(event.facts, ensure_ascii=False) + event.label + event.about
    return [
        *(value for value in CANARY.values() if value in told),
        *NUMBER.findall(re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", told)),
        *(key for key in event.facts if key in NEVER_A_FACT),
    ]


@pytest.fixture
def matter(town):
    """A request of somebody with a name, taken from the door to the rating."""
    clerk, dispatcher, unit = (
        town.actor("clerk"),
        town.actor("dispatcher"),
        town.actor("handler", org=town.water),
    )
    verifier = town.actor("verifier")
    person = enter(**CANARY, by=clerk)
    words = {
        "title": f"{CANARY['name']}反映停水",
        "body": f"{CANARY['address']}三天无水，电话{CANARY['phone']}",
        "kind": "help",
    }
    draft = Draft(
        **words,
        source="window",
        community=town.community,
        desk=town.centre,
        person=person,
        address=CANARY["address"],
    )
    matter = matters.register(draft, by=clerk).matter
    matter = matters.accept(matter, by=clerk)
    matter = matters.dispatch(matter, by=dispatcher, lead=town.water)
    matter = matters.sign(matter, by=unit)
    matter = matters.resolve(matter, by=unit, result="已换管，恢复供水。")
    matter = matters.verify(matter, by=verifier, note="现场查看，已通水。")
    matter = matters.answer(matter, by=verifier, reply="您反映的漏水已修复。")
    matter = matters.close(matter, by=verifier)
    return matters.rate(matter, by=town.resident(matter.case_id), stars=5, is_solved=True)


def test_no_event_of_a_whole_way_gives_the_person_away(matter):
    events = list(Event.objects.all())
    found = {event.verb: given for event in events if (given := personal_in(event))}
    assert (len(events) >= 9, found) == (True, {})


@pytest.mark.parametrize(
    "facts",
    [
        {"who": "欧阳金丝雀"},
        {"called": "13812345678"},
        {"where": "住在金丝雀巷77号"},
        {"card": "62050219900101001X"},
        {"phone": "—"},
    ],
)
def test_a_fact_that_gives_the_person_away_is_found(town, matter, facts):
    event = timeline.draft(matter.case, "matter.planted", label="试验", by=town.actor("clerk"), **facts)
    assert len(personal_in(event)) >= 1
