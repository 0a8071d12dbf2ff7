"""The television in the hall and the leaflet rack in a real browser: they go on, come back and start anew by themselves."""

import psycopg
import pytest
from playwright.sync_api import expect

from onedoor.config.demo.articles import LEAFLET

# A second of moving colour, recorded by the browser itself.
RECORDED = """() => new Promise((done) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 64;
  const brush = canvas.getContext("2d"), pieces = [];
  const film = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm;codecs=vp8" });
  film.ondataavailable = (event) => pieces.push(event.data);
  film.onstop = async () => done(Array.from(new Uint8Array(await new Blob(pieces).arrayBuffer())));
  film.start();
  let hue = 0;
  const drawing = setInterval(() => { brush.fillStyle = `hsl(${hue += 9} 90% 50%)`; brush.fillRect(0, 0, 64, 64); }, 40);
  setTimeout(() => { clearInterval(drawing); film.stop(); }, 1000);
})"""
WALL, STAND = {"width": 1920, "height": 1080}, {"width": 1080, "height": 1920}
SHOWN = ".slide:not([hidden])"


@pytest.fixture
def screen(site):
    """The address of the demo's screen."""
    with psycopg.connect(site.database) as connection:
        number = connection.execute("SELECT id FROM guide_screen").fetchone()[0]
    return f"/guide/screens/{number}/"


def at(visit, size):
    page = visit("desk")
    page.set_viewport_size(size)
    return page


def comes_true(page, words: str) -> bool:
    """Asked ten times a second: the policy of our pages forbids what Playwright's own waiting does."""
    for _turn in range(100):
        if page.evaluate(words):
            return True
        page.wait_for_timeout(100)
    return False


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_screen_plays_on_while_the_server_is_away_and_says_so(visit, screen, axe, shots):
    page = at(visit, WALL)
    page.clock.install()
    page.goto(screen)
    expect(page.locator(SHOWN)).to_have_count(1)
    first = page.locator(SHOWN).get_attribute("data-key")
    axe(page)
    shots(page, "publicity-screen")
    page.context.set_offline(True)
    page.clock.run_for(21_000)
    expect(page.locator(SHOWN)).not_to_have_attribute("data-key", first)
    page.clock.run_for(60_000)
    expect(page.locator("#device-away")).to_be_visible()
    page.context.set_offline(False)
    page.clock.run_for(4_000)
    expect(page.locator("#device-away")).to_be_hidden()


def test_a_screen_left_alone_for_years_shows_nothing_outdated(visit, screen):
    page = at(visit, STAND)
    page.clock.install()
    page.goto(screen)
    expect(page.locator(SHOWN)).to_have_count(1)
    page.context.set_offline(True)
    page.evaluate(
        "document.querySelectorAll('.slide').forEach((one) => { one.dataset.lastDay = '2020-01-01'; })"
    )
    page.clock.run_for(21_000)
    expect(page.locator("#slides-none")).to_be_visible()
    assert (page.locator(SHOWN).count(), fits(page)) == (0, True)


def test_a_machine_goes_back_to_the_rack_when_nobody_is_there(visit, axe, shots):
    page = at(visit, STAND)
    page.clock.install()
    page.goto("/guide/rack/?device")
    axe(page)
    shots(page, "rack-kiosk")
    page.get_by_role("link", name=LEAFLET["title"]).click()
    page.wait_for_url("**/guide/rack/*-*/?device=")
    expect(page.get_by_role("link", name="打开PDF")).to_have_count(0)
    page.clock.run_for(106_000)
    expect(page.locator("#device-idle")).to_be_visible()
    page.get_by_role("button", name="还在，继续").click()
    expect(page.locator("#device-idle")).to_be_hidden()
    page.clock.run_for(121_000)
    page.wait_for_url("**/guide/rack/?device=")


def test_a_machine_without_its_server_stays_where_it_is(visit):
    page = at(visit, STAND)
    page.goto("/guide/rack/?device")
    here = page.url
    page.context.set_offline(True)
    page.get_by_role("link", name=LEAFLET["title"]).click()
    expect(page.locator("#device-away")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#device-away")).to_be_hidden()
    assert page.url == here


def test_whoever_scanned_reads_on_their_phone(phone, axe, shots):
    phone.goto("/guide/rack/")
    assert fits(phone)
    phone.get_by_role("link", name="人民调解不收一分钱").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("人民调解不收一分钱")
    axe(phone)
    shots(phone, "leaflet-phone")
    assert (fits(phone), phone.locator("[data-idle]").count()) == (True, 0)


def test_a_film_is_put_on_a_screen_and_plays_without_the_server(browser_for, visit):
    keeper = browser_for("operator")
    film = {"name": "短片.webm", "mimeType": "video/webm", "buffer": bytes(keeper.evaluate(RECORDED))}
    keeper.goto("/guide/library/new/video/")
    keeper.locator("[name=title]").fill("试播短片")
    keeper.locator("[name=source]").fill("区综治中心")
    keeper.locator("[name=upload]").set_input_files(film)
    keeper.get_by_role("button", name="存为草稿").click()
    keeper.get_by_role("button", name="发布").click()
    expect(keeper.get_by_role("button", name="撤下")).to_be_visible()
    keeper.goto("/guide/library/screens/")
    keeper.locator("[name=name]").fill("试播屏")
    keeper.get_by_role("button", name="增设").click()
    keeper.locator("[name=item]").select_option(label="试播短片")
    keeper.get_by_role("button", name="放上", exact=True).click()
    expect(keeper.get_by_role("link", name="试播短片")).to_be_visible()
    wall = at(visit, WALL)
    wall.goto(keeper.get_by_role("link", name="打开这块屏").get_attribute("href"))
    assert comes_true(wall, "document.querySelector('video').currentTime > 0.3")
    wall.context.set_offline(True)
    wall.evaluate(
        "document.querySelector('video').addEventListener('ended', () => { document.title = '放完'; })"
    )
    assert comes_true(wall, "document.title === '放完' && document.querySelector('video').currentTime > 0")
    told = wall.evaluate(
        "(({ muted, paused, src }) => [muted, paused, src.slice(0, 5)])(document.querySelector('video'))"
    )
    assert told == [True, False, "blob:"]
