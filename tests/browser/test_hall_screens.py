"""Window, call screen and ticket machine together: what is pressed at one is seen and heard at the other, also after the
server was away; and no page reaches for any address but the house's own."""

import os
import re
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import expect

from onedoor.config import processes
from onedoor.config.demo.people import logins

SIZES = {"screen": (1920, 1080), "window": (1366, 768), "kiosk": (1080, 1920), "phone": (360, 780)}
HOST, SOON = "127.0.0.1", 3000
# A browser without a voice still says what it would have spoken, and to whom the page listens for the end.
HEARING = """window.spoken = []; SpeechSynthesis.prototype.speak = function (words) {
  window.spoken.push(words.text); setTimeout(() => words.dispatchEvent(new Event("end")), 20); };"""
# Five letters are nobody's number: no call is left waiting at window 1 or 2 by an earlier test.
CLEAR = """UPDATE hall_ticket SET status = 'left', window_id = NULL WHERE status IN ('issued', 'called', 'serving');
UPDATE hall_period SET ended_at = greatest(began_at, now()) WHERE ended_at IS NULL;
UPDATE hall_sitting SET until = now() WHERE until IS NULL; UPDATE hall_policy SET is_always_open = true"""


def asked(site, question: str):
    with psycopg.connect(site.database) as connection:
        return connection.execute(question).fetchone()[0]


@pytest.fixture
def hall(site):
    """The demo's hall, with nobody in it, and the address of each of its devices."""
    with psycopg.connect(site.database) as connection:
        for change in CLEAR.split(";"):
            connection.execute(change)
    token = "SELECT token FROM hall_device WHERE kind = '{}' ORDER BY id LIMIT 1"
    return {
        "screen": f"/hall/d/{asked(site, token.format('screen'))}/",
        "kiosk": f"/hall/d/{asked(site, token.format('kiosk'))}/",
        "window": f"/hall/windows/{asked(site, 'SELECT id FROM hall_window WHERE number = 1')}/",
    }


@pytest.fixture
def machine(chromium, site):
    """`machine("screen", base)`: a browser of that size that can reach this machine alone; `machine.tried` what else it tried."""
    contexts, tried = [], []

    def opened(kind, base=site.url):
        wide, high = SIZES[kind]
        context = chromium.new_context(
            viewport={"width": wide, "height": high}, locale="zh-CN", base_url=base, reduced_motion="reduce"
        )
        contexts.append(context)
        context.on("weberror", lambda error: tried.append(str(error.error)))
        context.on("console", lambda said: "Security Policy" in said.text and tried.append(said.text))
        context.route("**/*", lambda route: let(route, tried))
        context.add_init_script(HEARING)
        context.set_default_timeout(20_000)
        return context.new_page()

    opened.tried = tried
    yield opened
    for context in contexts:
        context.close()
    assert [one for one in tried if "198.51.100.7" not in one] == []


def let(route, tried: list[str]) -> None:
    if urlsplit(route.request.url).hostname in ("localhost", HOST, None):
        route.continue_()
    else:
        tried.append(route.request.url)
        route.abort()


def at_window(machine, hall):
    """The clerk at window 1."""
    page = machine("window")
    password = next(password for login, password, _title in logins() if login == "clerk")
    page.goto("/login/")
    page.locator("input[name=login]").fill("clerk")
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
    page.get_by_text("综合受理窗口").first.click()
    page.wait_for_url("**/work/")
    page.goto(hall["window"])
    page.locator("#do-sit").click()
    page.locator("#do-call").wait_for()
    return page


def comes(machine, hall) -> str:
    """Somebody takes a number for what window 1 does; the label on their slip."""
    page = machine("kiosk")
    page.goto(hall["kiosk"])
    page.locator("button[name=service]").first.click()
    page.locator("button[name=priority][value=no]").click()
    page.wait_for_url("**/n/**")
    return page.locator(".kiosk-giant").inner_text()


def heard(screen, count: int) -> list[str]:
    """What was spoken, once it is so much, and a little later: nothing more may come."""
    for _wait in range(60):
        if len(screen.evaluate("window.spoken")) >= count:
            break
        screen.wait_for_timeout(200)
    screen.wait_for_timeout(500)
    return screen.evaluate("window.spoken")


def now(page):
    return page.locator("#now")


