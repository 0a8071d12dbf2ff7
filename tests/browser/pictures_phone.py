"""`make pictures`: every screen of the phone app at 360×780, as a worker sees it.

Not a part of the suite: pytest takes it only when it is named.
"""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from tests.browser.phone_app import WORDS, enrol, press_pin, screen
from tests.browser.pictures import FOLDER

LARGEST = 80_000


@pytest.fixture
def keep():
    """`keep(page, "home")`: what a worker sees without scrolling, in few enough colours to be small."""

    def take_picture(page, name):
        page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        page.wait_for_timeout(200)
        whole = Image.open(BytesIO(page.screenshot(animations="disabled")))
        path = FOLDER / f"phone-app-{name}.png"
        FOLDER.mkdir(parents=True, exist_ok=True)
        whole.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
        assert path.stat().st_size <= LARGEST, path

    return take_picture


def lamp() -> bytes:
    """A lamp at night that gives no light."""
    picture = Image.new("RGB", (1200, 900), "#1c2733")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 700, 1200, 900), fill="#39424a")
    pen.rectangle((570, 220, 600, 720), fill="#9aa4ab")
    pen.line((585, 225, 760, 190), fill="#9aa4ab", width=24)
    pen.ellipse((730, 180, 850, 250), fill="#55606a")
    out = BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def test_the_phone_is_pictured(browser_for, keep):
    page = browser_for("grid", "phone")
    page.goto("/field/")
    page.get_by_label("六位口令").wait_for()
    keep(page, "pin")
    lon, lat = enrol(page)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": lon, "latitude": lat})
    keep(page, "home")
    reports(page, keep)
    for name in ("tasks", "cards", "grid", "mine", "drafts", "voice", "calls", "settings"):
        screen(page, name)
        keep(page, name)
    screen(page, "tasks")
    page.get_by_role("link", name="请到现场看看").click()
    keep(page, "task")
    entries(page, keep)
    screen(page, "settings")
    page.get_by_role("button", name="换成大字").click()
    screen(page, "")
    keep(page, "home-large")
    screen(page, "settings")
    page.get_by_role("button", name="现在锁上").click()
    press_pin(page, "730164")
    page.get_by_text("还可以试").wait_for()
    keep(page, "locked")
    other = browser_for("grid", "phone")
    other.goto("/field/")
    other.get_by_role("button", name="换到这部手机").wait_for()
    keep(other, "other")


def entries(page, keep):
    """What stands in the registers, one line of it, and how it is changed."""
    screen(page, "grid")
    page.get_by_role("button", name="列表").click()
    keep(page, "entries")
    page.locator('a.row[href^="#/entry/"]').first.click()
    page.get_by_role("button", name="都还对").wait_for()
    keep(page, "entry")
    page.get_by_role("button", name="有变化，要改").click()
    keep(page, "change")


def reports(page, keep):
    """One that waits on the phone, and what it looks like when the server has it."""
    page.context.set_offline(True)
    screen(page, "report")
    page.get_by_label("看到了什么").fill(WORDS)
    keep(page, "report")
    page.get_by_role("button", name="在地图上选").click()
    page.get_by_role("button", name="就是红十字这里").wait_for()
    keep(page, "place")
    page.get_by_role("button", name="就是红十字这里").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": lamp()}
    )
    page.get_by_alt_text("照片1").wait_for()
    keep(page, "report-photo")
    page.get_by_role("button", name="上报", exact=True).click()
    page.get_by_text("存在本机，没发出去").wait_for()
    keep(page, "waiting")
    where = page.url
    page.context.set_offline(False)
    page.goto("/field/#/")
    page.get_by_role("button", name="现在收发一次").click()
    page.goto(where)
    page.get_by_text("都传到了").first.wait_for(timeout=30_000)
    keep(page, "received")
    page.goto("/field/#/report")
    page.get_by_label("看到了什么").fill("村口的桥栏杆松了")
    page.wait_for_timeout(600)
