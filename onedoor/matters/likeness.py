"""同一件事 — likely earlier requests about the same thing, with why. A person decides; nothing here changes anything."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.functions import Cast, Left
from django.utils import timezone

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case
from onedoor.matters.comparing import Likeness, Said, Words, judged, length, names_of_place, share
from onedoor.matters.models import Matter
from onedoor.places.models import Region

# From here on a likeness is worth a look while somebody types, and worth proposing to merge.
WORTH_A_LOOK, WORTH_PROPOSING = 0.3, 0.35
DAYS, SHOWN = 90, 5
# How many of the newest texts tell which words are rare, and for how long that is believed.
SAMPLE, BELIEVED = 1000, timedelta(minutes=10)
# How many are looked at closely: the newest of the same village, and those that share the rarest words.
NEIGHBOURS, NAMESAKES, RAREST, HITS = 30, 40, 8, 400
# District, street, community: that many steps from the top.
VILLAGE = 3
# Pairs of characters that more texts share than this lead nowhere; less alike than this in words is never enough.
SHARED_BY_MANY, TOO_UNLIKE = 60, 0.1
# Of an earlier one only the beginning is read while somebody types.
READ_NOW = 240
# Fewer signs than that are no request yet: everything would be like them.
SIGN, SHORTEST = re.compile(r"\w"), 6
COUNTS = """
SELECT lexeme, count(*) FROM (SELECT words FROM matters_matter ORDER BY id DESC LIMIT %s) newest, unnest(newest.words)
GROUP BY lexeme HAVING count(*) > 1
"""
_believed: dict[str, tuple[datetime, Words]] = {}


@dataclass(frozen=True)
class Likely:
    """An earlier matter that may be the same thing, how likely, and why in plain words."""

    matter: Matter
    score: float
    why: str


@dataclass(frozen=True)
class Pair:
    """Two of the matters that were compared: the later one, the earlier one, how alike."""

    later: Matter
    earlier: Matter
    likeness: Likeness


def likely_earlier(
    title: str, body: str, *, region: Region | None = None, actor=None, at: datetime | None = None,
    days: int = DAYS, limit: int = SHOWN, exclude: Matter | None = None,
) -> list[Likely]:  # fmt: skip
    """可能是同一件事 — the likeliest earlier matters within the actor's reach, best first."""
    at = at or timezone.now()
    if len(SIGN.findall(title + body)) < SHORTEST:
        return []
    path, kind = (region.path, region.kind) if region else ("", "")
    mine, words = Said(title, body, at, path, kind, _names({path})[path]), rarity()
    cases = cases_for(actor) if actor else Case.objects.all()
    cases = cases.filter(matter__reported_at__range=(at - timedelta(days=days), at))
    if exclude is not None:
        cases = cases.exclude(pk=exclude.case_id)
    weights, best = mine.weights(words), []
    for key, said in _candidates(cases, mine, words, days):
        theirs = said.weights(words)
        common = sum(weight * theirs[pair] for pair, weight in weights.items() if pair in theirs)
        likeness = share(common, length(weights), length(theirs))
        if likeness < TOO_UNLIKE:
            continue
        found = judged(mine, said, words, likeness)
        if found.words and found.score >= WORTH_A_LOOK:
            best.append((found, key))
    best = sorted(best, key=lambda one: (-one[0].score, one[1]))[:limit]
    matters = Matter.objects.for_rows().in_bulk([key for _found, key in best])
    return [Likely(matters[key], found.score, found.why) for found, key in best]


def _names(paths: set[str]) -> dict[str, tuple[str, ...]]:
    """For each path what its region and those above it are called."""
    above = {
        path: ["/".join(path.split("/")[:n]) + "/" for n in range(1, path.count("/") + 1)] for path in paths
    }
    wanted = {one for ways in above.values() for one in ways}
    called = dict(Region.objects.filter(path__in=wanted).values_list("path", "name")) if wanted else {}
    return {path: names_of_place(filter(None, map(called.get, ways))) for path, ways in above.items()}