def test_a_number_is_taken_called_shown_and_spoken(machine, hall, axe, shots):
    screen = machine("screen")
    screen.goto(hall["screen"])
    window = at_window(machine, hall)
    label, second = comes(machine, hall), comes(machine, hall)
    expect(window.locator("#win-line")).to_contain_text(second, timeout=SOON)
    axe(window)
    window.keyboard.press("F2")
    expect(now(window)).to_have_text(label)
    expect(screen.locator("#screen-latest")).to_contain_text(label, timeout=SOON)
    expect(screen.locator("#screen-latest [data-f=window]")).to_have_text("1")
    said = "请" + "".join("零一二三四五六七八九"[int(one)] if one.isdecimal() else one for one in label)
    assert heard(screen, 2) == [f"{said}号到1号窗口"] * 2
    axe(screen)
    shots(screen, "hall-screen")
    window.keyboard.press("F7")
    expect(window.locator(".win-status")).to_contain_text("第2次叫号")
    assert heard(screen, 4) == [f"{said}号到1号窗口"] * 4
    window.keyboard.press("F4")
    window.locator("#do-finish_next").wait_for()
    axe(window)
    window.keyboard.press("F2")
    expect(now(window)).to_have_text(second)
    screen.reload()
    expect(screen.locator("#screen-latest")).to_contain_text(second)
    window.keyboard.press("F9")
    expect(window.locator("#win-line")).to_contain_text("过号重排")
    # At the end: the picture leaves marks on the page that its next part would be blamed for.
    shots(window, "hall-window")


def test_typing_in_a_field_presses_nothing(machine, hall):
    window = at_window(machine, hall)
    label = comes(machine, hall)
    window.keyboard.press("F2")
    expect(now(window)).to_have_text(label)
    window.keyboard.press("F4")
    expect(window.locator("#do-finish_next")).to_be_visible()
    window.get_by_text("凭来访人的小票看以前的事").click()
    window.locator("#id_code").press_sequentially("f2 f8 620502")
    expect(now(window)).to_have_text(label)
    window.locator("#id_pin").fill("000000")
    window.locator("#id_pin").press("Enter")
    expect(window.locator(".win-visitor [role=alert]")).to_contain_text("编号或查询码不对")
    expect(window.locator("#do-finish_next")).to_be_visible()


def test_passed_on_with_keys_alone(machine, hall):
    window = at_window(machine, hall)
    label = comes(machine, hall)
    window.keyboard.press("F2")
    expect(now(window)).to_have_text(label)
    window.keyboard.press("F10")
    window.locator("#id_to-service").select_option(index=2)
    window.get_by_role("button", name="转过去").click()
    expect(window.locator("#window .messages")).to_contain_text(f"{label}已转出")


class Beside:
    """Web server and live process of their own on the site's database: they may be stopped while others look on."""

    def __init__(self, site):
        folder = str(site.log.parent)
        self.told = {"DATABASE_URL": site.database, "VAR_DIR": folder, "WEB_WORKERS": "1"}
        self.ports, self.children = (8361, 8362), []
        self.url = f"http://localhost:{self.ports[0]}/"

    def start(self):
        web, live = self.ports
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(os.environ, "WEB_WORKERS", "1")
            commands = [processes.server(HOST, web), processes.live(HOST, live)]
        told = self.told | {"LIVE_PORT": str(live), "DB_POOL": "0"}
        self.children = [processes.started(one, settings.ROOT, True, **told) for one in commands]
        for port, child in zip(self.ports, self.children, strict=True):
            processes.wait_for(HOST, port, child)

    def stop(self):
        for child in self.children:
            child.terminate()
        for child in self.children:
            child.wait(timeout=20)


@pytest.fixture
def beside(site):
    server = Beside(site)
    server.start()
    yield server
    server.stop()


def test_the_screen_says_that_the_server_is_away_and_catches_up(machine, hall, beside):
    screen = machine("screen", beside.url)
    screen.goto(hall["screen"])
    window = at_window(machine, hall)
    label, second = comes(machine, hall), comes(machine, hall)
    window.keyboard.press("F2")
    expect(screen.locator("#screen-latest")).to_contain_text(label, timeout=SOON)
    beside.stop()
    expect(screen.locator("#screen-away")).to_be_visible(timeout=15_000)
    expect(screen.locator("#screen-away")).to_contain_text(re.compile(r"连接中断.*\d\d:\d\d"))
    expect(screen.locator("#screen-latest")).to_contain_text(label)
    window.keyboard.press("F4")
    window.locator("#do-finish_next").wait_for()
    window.keyboard.press("F2")
    expect(now(window)).to_have_text(second)
    beside.start()
    expect(screen.locator("#screen-away")).to_be_hidden(timeout=20_000)
    expect(screen.locator("#screen-latest")).to_contain_text(second, timeout=20_000)
    said = heard(screen, 4)
    assert (said[0] == said[1], said[2] == said[3], said[0] == said[2], len(said)) == (True, True, False, 4)


def test_without_scripts_the_screen_shows_and_asks_again(chromium, site, hall):
    context = chromium.new_context(java_script_enabled=False, base_url=site.url, locale="zh-CN")
    page = context.new_page()
    page.goto(hall["screen"])
    expect(page.locator("#screen-windows")).to_have_text("各窗口")
    assert '<meta http-equiv="refresh" content="10">' in page.content()
    context.close()


def test_an_address_elsewhere_would_be_seen(machine, hall):
    """The planted breach: what the other tests look for would be found."""
    page = machine("screen")
    page.goto(hall["screen"])
    page.evaluate("new Image().src = 'http://198.51.100.7/picture.png'")
    page.wait_for_timeout(300)
    assert any("198.51.100.7" in one for one in machine.tried)
