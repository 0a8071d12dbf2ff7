"""日历同步 — what a CalDAV client asks for and how it is answered (RFC 4791 and 6578, to be read only): XML in, XML out.

Three things can be asked for: the home (also the principal, since whoever has the address is the reader), the one calendar
in it, and each of its entries. No request is trusted: a document type is refused before anything in it is read.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from django.utils.http import http_date
from django.utils.translation import gettext as _

from onedoor.appointments.queries.feed import SEALED, Entry, mark_of
from onedoor.kit.problems import Problem

DAV, CAL, SERVER = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}", "{http://calendarserver.org/ns/}"
for prefix, space in (("D", DAV), ("C", CAL), ("S", SERVER)):
    ET.register_namespace(prefix, space[1:-1])
REPORTS = {
    f"{CAL}calendar-query": "timed",
    f"{CAL}calendar-multiget": "named",
    f"{CAL}free-busy-query": "busy",
    f"{DAV}sync-collection": "changed",
}
DATA = f"{CAL}calendar-data"
MOST = 64 * 1024
EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Thing:
    """What stands at one address and is told of it; the text of an entry only to whoever asks for it by name."""

    href: str
    props: dict[str, ET.Element]
    entry: Entry | None = None

    def prop(self, name: str) -> ET.Element | None:
        if name == DATA and self.entry:
            return element(DATA, self.entry.text.decode())
        return self.props.get(name)


@dataclass(frozen=True)
class Query:
    """What a request wants to know, of what."""

    kind: str = f"{DAV}propfind"
    wanted: list[str] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    span: tuple[datetime, datetime] = EVER
    events: bool = True
    token: str = ""

    def limits(self) -> tuple[datetime, datetime]:
        if EVER[0] in self.span or EVER[1] in self.span:
            raise _unreadable()
        return self.span


class Refused(Exception):
    """A precondition of the protocol that does not hold, by its name in `DAV:` or, if it says so, CalDAV's."""


class _Plain(ET.TreeBuilder):
    def doctype(self, *told):
        raise _unreadable()


def _unreadable() -> Problem:
    return Problem(_("日历程序发来的内容读不出来。"))


def read(body: bytes) -> Query:
    """An empty body asks for everything that is told unasked."""
    if not body:
        return Query()
    try:
        root = ET.fromstring(body, parser=ET.XMLParser(target=_Plain()))
        span = _span(root)
    except (ET.ParseError, LookupError, ValueError) as error:
        raise _unreadable() from error
    prop = root.find(f"{DAV}prop")
    return Query(
        kind=root.tag,
        wanted=[one.tag for one in prop] if prop is not None else [],
        hrefs=[unquote(urlsplit(one.text or "").path) for one in root.findall(f"{DAV}href")],
        span=span,
        events=_asks_for_events(root),
        token=root.findtext(f"{DAV}sync-token") or "",
    )


def _span(root: ET.Element) -> tuple[datetime, datetime]:
    told = root.find(f".//{CAL}time-range")
    since, until = (told.get(end) if told is not None else None for end in ("start", "end"))
    return (_moment(since) if since else EVER[0], _moment(until) if until else EVER[1])


