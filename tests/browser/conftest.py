"""The real server on its own database, and real browsers to look at it with."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import sync_playwright

from onedoor.config.demo.people import logins
from onedoor.config.tests.live_process import live, live_process

__all__ = ["live", "live_process"]

SHOTS = settings.VAR / "shots"
SIZES = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 360, "height": 780}}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Site:
    """A running server: its address, what it printed, and the database it works on."""

    def __init__(self, url: str, log: Path, database: str):
        self.url, self.log, self.database = url, log, database

    def __truediv__(self, path: str) -> str:
        return f"{self.url}{path.lstrip('/')}"


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """`manage.py start` itself, demo district and worker included, in a folder and a database of its own."""
    var, name = tmp_path_factory.mktemp("var"), f"site_{os.getpid()}"
    var.chmod(0o755)
    make_database(name)
    log = var / "log"
    environment = {
        **os.environ,
        "DATABASE_URL": url_of(name),
        "VAR_DIR": str(var),
        "PORT": "8300",
        "WEB_WORKERS": "1",
        "DEMO_MATTERS": os.environ.get("DEMO_MATTERS", "150"),
    }
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "start"],
            cwd=settings.ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        yield Site(address(server, var / "server", log), log, url_of(name))
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
        drop_database(name)


def address(server, note: Path, log: Path) -> str:
    """Written down by the server once it answers."""
    until = time.monotonic() + 300
    while time.monotonic() < until and server.poll() is None:
        if note.exists() and (url := note.read_text().strip()):
            return url
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")


def url_of(name: str) -> str:
    place = settings.DATABASES["default"]
    login = f"{quote(place['USER'])}:{quote(place['PASSWORD'])}"
    return f"postgresql://{login}@:{place['PORT']}/{name}?host={quote(place['HOST'], safe='')}"


def make_database(name: str) -> None:
    drop_database(name)
    with psycopg.connect(url_of("postgres"), autocommit=True) as connection:
        connection.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' LC_COLLATE 'C'"
        )


def drop_database(name: str) -> None:
    with psycopg.connect(url_of("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="package")
def chromium():
    """Ends with the browser tests: while its loop runs in this thread, no errand's worker can run one of its own."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert program, (
        "浏览器测试需要 Chromium：apt install chromium fonts-noto-cjk。(Install chromium to run these tests.)"
    )
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread; Django would take our plain calls for calls from within it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site):
    """`visit("desk", language="zh-CN", scripts=True)`: a fresh browser of that size, at our door, not signed in.

    At the end no page may have raised an error or met the content security policy.
    """
    contexts, wrongs = [], []

    def opened(size="desk", language="zh-CN", scripts=True):
        context = chromium.new_context(
            viewport=SIZES[size], locale=language, java_script_enabled=scripts, base_url=site.url
        )
        contexts.append(context)
        context.on("weberror", lambda error: wrongs.append(str(error.error)))
        context.on(
            "console", lambda said: wrongs.append(said.text) if "Security Policy" in said.text else None
        )
        context.set_default_timeout(10_000)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert wrongs == []


@pytest.fixture
def desk(visit):
    return visit("desk")


@pytest.fixture
def phone(visit):
    return visit("phone")


@pytest.fixture
def browser_for(visit):
    """`browser_for("clerk")`: signed in as that login of the demo, by the sign-in page, where their day begins."""
    passwords = {login: password for login, password, _title in logins()}

    def signed_in(login, size="desk", **more):
        page = visit(size, **more)
        page.goto("/login/")
        page.locator("input[name=login]").fill(login)
        page.locator("input[name=password]").fill(passwords[login])
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/login/" not in url)
        return page

    return signed_in


@pytest.fixture
def axe():
    """`axe(page)` fails on what hinders people: serious and critical findings, each named with its element."""
    # What still fades in is half seen, and would be found too pale: brought to its end first.
    settled = "document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity).forEach((one) => one.finish())"

    def check(page):
        page.evaluate(settled)
        found = Axe().run(page).response["violations"]
        grave = [
            (item["id"], node["target"], node["failureSummary"])
            for item in found
            if item["impact"] in ("serious", "critical")
            for node in item["nodes"]
        ]
        assert grave == []

    return check


@pytest.fixture
def shots():
    """`shots(page, "worklist")` keeps the whole page as a picture in var/shots."""

    def keep(page, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True, animations="disabled")
        return path

    return keep
