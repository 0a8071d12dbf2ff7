"""The television in the hall and the leaflet rack in a real browser: they go on, come back and start anew by themselves."""

import psycopg
import pytest
from playwright.sync_api import expect

from onedoor.config.demo.articles import LEAFLET

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
