"""重新联网 — phones of the grids that come back after days without a line, each with what it kept; the server killed meanwhile.

The real endpoints, over HTTP. Each phone sends its items in one call, then its photos in pieces; one answer in twenty is lost on the
way, and what was not answered is sent again, as the app does it.
"""

import hashlib
import http.client
import io
import json
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

from django.conf import settings
from django.utils import timezone
from PIL import Image

from onedoor.config import processes
from onedoor.config.bench.figures import Figure, Goal, percentile
from onedoor.config.bench.intake import WORDS
from onedoor.config.bench.site import HOST, url_of
from onedoor.field import actions as field_actions
from onedoor.field.limits import MOST_PIECE
from onedoor.field.models import Phone, Photo, Upload, digest_of
from onedoor.kit.problems import NotNow
from onedoor.matters.models import Matter
from onedoor.posts.given import system_actor
from onedoor.posts.models import Post, Tenure
from onedoor.posts.tenures import live

ITEMS, A_PHOTO_IN = 10, 3
LOST, KILLS, PORT = 0.05, 3, 8760
HANDS, LONGEST = 48, 120
A_SECOND = Goal(1000)


@dataclass
class Comer:
    """One phone: what it has to say, and what it was answered. Its photos differ in their last bytes alone."""

    headers: dict
    items: list[dict]
    picture: bytes
    endings: dict[str, bytes]
    answers: dict[str, dict] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    pieces: list[float] = field(default_factory=list)
    repeats: int = 0


class Server:
    """The web server as it is started for a district; killed, it is started again at the same address."""

    def __init__(self, database: str, port: int):
        self.database, self.port = database, port
        self.child: subprocess.Popen | None = None
        self.is_wanted = True

    def on(self) -> None:
        self.child = processes.started(
            processes.server(HOST, self.port),
            settings.ROOT,
            True,
            DATABASE_URL=url_of(self.database),
            DB_POOL=str(processes.threads()),
            WEB_WORKERS="2",
        )
        processes.wait_for(HOST, self.port, self.child)

    def cut(self) -> None:
        """kill -9 to all of it."""
        if self.child:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()


@contextmanager
def killable(database: str) -> Iterator[Server]:
    with processes.own_port(HOST, PORT) as port:
        server = Server(database, port)
        server.on()
        try:
            yield server
        finally:
            server.cut()


def measure(database: str, *, phones: int, seconds: float) -> Iterator[Figure]:
    """So many phones over so many seconds, once undisturbed and once with the server killed three times."""
    comers = _comers(2 * phones)
    for name, part, kills in (("", comers[:phones], 0), (".killed", comers[phones:], KILLS)):
        with killable(database) as server:
            began = time.perf_counter()
            _all_come(server, part, seconds, kills)
            yield from _figures(f"phones{name}", part, time.perf_counter() - began, kills)


def _comers(count: int) -> list[Comer]:
    """Phones of as many workers' chairs as there are; the same chair's phone comes again with other items."""
    posts = list(Post.objects.filter(type__verbs__contains=["field.phone"]).order_by("pk"))
    staff = dict(Tenure.objects.filter(live(), post__in=posts).values_list("post_id", "staff_id"))
    today, base = timezone.localdate(), _picture()
    made, comers = [], []
    for post in posts[: (count + 1) // 2]:
        now = timezone.now()
        phone = Phone(post=post, staff_id=staff[post.pk], name="bench", seen_on=today)
        phone.issued_at = phone.shared_at = now
        token = f"bench-{phone.pk}"
        phone.digest, phone.share_sealed = digest_of(token), b"x"
        made.append(phone)
        headers = {"Authorization": f"Phone {phone.pk}.{token}"}
        comers += [_comer(headers, base, len(comers) + n) for n in range(2)]
    Phone.objects.bulk_create(made)
    # Each phone once in the first half, once in the second.
    return comers[::2] + comers[1::2]


def _picture() -> bytes:
    """As large as the app makes them, and no larger: noise, which packs worse than any photo."""
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), 25).convert("RGB").save(out, "JPEG", quality=50)
    return out.getvalue()


def _comer(headers: dict, base: bytes, seed: int) -> Comer:
    rng, endings = random.Random(seed), {}
    items = []
    for n in range(ITEMS):
        shown = []
        if (seed + n) % A_PHOTO_IN == 0:
            ending = uuid4().bytes
            sha = hashlib.sha256(base + ending).hexdigest()
            endings[sha] = ending
            shown = [{"sha256": sha, "size": len(base) + len(ending), "type": "image/jpeg"}]
        body = {"words": "".join(rng.choices(WORDS, k=3))}
        at = timezone.now().isoformat()
        items.append({"ref": str(uuid4()), "kind": "report", "at": at, "body": body, "photos": shown})
    return Comer(headers, items, base, endings)