def _candidates(cases: QuerySet[Case], mine: Said, words: Words, days: int) -> Iterator[tuple]:
    """(key of the matter, what it says) of those worth comparing, each once."""
    told = ("matter__pk", "title", "start", "matter__reported_at", "region_path", "region__kind")
    cases = cases.annotate(start=Left("matter__body", READ_NOW)).order_by("-pk").values_list(*told)
    found = {}
    if mine.steps:
        # The village of a grid, or whatever place of that depth it is.
        village = "/".join(mine.path.split("/")[:VILLAGE]) + "/"
        found |= {row[0]: row for row in cases.filter(region_path__startswith=village)[:NEIGHBOURS]}
    hits = _hits(mine, words, days)
    found |= {row[0]: row for row in cases.filter(matter__pk__in=hits)[:NAMESAKES]}
    for key, *rest in found.values():
        yield key, Said(*rest)


def _hits(mine: Said, words: Words, days: int) -> list:
    """The newest that have one of the words that tell most. Asked by themselves, so that the index of words is used:
    beside an order or a limit the planner would rather read the whole table."""
    weights = mine.weights(words)
    rarest = sorted(weights, key=lambda pair: (-weights[pair], pair))[:RAREST]
    if not rarest:
        return []
    # A plain cast: the parser of to_tsquery would cut Chinese by the database's locale.
    asked = Cast(Value(" | ".join(rarest)), SearchQueryField())
    has = Func(
        F("words"), asked, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField()
    )
    since = mine.at - timedelta(days=days)
    found = Matter.objects.filter(has, reported_at__range=(since, mine.at)).values_list("pk", flat=True)
    return sorted(found, reverse=True)[:HITS]


def rarity() -> Words:
    """How rare words are in the newest texts; a small house is counted anew each time."""
    now, name = timezone.now(), str(connection.settings_dict["NAME"])
    kept = _believed.get(name)
    if kept and abs(now - kept[0]) < BELIEVED:
        return kept[1]
    texts = Matter.objects.order_by("-pk").values("pk")[:SAMPLE].count()
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [SAMPLE])
        words = Words(dict(cursor.fetchall()), texts)
    if texts == SAMPLE:
        _believed[name] = (now, words)
    return words


def pairs(matters: Iterable[Matter], threshold: float = WORTH_PROPOSING, days: int = DAYS) -> list[Pair]:
    """成对比对 — all pairs of a batch that are alike enough, the likeliest first. Matters come with their case and its region."""
    matters = sorted(matters, key=lambda matter: (matter.reported_at, matter.case.code))
    said = list(said_of(matters).values())
    counts = Counter(pair for one in said for pair in one.pairs)
    words, found = Words(counts, len(said)), []
    for later, earlier, likeness in _alike(said, counts, words, threshold, timedelta(days=days)):
        found.append(Pair(matters[later], matters[earlier], likeness))
    return sorted(found, key=lambda pair: -pair.likeness.score)


def said_of(matters: Iterable[Matter]) -> dict:
    """What is compared of each matter, by its key, in their order; they come with their case and its region."""
    matters = list(matters)
    names = _names({matter.case.region_path for matter in matters})
    return {
        m.pk: Said(
            m.case.title,
            m.body,
            m.reported_at,
            m.case.region_path,
            m.case.region.kind,
            names[m.case.region_path],
        )
        for m in matters
    }


def _alike(said: list[Said], counts: Counter, words: Words, threshold: float, within: timedelta):
    """(later, earlier, likeness) by row: each text against those before it that share its rarer words."""
    holders, weights = defaultdict(list), [one.weights(words) for one in said]
    lengths = [length(one) for one in weights]
    for later, one in enumerate(said):
        common: dict[int, float] = defaultdict(float)
        for pair, weight in weights[later].items():
            if 1 < counts[pair] <= SHARED_BY_MANY:
                for earlier, theirs in holders[pair]:
                    common[earlier] += weight * theirs
                holders[pair].append((later, weight))
        for earlier, told in common.items():
            likeness = share(told, lengths[later], lengths[earlier])
            if likeness >= TOO_UNLIKE and one.at - said[earlier].at <= within:
                found = judged(one, said[earlier], words, likeness)
                if found.words and found.score >= threshold:
                    yield later, earlier, found


def clusters(found: Iterable[Pair]) -> list[set]:
    """成组 — keys of matters that hang together by pairs, the largest group first."""
    groups: dict = {}
    for pair in found:
        mine, theirs = (
            groups.setdefault(pair.later.pk, {pair.later.pk}),
            groups.setdefault(pair.earlier.pk, {pair.earlier.pk}),
        )
        if mine is not theirs:
            mine |= theirs
            groups.update(dict.fromkeys(theirs, mine))
    unique = {id(group): group for group in groups.values()}
    return sorted(unique.values(), key=len, reverse=True)
