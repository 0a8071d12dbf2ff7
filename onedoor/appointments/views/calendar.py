"""日历订阅与同步 — a provider's times in the calendar they use anyway. The secret in the address is the key; nothing can be written."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from onedoor.appointments import caldav
from onedoor.appointments.caldav import Thing
from onedoor.appointments.queries.feed import (
    Entry,
    busy_of,
    calendar_with,
    entries_of,
    mark_of,
    provider_with,
)
from onedoor.kit.problems import TooBig

TEXT, XML = "text/calendar; charset=utf-8", "application/xml; charset=utf-8"
READING = ("OPTIONS", "GET", "HEAD", "PROPFIND", "REPORT")
OFFERED = {"DAV": "1, calendar-access", "Allow": ", ".join(READING)}


def feed(request, secret):
    """日历订阅 — times without names; whoever has the address reads no more than that."""
    return _calendar(request, _entries(secret))


@csrf_exempt
def home(request, secret):
    """日历同步 — where a program begins to look, and finds the one calendar."""
    entries, here = _entries(secret), _address("calendar_home", secret)
    inside = [caldav.calendar_in(here, _address("calendar", secret), entries)]
    return _answer(request, caldav.home_of(here), inside, entries, secret)


@csrf_exempt
def calendar(request, secret):
    """日历 — its entries: listed, asked for by time, or by address."""
    entries, here = _entries(secret), _address("calendar", secret)
    own = caldav.calendar_in(_address("calendar_home", secret), here, entries)
    return _answer(request, own, _things(secret, entries), entries, secret)


@csrf_exempt
def entry(request, secret, name):
    """日历里的一个时间 — what is not there cannot be put there either."""
    found = [one for one in _entries(secret) if _named(one) == name]
    if not found:
        return HttpResponse(status=404) if request.method in READING else _refused("need-privileges")
    return _answer(request, _things(secret, found)[0], [], found, secret)


def _named(one: Entry) -> str:
    return f"{one.key}.ics"


def _entries(secret: str) -> list[Entry]:
    if (provider := provider_with(secret)) is None:
        raise Http404
    return entries_of(provider)


def _address(name: str, *args) -> str:
    return reverse(f"appointments:{name}", args=args)


def _things(secret: str, entries: list[Entry]) -> list[Thing]:
    return [caldav.entry_at(_address("calendar_entry", secret, _named(one)), one) for one in entries]


def _answer(request, own: Thing, inside: list[Thing], entries: list[Entry], secret: str):
    if request.method == "OPTIONS":
        return HttpResponse(headers=OFFERED)
    if request.method in ("GET", "HEAD"):
        return _calendar(request, entries, own.entry and own.entry.etag)
    try:
        if request.method == "PROPFIND":
            return _listed(request, own, inside)
        if request.method == "REPORT":
            return _reported(secret, entries, caldav.read(_body(request)))
    except caldav.Refused as refused:
        return _refused(str(refused))
    return _refused("need-privileges")


def _calendar(request, entries: list[Entry], etag=None):
    """Only the mark decides whether anything is new: what is over leaves the calendar without having changed."""
    text = calendar_with(entries)
    etag = etag or mark_of(text)
    is_known = etag in request.headers.get("If-None-Match", "")
    answer = HttpResponse(status=304) if is_known else HttpResponse(text, content_type=TEXT)
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    if entries:
        answer["Last-Modified"] = http_date(max(one.changed_at for one in entries).timestamp())
    return answer


def _listed(request, own: Thing, inside: list[Thing]):
    depth = request.headers.get("Depth", "infinity")
    if depth not in ("0", "1"):
        raise caldav.Refused("propfind-finite-depth")
    query = caldav.read(_body(request))
    return _xml(caldav.multistatus([own, *(inside if depth == "1" else ())], query))


def _reported(secret: str, entries: list[Entry], query: caldav.Query):
    """Four questions. Nothing of the past is kept for the last: with any token but today's a program begins anew."""
    found, gone, token = caldav.chosen(entries, query), [], ""
    match caldav.REPORTS.get(query.kind):
        case "busy":
            return HttpResponse(busy_of(found, *query.limits()), content_type=TEXT)
        case "named":
            known = {_address("calendar_entry", secret, _named(one)): one for one in entries}
            found = [known[href] for href in query.hrefs if href in known]
            gone = [href for href in query.hrefs if href not in known]
        case "changed":
            token = caldav.token_of(entries)
            found = caldav.since(query.token, token, entries)
        case None:
            raise caldav.Refused("supported-report")
    return _xml(caldav.multistatus(_things(secret, found), query, gone=gone, token=token))


def _body(request) -> bytes:
    body = request.read(caldav.MOST + 1)
    if len(body) > caldav.MOST:
        raise TooBig(_("日历程序发来的内容太多。"))
    return body


def _xml(told: bytes, status=207):
    answer = HttpResponse(told, status=status, content_type=XML)
    answer["DAV"] = OFFERED["DAV"]
    return answer


def _refused(name: str):
    return _xml(caldav.refusal(name), 403)