def _moment(told: str) -> datetime:
    return datetime.strptime(told, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _asks_for_events(root: ET.Element) -> bool:
    """A filter by anything but kind and time is one that is not there, and that is said."""
    if any(one.tag in (f"{CAL}prop-filter", f"{CAL}is-not-defined") for one in root.iter()):
        raise Refused("C:supported-filter")
    kinds = {one.get("name") for one in root.iter(f"{CAL}comp-filter")} - {"VCALENDAR"}
    return kinds <= {"VEVENT"}


def chosen(entries: Iterable[Entry], query: Query) -> list[Entry]:
    since, until = query.span
    return [one for one in entries if query.events and one.starts_at < until and one.ends_at > since]


def since(token: str, now: str, entries: list[Entry]) -> list[Entry]:
    """All of them for whoever begins, none for whoever has them all."""
    if token not in ("", now):
        raise Refused("valid-sync-token")
    return [] if token else entries


# ---------------------------------------------------------------- what there is


def home_of(home: str) -> Thing:
    kind = element(f"{DAV}resourcetype", element(f"{DAV}collection"), element(f"{DAV}principal"))
    return Thing(home, _named([kind, *_shared(home)]))


def calendar_in(home: str, href: str, entries: list[Entry]) -> Thing:
    """Its mark changes with any of its entries; that is also the token of a synchronisation."""
    mark = token_of(entries)
    reports = (element(f"{DAV}supported-report", element(f"{DAV}report", element(one))) for one in REPORTS)
    told = [
        element(f"{DAV}resourcetype", element(f"{DAV}collection"), element(f"{CAL}calendar")),
        element(f"{CAL}supported-calendar-component-set", element(f"{CAL}comp", name="VEVENT")),
        element(f"{DAV}supported-report-set", *reports),
        element(f"{DAV}getcontenttype", "text/calendar; charset=utf-8"),
        element(f"{SERVER}getctag", mark),
        element(f"{DAV}sync-token", mark),
    ]
    return Thing(href, _named(told + _shared(home)))


def entry_at(href: str, entry: Entry) -> Thing:
    told = [
        element(f"{DAV}resourcetype"),
        element(f"{DAV}getcontenttype", "text/calendar; charset=utf-8; component=vevent"),
        element(f"{DAV}getetag", entry.etag),
        element(f"{DAV}getlastmodified", http_date(entry.changed_at.timestamp())),
    ]
    return Thing(href, _named(told), entry)


def token_of(entries: list[Entry]) -> str:
    told = "".join(f"{one.key}{one.etag}" for one in entries)
    return "data:," + mark_of(told.encode()).strip('"')


def _shared(home: str) -> list[ET.Element]:
    """Whose it is: whoever reads it, under the same address; and that it can be read."""
    reader, read = element(f"{DAV}href", home), element(f"{DAV}privilege", element(f"{DAV}read"))
    names = (
        f"{DAV}current-user-principal",
        f"{DAV}principal-URL",
        f"{DAV}owner",
        f"{CAL}calendar-home-set",
    )
    told = [element(name, reader) for name in names]
    return [element(f"{DAV}displayname", SEALED), *told, element(f"{DAV}current-user-privilege-set", read)]


def _named(told: list[ET.Element]) -> dict[str, ET.Element]:
    return {one.tag: one for one in told}


# ---------------------------------------------------------------- how it is told


def element(tag: str, *inside, **said) -> ET.Element:
    made = ET.Element(tag, said)
    for one in inside:
        if isinstance(one, str):
            made.text = one
        else:
            made.append(one)
    return made


def multistatus(things: Iterable[Thing], query: Query, *, gone: Iterable[str] = (), token: str = "") -> bytes:
    told = [_response(one, query.wanted) for one in things]
    end = [element(f"{DAV}sync-token", token)] if token else []
    return written(element(f"{DAV}multistatus", *told, *(_lost(href) for href in gone), *end))


def _response(thing: Thing, wanted: list[str]) -> ET.Element:
    """What is wanted and known, and what is wanted and is not there."""
    found = [(name, thing.prop(name)) for name in wanted or thing.props]
    known = [one for _name, one in found if one is not None]
    unknown = [element(name) for name, one in found if one is None]
    parts = [
        element(f"{DAV}propstat", element(f"{DAV}prop", *props), _status(words))
        for props, words in ((known, "200 OK"), (unknown, "404 Not Found"))
        if props
    ]
    return element(f"{DAV}response", element(f"{DAV}href", thing.href), *parts)


def _lost(href: str) -> ET.Element:
    return element(f"{DAV}response", element(f"{DAV}href", href), _status("404 Not Found"))


def _status(words: str) -> ET.Element:
    return element(f"{DAV}status", f"HTTP/1.1 {words}")


def refusal(name: str) -> bytes:
    tag = f"{CAL}{name[2:]}" if name.startswith("C:") else f"{DAV}{name}"
    return written(element(f"{DAV}error", element(tag)))


def written(root: ET.Element) -> bytes:
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
