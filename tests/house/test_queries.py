"""No page of the rooms for appointments and for mediation takes more than thirty questions to the database, however many rows it shows."""

import pytest
import time_machine
from django.db import connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from onedoor.appointments import holding
from onedoor.config.doors import DOORS
from onedoor.posts.models import Org
from onedoor.venues.tests.people import at
from tests.house import crowded, crowded_mediation
from tests.house.audiences import EXPECTED
from tests.house.test_doors import addresses

MOST = 30
ROOMS = ("appointments", "counselling", "aid", "mediation")
# Who is asked to open a page, the first of whom it lets in and who is shown it.
READERS = (
    "resident",
    "receptionist",
    "operator",
    "lawyer",
    "counsellor",
    "counselling_supervisor",
    "aid_officer",
    "mediation_desk",
    "mediator",
    "mediation_partner",
)
# Shown once, to whoever just did it; and an address that only leads on.
ONCE = {"aid:slip", "appointments:leave"}
# Papers with the full names of all sides: each is opened by itself, and written down before.
NAMED_IN_FULL = {"mediation:bound", "mediation:sheet"}


@pytest.fixture
def house(town):
    """All these rooms, crowded; a browser for each reader."""
    with time_machine.travel(at("08:00"), tick=False):
        rooms = [crowded.Appointments(town), crowded.Counselling(town), crowded.Aid(town)]
        rooms.append(crowded_mediation.Mediation(town))
        office, talks, aid, mediation = rooms[0].office, rooms[1].talks, rooms[2].room, rooms[3].room
        actors = {
            "receptionist": office.desk,
            "operator": office.keeper,
            "lawyer": office.lawyer,
            "counsellor": talks.counsellor,
            "counselling_supervisor": talks.supervisor,
            "aid_officer": aid.officer,
            "mediation_desk": mediation.desk,
            "mediator": mediation.mediator,
            "mediation_partner": mediation.partner,
        }
        browsers = {name: town.login(Client(), actor) for name, actor in actors.items()}
        browsers["resident"] = resident = Client()
        session = resident.session
        holding.keep(session, rooms[0].mine.slip)
        session.save()
        resident.cookies["session"] = session.session_key
        yield {name: told for room in rooms for name, told in room.keys().items()}, browsers


def pages(rooms=ROOMS):
    """Every address of these rooms that can be opened."""
    for name, converters in addresses(get_resolver().url_patterns):
        if name.split(":")[0] in rooms and DOORS[name].get("GET") is not None:
            yield name, converters


def asked(browser, url) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as sent:
        status = browser.get(url).status_code
    return status, len(sent)


def worst_of(name: str, url: str, browsers: dict, meant: set[str]) -> int | None:
    """The most questions it took anybody to whom it was shown."""
    readers = [one for one in READERS if one in meant or one == "resident" and "nobody" in meant]
    answers = [asked(browsers[one], url) for one in readers]
    return max((count for status, count in answers if status in (200, 204)), default=None)


def test_no_page_asks_more_than_thirty_questions(house):
    keys, browsers = house
    unknown, unseen, heavy = [], [], {}
    for name, converters in pages():
        if converters and name not in keys:
            unknown.append(name)
            continue
        args, query = keys.get(name, ((), ""))
        worst = worst_of(name, reverse(name, args=args) + query, browsers, EXPECTED[name][0])
        if worst is None and name not in ONCE:
            unseen.append(name)
        elif worst is not None and worst > MOST and name not in NAMED_IN_FULL:
            heavy[name] = worst
    assert (unknown, unseen, heavy) == ([], [], {})


def test_a_page_that_asks_once_a_row_is_found(town):
    told = {"kind": Org.Kind.DEPARTMENT, "region": town.district}
    Org.objects.bulk_create(Org(code=f"单位{n}", name=f"单位{n}", **told) for n in range(MOST))
    page = engines["django"].from_string("{% for org in orgs %}{{ org.region.name }}{% endfor %}")
    with CaptureQueriesContext(connection) as sent:
        page.render({"orgs": Org.objects.all()})
    assert len(sent) > MOST
