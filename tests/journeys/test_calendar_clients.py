"""A provider's times in the calendars of others: what two strangers' programs read is what is booked, and nothing else is told."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import caldav
import pytest
import time_machine
import vobject
from caldav.lib.error import AuthorizationError, NotFoundError
from django.urls import reverse

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment
from onedoor.appointments.queries.feed import CALLED_OFF, calendar_of
from onedoor.appointments.tests.people import PHONE, TUESDAY, Office
from onedoor.venues.tests.people import at

VDIRSYNCER = Path(sys.executable).parent / "vdirsyncer"
DAV = {"content_type": "application/xml"}


@pytest.fixture
def clock():
    with time_machine.travel(at("08:00")) as clock:
        yield clock


@pytest.fixture
def office(clock, town):
    office = Office(town)
    office.legal.rooms.set([office.room])
    office.comes(office.law, office.legal)
    office.comes(office.other_law, office.legal)
    office.comes(office.ear, office.talk)
    return office


def home_of(provider) -> str:
    return reverse("appointments:calendar_home", args=[provider.secret])


def times_of(provider) -> str:
    return reverse("appointments:calendar", args=[provider.secret])


@pytest.fixture
def calendar(office, live_server):
    """As the program that people use: it is given the address and finds the calendar by itself."""

    def found(provider):
        client = caldav.DAVClient(live_server.url + home_of(provider))
        (calendar,) = client.principal().calendars()
        return calendar

    return found


def told(events) -> dict:
    """Of what a program read: when, which kind, whether it takes place, and in which edition."""
    rows = [one.vobject_instance.vevent for one in events]
    return {
        f"{row.dtstart.value.astimezone(at('00:00').tzinfo):%m-%d %H:%M}": (
            row.summary.value,
            row.status.value,
            int(row.sequence.value),
        )
        for row in rows
    }


# ---------------------------------------------------------------- a library that others read calendars with


def test_a_program_finds_the_calendar_and_reads_what_is_booked(office, calendar, live_server):
    first, second = office.booked(phone=PHONE, tell="sms"), office.booked(clock="10:30")
    actions.hold(office.slot(office.law, "11:00"), by=office.town.portal)
    found = calendar(office.law)
    assert (found.get_display_name(), found.get_supported_components()) == ("预约", ["VEVENT"])
    events = found.events()
    spans = {
        (one.vobject_instance.vevent.dtstart.value, one.vobject_instance.vevent.dtend.value) for one in events
    }
    assert spans == {(one.slot.starts_at, one.slot.ends_at) for one in (first, second)}
    assert told(events) == {
        "11-24 09:00": ("法律咨询", "CONFIRMED", 2),
        "11-24 10:30": ("法律咨询", "CONFIRMED", 2),
    }
    whole = "".join(one.data for one in events)
    assert [sign in whole for sign in ("TZID=Asia/Shanghai:20261124T090000", "BEGIN:VTIMEZONE")] == [True] * 2
    assert [sign in whole for sign in (first.slip.code, second.slip.code, PHONE, "138", "预约人")] == [
        False
    ] * 5


def test_a_cancelled_time_is_told_as_off_then_given_on_then_not_spoken_of(office, calendar, clock):
    made = office.booked()
    found, portal = calendar(office.law), office.town.portal
    (event,) = found.events()
    etag = event.props.get("{DAV:}getetag")
    actions.cancel(made, by=portal, secret=made.slip.seed)
    event.load()
    assert told([event]) == {"11-24 09:00": ("法律咨询", "CANCELLED", 3)}
    assert event.props.get("{DAV:}getetag") != etag
    again = office.booked()
    assert told(found.events()) == {"11-24 09:00": ("法律咨询", "CONFIRMED", 5)}
    actions.cancel(again, by=portal, secret=again.slip.seed)
    clock.shift(CALLED_OFF + timedelta(minutes=1))
    assert found.events() == []
    with pytest.raises(NotFoundError):
        event.load()


def test_a_moved_time_is_off_here_and_on_there(office, calendar):
    made = office.booked()
    there = office.slot(office.other_law, "10:00")
    actions.reschedule(made, there, by=office.town.portal, secret=made.slip.seed)
    assert told(calendar(office.law).events()) == {"11-24 09:00": ("法律咨询", "CANCELLED", 3)}
    assert told(calendar(office.other_law).events()) == {"11-24 10:00": ("法律咨询", "CONFIRMED", 1)}


def test_by_time_only_what_lies_in_it(office, calendar):
    for clock in ("09:00", "10:30"):
        office.booked(clock=clock)
    found = calendar(office.law)
    spans = [("09:30", "10:30"), ("09:29", "10:30"), ("09:00", "11:00")]
    many = [
        len(found.search(start=at(since, TUESDAY), end=at(until, TUESDAY), event=True))
        for since, until in spans
    ]
    assert many == [0, 1, 2]
    assert found.search(todo=True, include_completed=True) == []
    busy = found.freebusy_request(at("08:00", TUESDAY), at("12:00", TUESDAY)).vobject_instance
    assert [span[0] for row in busy.vfreebusy.contents["freebusy"] for span in row.value] == [
        at("09:00", TUESDAY),
        at("10:30", TUESDAY),
    ]


def test_a_synchronisation_is_told_that_nothing_changed_or_to_begin_anew(office, calendar):
    made = office.booked()
    found = calendar(office.law)
    known = found.objects(load_objects=True)
    updated, deleted = known.sync()
    assert (told(known), list(updated), list(deleted)) == (
        {"11-24 09:00": ("法律咨询", "CONFIRMED", 2)},
        [],
        [],
    )
    actions.cancel(made, by=office.town.portal, secret=made.slip.seed)
    with pytest.raises(AuthorizationError):
        known.sync()
    assert told(found.objects(load_objects=True)) == {"11-24 09:00": ("法律咨询", "CANCELLED", 3)}


def test_of_a_sealed_service_a_program_reads_times_alone(office, calendar):
    talk = office.booked(office.ear, phone=PHONE, tell="call")
    (event,) = calendar(office.ear).events()
    assert told([event]) == {"11-24 09:00": ("预约", "CONFIRMED", 2)}
    assert [word in event.data for word in ("心理", "LOCATION", talk.slip.code, PHONE)] == [False] * 4


def test_no_program_writes(office, calendar):
    office.booked()
    found = calendar(office.law)
    (event,) = found.events()
    with pytest.raises(AuthorizationError):
        event.delete()
    event.vobject_instance.vevent.summary.value = "另一件事"
    with pytest.raises(AuthorizationError):
        event.save()
    with pytest.raises(AuthorizationError):
        found.save_event(event.data.replace("@onedoor", "@elsewhere"))
    assert told(found.events()) == {"11-24 09:00": ("法律咨询", "CONFIRMED", 2)}
    assert Appointment.objects.get().status == "booked"


# ---------------------------------------------------------------- a program that keeps a folder the same


def test_a_program_that_synchronises_keeps_the_same_times(office, live_server, clock, tmp_path):
    made, kept = office.booked(), office.booked(clock="10:30")
    sync = folder_of(tmp_path, live_server.url + home_of(office.law))
    sync("discover")
    sync("sync")
    assert read(tmp_path) == {
        made.slot.starts_at: ("CONFIRMED", "2"),
        kept.slot.starts_at: ("CONFIRMED", "2"),
    }
    actions.cancel(made, by=office.town.portal, secret=made.slip.seed)
    sync("sync")
    assert read(tmp_path) == {
        made.slot.starts_at: ("CANCELLED", "3"),
        kept.slot.starts_at: ("CONFIRMED", "2"),
    }
    clock.shift(CALLED_OFF + timedelta(minutes=1))
    sync("sync")
    assert read(tmp_path) == {kept.slot.starts_at: ("CONFIRMED", "2")}


def folder_of(path: Path, address: str):
    config = path / "config"
    config.write_text(
        f"""[general]
