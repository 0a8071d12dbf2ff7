"""The pages that staff live in, over HTTP with a signed-in session, beside the bare SQL of their list."""

import http.client
import re
import sys
import time
from collections.abc import Callable
from io import BytesIO
from urllib.parse import urlencode

import psycopg
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.urls import reverse

from onedoor.cases.access import cases_for
from onedoor.config.bench.bare import caught
from onedoor.config.bench.figures import Figure, Goal, percentile
from onedoor.config.bench.site import HOST, Site
from onedoor.config.demo.people import GRID_LOGIN, PASSWORD
from onedoor.matters.queries import worklists
from onedoor.posts.actor import Actor
from onedoor.posts.models import Staff
from onedoor.posts.tenures import posts_held

LEVELS = {"district": "dispatcher", "town": "street", "village": "community", "grid": GRID_LOGIN}
MOST_QUERIES = 30
MOST_SECONDS = 3
BARE = """SELECT id, code, title, due_at FROM cases_case WHERE closed_at IS NULL AND region_path LIKE %s
ORDER BY due_at, id LIMIT 26"""


class Visitor:
    """Somebody of the demo, signed in by the sign-in page."""

    def __init__(self, site: Site, login: str):
        self.site, staff = site, Staff.objects.get(username=login)
        self.actor = Actor(staff, posts_held(staff).get())
        self.cookie = sign_in(site, login)

    def look(self, paths: list[str], *, count: int) -> list[float]:
        """How long each of so many looks took, one after the other."""
        asked = [{"method": "GET", "path": path, "headers": {"Cookie": self.cookie}} for path in paths]
        return self.site.load([asked], count=count, seconds=MOST_SECONDS)["times"]

    def queries(self, path: str) -> int:
        """How many statements the page takes, asked in this process."""
        answers: list[str] = []
        with caught() as sent:
            page = WSGIHandler()(environ(path, self.cookie), lambda status, headers: answers.append(status))
            b"".join(page)
        if not answers[0].startswith("200"):
            raise RuntimeError(f"{path}: {answers[0]}")
        return len(sent)

    def codes(self, count: int) -> list[str]:
        """Cases within reach, open ones first, spread over all."""
        reach = cases_for(self.actor).filter(matter__isnull=False)
        some = list(reach.filter(closed_at=None).order_by("pk").values_list("code", flat=True)[: count // 2])
        return some + list(
            reach.exclude(closed_at=None).order_by("pin_digest").values_list("code", flat=True)[: count // 2]
        )


def sign_in(site: Site, login: str) -> str:
    """The session's cookie."""
    browser = http.client.HTTPConnection(HOST, site.port, timeout=30)
    path = reverse("account_login")
    page, cookies = _fetch(browser, "GET", path)
    secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    form = urlencode(
        {"login": login, "password": PASSWORD, "csrfmiddlewaretoken": secret[1] if secret else ""}
    )
    kind = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"http://{HOST}:{site.port}{path}",
    }
    _page, more = _fetch(browser, "POST", path, form, {**kind, "Cookie": _told(cookies)})
    if "session" not in more:
        raise RuntimeError(f"{login} could not sign in")
    return _told({**cookies, **more})


def _fetch(browser, method, path, body=None, headers=None) -> tuple[str, dict[str, str]]:
    browser.request(method, path, body, headers or {})
    answer = browser.getresponse()
    pairs = [
        value.split(";")[0].split("=", 1)
        for name, value in answer.getheaders()
        if name.lower() == "set-cookie"
    ]
    return answer.read().decode(), {name: value for name, value in pairs if value}


def _told(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def environ(path: str, cookie: str) -> dict:
    place = {"SERVER_NAME": HOST, "SERVER_PORT": "80", "HTTP_HOST": HOST, "REMOTE_ADDR": HOST}
    path, _mark, query = path.partition("?")
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_COOKIE": cookie}
    return {**place, **asked, "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr}


def list_sql(visitor: Visitor) -> list[tuple[str, list]]:
    """The statements of the first page of the list, as our own code sends them."""
    with caught() as sent:
        worklists.page(visitor.actor, worklists.Wanted())
    return list(sent)


def timed(statements: list[tuple[str, list]], times: int) -> list[float]:
    """How long the statements of a list take together, answers fetched, without any of our code around them."""
    connection.ensure_connection()
    raw, taken = psycopg.RawCursor(connection.connection), []
    with connection.connection.cursor() as cursor, raw:
        for _n in range(times):
            began = time.perf_counter()
            for sql, params in statements:
                # As it was sent: with the values in the text, or planned once.
                done = cursor.execute(sql, params) if "%s" in sql else raw.execute(sql, params, prepare=True)
                done.fetchall()
            taken.append((time.perf_counter() - began) * 1000)
    return taken


def measure(site: Site, matters: int, *, repeats: int, looks: int) -> list[Figure]:
    """The worklist at every level, my work and the case page."""
    figures = []
    for level, login in LEVELS.items():
        visitor = Visitor(site, login)
        figures += _worklist(visitor, level, matters, repeats, looks)
        figures.append(page_figure(visitor, f"my_work.{level}.{matters}", ["/work/"], 25, repeats, looks))
        if level in ("district", "town"):
            paths = [f"/cases/{code}/" for code in visitor.codes(50)]
            figures.append(page_figure(visitor, f"case_page.{level}.{matters}", paths, 50, repeats, looks))
    return figures


def _worklist(visitor: Visitor, level: str, matters: int, repeats: int, looks: int) -> list[Figure]:
    ours, bare = list_sql(visitor), [(BARE, [f"{visitor.actor.post.region.path}%"])]
    sql = Figure(
        f"worklist_sql.{level}.{matters}.p95",
        "ms",
        bound="the keys of the list by one bare statement, p95",
        goal=Goal(2),
    )
    for _repeat in range(repeats):
        sql.bound_values.append(percentile(timed(bare, looks), 0.95))
        sql.values.append(percentile(timed(ours, looks), 0.95))
    page = page_figure(
        visitor,
        f"worklist_page.{level}.{matters}",
        ["/matters/"],
        25,
        repeats,
        looks,
        bound=("the SQL of the list, p95", lambda: percentile(timed(ours, looks), 0.95)),
    )
    return [sql, page]


def page_figure(
    visitor: Visitor,
    name: str,
    paths: list[str],
    most_ms: float,
    repeats: int,
    looks: int,
    bound: tuple[str, Callable[[], float]] | None = None,
) -> Figure:
    """p95 of the page; its p50 and its number of queries beside it."""
    queries = max(visitor.queries(path) for path in paths[:5])
    visitor.look(paths, count=10)
    middles, figure = [], Figure(f"{name}.p95", "ms", bound=bound[0] if bound else "", goal=Goal(most_ms))
    for _repeat in range(repeats):
        if bound:
            figure.bound_values.append(bound[1]())
        times = visitor.look(paths, count=looks)
        figure.values.append(percentile(times, 0.95))
        middles.append(percentile(times, 0.5))
    figure.more = {
        "p50": round(percentile(middles, 0.5), 2),
        "queries": queries,
        "queries_met": queries <= MOST_QUERIES,
    }
    return figure
