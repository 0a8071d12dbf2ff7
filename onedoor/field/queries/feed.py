"""下发 — what a phone carries: its worker's tasks, own reports and what became of them, the grid and whom to call; no more."""

import hashlib
import json
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.due import midnight_after
from onedoor.cases.models import Case
from onedoor.field.limits import MINE
from onedoor.field.models import Upload
from onedoor.field.speaking import number_to_call
from onedoor.joint.queries.plans import open_visits
from onedoor.matters.models import Category, Matter
from onedoor.matters.queries.lines import for_lines, lines
from onedoor.posts.models import Tenure
from onedoor.posts.tenures import live
from onedoor.registers.models import Proposal
from onedoor.registers.queries import phone as registered
from onedoor.tasks.queries import open_for
from onedoor.tasks.queries.tasks import lines as task_lines
from onedoor.voices.topics import Topic

MOST_MINE, MOST_OPEN = 100, 50


def feed_of(by, *, since: str = "") -> dict:
    """Whole, but for the registers: of these what changed since the cursor, unless `whole` says that they are all there are.
    `mark` is the same while nothing is new."""
    body = {name: part(by) for name, part in PARTS.items()}
    carried = registered.rows(by.post.region, since)
    body |= {"entries": carried.rows, "gone": carried.gone, "whole": carried.whole}
    marked = json.dumps([since, body], ensure_ascii=False, sort_keys=True, default=str)
    mark = hashlib.sha256(marked.encode()).hexdigest()[:24]
    return body | {"cursor": carried.cursor, "mark": mark}


def grid(by) -> dict:
    """The grid and whom to call: the village, the town, whoever else walks here."""
    region, org = by.post.region, by.post.org
    calls = []
    while org is not None:
        if org.phone:
            calls.append({"name": org.name, "phone": org.phone})
        org = org.parent
    held = Tenure.objects.filter(live(), post__region=region, post__type__code="grid_worker")
    names = [tenure.staff.name for tenure in held.select_related("staff").order_by("staff__name")]
    return {"code": region.code, "name": region.name, "workers": names, "calls": calls}


def mine(by) -> list[dict]:
    """What this very person reported from this chair in the last month, and where each stands."""
    own = Upload.objects.filter(post=by.post, phone__staff=by.staff, kind="report")
    sent = own.filter(at__gte=timezone.now() - MINE)
    sent = sent.exclude(case=None).select_related("case").prefetch_related("photos")[:MOST_MINE]
    uploads = list(sent)
    seen = {
        line.case.pk: line
        for line in lines(for_lines(cases_for(by).filter(pk__in=[one.case_id for one in uploads])))
    }
    return [_own(one, one.case, seen.get(one.case.pk)) for one in uploads if one.case]


def _own(upload: Upload, case: Case, line) -> dict:
    photos = list(upload.photos.all())
    is_plain = case.secrecy == Case.Secrecy.NORMAL
    told = {
        "ref": str(upload.ref),
        "code": case.code if is_plain else "",
        "at": upload.at.isoformat(),
        "photos": len(photos),
        "waiting": sum(photo.arrived_at is None for photo in photos),
        "wrong": [photo.words for photo in photos if photo.words],
    }
    if line is None or not is_plain:
        # Moved to another ground, or sealed since.
        return told | {"state": "away", "label": "", "due": None, "colour": "done", "clock": ""}
    status = line.matter.status
    return told | {
        "state": status,
        "label": str(Matter.lifecycle.statuses(status).label),
        "due": line.case.due_at and line.case.due_at.isoformat(),
        "colour": line.colour,
        "clock": line.words,
    }


def open_here(by) -> list[dict]:
    """What is open in the grid: which kind of thing, where it stands, since when. No name, no words; nothing of elsewhere
    to which this chair was sent."""
    here = cases_for(by).filter(region_path__startswith=by.post.region.path)
    found = here.filter(closed_at=None, secrecy=Case.Secrecy.NORMAL, matter__isnull=False)
    return [
        {
            "code": line.case.code,
            "what": line.matter.category.name if line.matter.category else "",
            "label": str(Matter.lifecycle.statuses(line.matter.status).label),
            "colour": line.colour,
            "clock": line.words,
        }
        for line in lines(for_lines(found.order_by("due_at", "pk")[:MOST_OPEN]))
    ]


def categories(_by) -> list[dict]:
    """What a report may be about, by the words that workers type."""
    found = Category.objects.leaves().valid(timezone.localdate()).order_by("path")
    return [{"code": one.code, "name": one.name} for one in found]


def tasks(by) -> list[dict]:
    """What this chair is to go and do: its own tasks, and the places of running plans in its grid."""
    rows = open_for(by.post)
    clocks = {line.task.pk: line for line in task_lines(rows, timezone.now())}
    told = [_task(row, clocks[row.pk]) for row in rows]
    return told + [_round(place) for place in open_visits(by)]


def _task(task, line) -> dict:
    """A phone is carried about and lost: of a sealed case it says that there is something, and by when."""
    told = {
        "id": str(task.pk),
        "kind": task.kind,
        "due": task.clock.due_at.isoformat(),
        "overdue": line.is_late,
    }
    if task.case.secrecy != Case.Secrecy.NORMAL:
        return told | {
            "kind": "sealed",
            "label": _("保密事项"),
            "words": _("一件保密事项，请到电脑上办"),
            "sealed": True,
        }
    return told | {
        "number": task.number,
        "code": task.case.code,
        "label": task.get_kind_display(),
        "words": task.words,
        "place": task.place,
        "lon": task.lon,
        "lat": task.lat,
        "giver": str(task.giver.org),
    }


def _round(place) -> dict:
    """A place of a plan, as a task whose result is its list filled in."""
    return {
        "id": str(place.pk),
        "visit": str(place.pk),
        "number": place.number,
        "code": place.plan.case.code,
        "kind": "round",
        "label": place.plan.name,
        "words": place.name,
        "place": place.address,
        "lon": place.lon,
        "lat": place.lat,
        "due": midnight_after(place.by_day).isoformat(),
        "overdue": place.by_day < timezone.localdate(),
        "giver": str(place.plan.host),
        "checklist": [
            {"id": str(item.number), "words": item.words, "kind": item.kind, "measure": item.measure}
            for item in place.plan.items.all()
        ],
    }


def topics(_by) -> list[dict]:
    """What people may be said to talk about."""
    return [{"code": str(code), "name": str(name)} for code, name in Topic.choices]


def cards_for(upload: Upload) -> list[dict]:
    """The words on either side, of an item in which two were at odds."""
    if upload.state != Upload.State.CONFLICT or upload.about is None:
        return []
    proposal = Proposal.objects.filter(pk=upload.about).first()
    return registered.cards_of(proposal) if proposal else []


def cards(by) -> list[dict]:
    return registered.cards(by)


def proposed(by) -> list[dict]:
    return registered.sent(by)


def registers(_by) -> list[dict]:
    return registered.registers()


def call(by) -> str:
    return number_to_call(by.post)


# Each part of the feed: (actor) -> what JSON can say.
PARTS: dict[str, Callable] = {
    "grid": grid,
    "tasks": tasks,
    "topics": topics,
    "call": call,
    "mine": mine,
    "open_here": open_here,
    "categories": categories,
    "cards": cards,
    "proposed": proposed,
    "registers": registers,
}