status_path = "{path}/status/"
[pair times]
a = "theirs"
b = "mine"
collections = ["from a"]
[storage theirs]
type = "caldav"
url = "{address}"
read_only = true
[storage mine]
type = "filesystem"
path = "{path}/mine/"
fileext = ".ics"
"""
    )

    def run(what: str) -> None:
        command = [str(VDIRSYNCER), "-c", str(config), what]
        done = subprocess.run(command, input="y\n" * 4, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr

    return run


def read(path: Path) -> dict:
    rows = [vobject.readOne(one.read_text()).vevent for one in path.glob("mine/*/*.ics")]
    return {row.dtstart.value: (row.status.value, row.sequence.value) for row in rows}


# ---------------------------------------------------------------- the feed, and what nobody's program should say


def test_the_feed_says_whether_anything_is_new(office, client):
    made = office.booked()
    feed = reverse("appointments:feed", args=[office.law.secret])
    first = client.get(feed)
    assert (first.content, first["Content-Type"]) == (calendar_of(office.law), "text/calendar; charset=utf-8")
    changed = datetime.strptime(first["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    assert changed == made.changes.latest("at").at.replace(microsecond=0)
    same = client.get(feed, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    actions.cancel(made, by=office.town.portal, secret=made.slip.seed)
    second = client.get(feed, headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, b"STATUS:CANCELLED" in second.content) == (200, True)


def test_a_time_that_was_only_kept_never_was_one(office):
    held = actions.hold(office.slot(office.law), by=office.town.portal)
    actions.cancel(held, by=office.town.portal, secret=held.slip.seed)
    assert b"VEVENT" not in calendar_of(office.law)


def test_whoever_does_not_know_the_address_learns_nothing(office, client):
    office.booked()
    old = times_of(office.law)
    actions.renew_secret(office.law, by=office.lawyer)
    statuses = [
        client.generic(method, address).status_code
        for address in (old, "/appointments/calendar/none/", "/appointments/calendar/none/times/")
        for method in ("GET", "OPTIONS", "PROPFIND", "REPORT", "PUT")
    ]
    assert statuses == [404] * 15


BOMB = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><D:propfind xmlns:D="DAV:"><D:prop>&c;</D:prop></D:propfind>'
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><D:propfind xmlns:D="DAV:"/>'
QUERY = '<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav"><C:filter>{}</C:filter></C:calendar-query>'


@pytest.mark.parametrize(
    ("method", "depth", "body", "status"),
    [
        ("PROPFIND", "1", BOMB, 400),
        ("PROPFIND", "1", OUTSIDE, 400),
        ("PROPFIND", "1", "<a>", 400),
        ("PROPFIND", "1", "x" * 70_000, 413),
        ("PROPFIND", "infinity", "", 403),
        ("PROPFIND", "1", "", 207),
        ("REPORT", "1", '<D:expand-property xmlns:D="DAV:"/>', 403),
        ("REPORT", "1", QUERY.format('<C:prop-filter name="SUMMARY"/>'), 403),
        ("REPORT", "1", QUERY.format('<C:time-range start="tomorrow"/>'), 400),
        ("REPORT", "1", '<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav"/>', 400),
        ("REPORT", "1", QUERY.format('<C:comp-filter name="VCALENDAR"/>'), 207),
        (
            "REPORT",
            "1",
            '<D:sync-collection xmlns:D="DAV:"><D:sync-token>data:,old</D:sync-token></D:sync-collection>',
            403,
        ),
        ("MKCALENDAR", "0", "", 403),
        ("PROPPATCH", "0", "", 403),
        ("MOVE", "0", "", 405),
    ],
)
def test_what_is_refused_and_what_is_not(office, client, method, depth, body, status):
    office.booked()
    address = times_of(office.law)
    answer = client.generic(method, address, body, headers={"Depth": depth}, **DAV)
    assert answer.status_code == status


def test_a_refusal_names_its_reason_in_the_protocols_words(office, client):
    slot = office.booked().slot
    address = reverse("appointments:calendar_entry", args=[office.law.secret, f"{slot.pk}.ics"])
    refused = client.generic("DELETE", address)
    assert (refused.status_code, b"need-privileges" in refused.content) == (403, True)
    options = client.options(address)
    assert (options["DAV"], "PUT" in options["Allow"]) == ("1, calendar-access", False)


def test_a_calendar_asks_the_database_little(office, client, django_assert_max_num_queries):
    for clock in ("09:00", "09:30", "10:00"):
        office.booked(clock=clock)
    with django_assert_max_num_queries(4):
        client.generic("PROPFIND", times_of(office.law), headers={"Depth": "1"})