def _all_come(server: Server, comers: list[Comer], seconds: float, kills: int) -> None:
    """Each at a moment of its own; whoever finds nobody there tries again a little later."""
    rng, began = random.Random(7), time.perf_counter()
    moments = sorted(rng.uniform(0, seconds) for _one in comers)
    over = threading.Event()
    killer = threading.Thread(target=_kill, args=(server, seconds, kills, over), daemon=True)
    killer.start()
    with ThreadPoolExecutor(HANDS) as hands:
        for comer, moment in zip(comers, moments, strict=True):
            time.sleep(max(0.0, began + moment - time.perf_counter()))
            hands.submit(_come, comer, server.port)
    over.set()
    killer.join()


def _kill(server: Server, seconds: float, kills: int, over: threading.Event) -> None:
    for _n in range(kills):
        if over.wait(seconds / (kills + 1)):
            return
        server.cut()
        server.on()
    # A child falls with the thread that started it, not only with the process.
    over.wait()


def _come(comer: Comer, port: int) -> None:
    rng, until = random.Random(comer.items[0]["ref"]), time.perf_counter() + LONGEST
    while time.perf_counter() < until:
        try:
            if not comer.answers:
                _items(comer, port, rng)
            for sha in list(comer.endings):
                _photo(comer, port, sha)
            return
        except (OSError, http.client.HTTPException, Lost):
            comer.repeats += 1
            time.sleep(rng.uniform(0.2, 1.5))


class Lost(Exception):
    """The answer did not arrive."""


def _items(comer: Comer, port: int, rng: random.Random) -> None:
    body = json.dumps({"sent_at": timezone.now().isoformat(), "items": comer.items}, ensure_ascii=False)
    began = time.perf_counter()
    told = _ask(port, "POST", "/field/items", body.encode(), comer.headers)
    took = (time.perf_counter() - began) * 1000
    if rng.random() < LOST:
        raise Lost
    comer.times.append(took)
    comer.answers = {answer["ref"]: answer for answer in told["answers"]}


def _photo(comer: Comer, port: int, sha: str) -> None:
    content, offset = comer.picture + comer.endings[sha], 0
    while offset < len(content):
        piece = content[offset : offset + MOST_PIECE]
        began = time.perf_counter()
        told = _ask(port, "PUT", f"/field/photos/{sha}?offset={offset}", piece, comer.headers)
        comer.pieces.append((time.perf_counter() - began) * 1000)
        if told["done"]:
            break
        offset = told["have"]
    del comer.endings[sha]


def _ask(port: int, method: str, path: str, body: bytes, headers: dict) -> dict:
    door = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        door.request(method, path, body, {**headers, "Content-Type": "application/json"})
        answer = door.getresponse()
        told = answer.read()
        if answer.status == 409:
            return {"done": False, "have": json.loads(told)["detail"]["have"]}
        if answer.status != 200:
            raise Lost
        return json.loads(told)
    finally:
        door.close()


def _figures(name: str, comers: list[Comer], lasted: float, kills: int) -> Iterator[Figure]:
    refs = [item["ref"] for comer in comers for item in comer.items]
    kept = Upload.objects.filter(ref__in=refs)
    ours = set(kept.values_list("case", flat=True))
    lost = len(refs) - kept.filter(state="received").count()
    doubled = Matter.objects.filter(case__in=ours).count() - len(ours) + len(refs) - lost - len(ours)
    later = Photo.objects.filter(upload__in=kept, filed_at=None).count()
    began = time.perf_counter()
    field_actions.finish(by=system_actor())
    filing = time.perf_counter() - began
    waiting = Photo.objects.filter(upload__in=kept, filed_at=None).count()
    if lost or doubled or waiting:
        raise NotNow(f"{name}: {lost} lost, {doubled} doubled, {waiting} photos not filed")
    times = [took for comer in comers for took in comer.times]
    pieces = [took for comer in comers for took in comer.pieces]
    more = {
        "phones": len(comers),
        "items": len(refs),
        "photos": Photo.objects.filter(upload__in=kept).count(),
        "filed_later": later,
        "filed_later_seconds": round(filing, 1),
        "kills": kills,
        "sent_again": sum(comer.repeats for comer in comers),
        "p50": round(percentile(times, 0.5)),
        "seconds": round(lasted, 1),
    }
    # Ten items go in one call: each of them is answered when the call is.
    yield Figure(f"{name}.item.p95", "ms", [percentile(times, 0.95)], goal=A_SECOND, more=more)
    yield Figure(f"{name}.piece.p95", "ms", [percentile(pieces, 0.95)], more={"pieces": len(pieces)})
    yield Figure(f"{name}.items", "items/s", [len(refs) / lasted])
    yield Figure(f"{name}.lost_or_doubled", "items", [float(lost + doubled + waiting)], goal=Goal(0))
