"""Taking in requests over HTTP, one a call and a hundred a call, beside the same statements by bare SQL."""

import json
import random
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from onedoor.api.actions import digest_of
from onedoor.api.intake import drafts_of
from onedoor.api.models import MOST, Token
from onedoor.api.schemas import MatterIn
from onedoor.config.bench.bare import Script, caught, pgbench
from onedoor.config.bench.figures import Figure, Goal, percentile
from onedoor.config.bench.site import Site
from onedoor.config.demo.building import middles
from onedoor.kit.problems import NotNow
from onedoor.matters.actions import register_many_once
from onedoor.matters.models import Matter
from onedoor.posts.actor import Actor
from onedoor.posts.models import Post, Tenure

BATCH = 100
WORDS = (
    "水管破裂，三天无水，老人做饭困难，请尽快派人维修。",
    "路灯不亮，晚上出行不便，希望尽快修好。",
    "垃圾清运不及时，气味大，请处理。",
)


@dataclass(frozen=True)
class Kind:
    """How requests are sent: how many a call, over how many connections."""

    name: str
    path: str
    size: int
    connections: int
    goal: Goal


ONE = Kind("intake.single", "/api/v1/matters", 1, 8, Goal(0.10, "ratio", at_least=True, stretch=0.15))
MANY = Kind(
    "intake.batch_of_100", "/api/v1/matters/batch", BATCH, 4, Goal(0.15, "ratio", at_least=True, stretch=0.30)
)


class Senders:
    """Partners' systems, each with a token of another centre's desk, so that each counts on its own."""

    def __init__(self, count: int, seed: int = 1):
        self.rng, self.points = random.Random(seed), list(middles().values())
        desks = Post.objects.filter(type__code="dispatcher").exclude(org__number="").order_by("org__number")
        posts = desks.distinct("org__number").select_related("org", "type")[:count]
        self.words = [secrets.token_urlsafe(32) for _post in posts]
        self.actors = [Actor(Tenure.objects.filter(post=post).first().staff, post) for post in posts]
        ends = timezone.localdate() + timedelta(days=30)
        Token.objects.bulk_create(
            Token(
                post=actor.post,
                staff=actor.staff,
                name="bench",
                digest=digest_of(words),
                per_minute=MOST,
                issued_by=actor.post,
                expires_on=ends,
            )
            for actor, words in zip(self.actors, self.words, strict=True)
        )

    def said(self) -> dict:
        """A request of some hundred characters at one of the grids."""
        lon, lat = self.rng.choice(self.points)
        body = "".join(self.rng.choices(WORDS, k=4))
        return {"body": body, "kind": "help", "point": {"lon": lon, "lat": lat}}

    def lane(self, words: str, kind: Kind, different: int = 20) -> list[dict]:
        headers = {"Authorization": f"Bearer {words}", "Content-Type": "application/json"}
        bodies = [
            self.said() if kind.size == 1 else {"matters": [self.said() for _n in range(kind.size)]}
            for _n in range(different)
        ]
        return [
            {
                "method": "POST",
                "path": kind.path,
                "headers": headers,
                "body": json.dumps(body, ensure_ascii=False),
                "keyed": True,
            }
            for body in bodies
        ]

    def lanes(self, kind: Kind) -> list[list[dict]]:
        return [self.lane(words, kind) for words in self.words[: kind.connections]]

    def script(self, kind: Kind) -> Script:
        """What one registration by the first sender writes."""
        actor, sent = self.actors[0], [MatterIn(**self.said()) for _n in range(kind.size)]
        with caught() as statements:
            register_many_once(uuid4(), lambda: drafts_of(sent, by=actor), said=[], by=actor)
        return Script(statements, actor.post.org.number)


def measure(
    site: Site, database: str, senders: Senders, kind: Kind, *, repeats: int, seconds: float
) -> list[Figure]:
    """Requests a second and how long a call takes, and bare SQL in turn with it."""
    script, lanes = senders.script(kind), senders.lanes(kind)
    rate = Figure(
        kind.name,
        "requests/s",
        bound=f"the same statements by pgbench, {kind.connections} clients",
        goal=kind.goal,
    )
    waits = Figure(f"{kind.name}.p95", "ms", goal=Goal(100) if kind.size > 1 else None)
    site.load(lanes, seconds=1, wanted="201")
    for _repeat in range(repeats):
        bare = pgbench(script, database=database, clients=kind.connections, seconds=seconds)
        rate.bound_values.append(bare * kind.size)
        report = site.load(lanes, seconds=seconds, wanted="201")
        rate.values.append(len(report["times"]) * kind.size / report["seconds"])
        waits.values.append(percentile(report["times"], 0.95))
    return [rate, waits]


def repeat_writes_nothing(site: Site, senders: Senders) -> Figure:
    """The same batch with the same key a second time: how many rows it added."""
    lane = senders.lane(senders.words[0], MANY, different=1)
    key = {**lane[0], "keyed": False, "headers": {**lane[0]["headers"], "Idempotency-Key": str(uuid4())}}
    site.load([[key]], count=1, wanted="201")
    before = Matter.objects.count()
    site.load([[key]], count=3, wanted="201")
    added = Matter.objects.count() - before
    if added:
        raise NotNow(f"{added} rows were written by repeats")
    return Figure("intake.batch_repeated.rows_added", "rows", [added], goal=Goal(0))
