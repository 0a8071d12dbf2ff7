"""A grid worker's phone in a browser: enrolled, unlocked, asked to report and to send. Shared by the tests of the phone app."""

from io import BytesIO

import psycopg
from PIL import Image

PIN, WRONG = "482915", "730164"
WORDS = "进步巷口的路灯又不亮了，晚上老人不敢走。"
ADDRESS = "进步巷东口"
NOTHING = {"databases": [], "caches": [], "workers": 0, "local": 0}
EXIF_MARK = b"Exif\x00"


def enrolled(browser_for):
    """A phone of the demo's grid worker, at its first screen, with nothing left to send, standing in its own grid."""
    page = browser_for("grid", "phone")
    lon, lat = enrol(page)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": lon, "latitude": lat})
    return page


def enrol(page):
    """The middle of the worker's own grid, as the server says it."""
    page.goto("/field/")
    assert page.get_by_text("手机端还没有生成").count() == 0, "先运行 make phone。(Run make phone first.)"
    begin(page)
    page.get_by_label("六位口令").wait_for()
    press_pin(page, PIN)
    page.get_by_label("再输一遍").wait_for()
    with page.expect_response("**/field/map") as ground:
        press_pin(page, PIN)
    at_rest(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    drawn = [one["properties"] for one in ground.value.json()["features"]]
    return next(one["middle"] for one in drawn if one["part"] == "own")


def begin(page):
    """Whoever had a phone before this one says first that it shall go."""
    replaces = page.get_by_role("button", name="换到这部手机")
    replaces.or_(page.get_by_label("六位口令")).wait_for()
    if replaces.count():
        replaces.click()


def sign_in(page):
    """By the page to which the app sends its worker; it leads back."""
    page.get_by_role("link", name="登录").click()
    page.locator("input[name=login]").fill("grid")
    page.locator("input[name=password]").fill("qinzhou-demo-2026")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/field/**")


def press_pin(page, pin):
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).click()


def at_rest(page):
    """Everything said by both sides."""
    page.locator(".outbox[data-line=idle][data-heard=true]").wait_for()


def unlock(page):
    page.get_by_label("六位口令").wait_for()
    press_pin(page, PIN)
    page.get_by_role("heading", name="请输口令").wait_for(state="detached")


def screen(page, name):
    page.goto(f"/field/#/{name}")
    page.locator("h1").wait_for()


def report(page, words=WORDS, photo=None):
    screen(page, "report")
    page.get_by_label("看到了什么").fill(words)
    page.get_by_label("在哪里").fill(ADDRESS)
    page.get_by_role("button", name="用现在的位置").click()
    page.get_by_text("已记下现在的位置").wait_for()
    if photo:
        page.locator("input[type=file]").set_input_files(
            {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
        page.get_by_alt_text("照片1").wait_for(timeout=30_000)
    page.get_by_role("button", name="上报", exact=True).click()
    page.locator(".big-state").wait_for()


def send_now(page):
    screen(page, "")
    with page.expect_response("**/field/feed*"):
        page.get_by_role("button", name="现在收发一次").click()
    at_rest(page)


def ask(site, question, *values):
    with psycopg.connect(site.database) as connection:
        return connection.execute(question, values).fetchone()


def big_photo():
    """Twelve million points, with EXIF that says where it was taken."""
    noise = Image.effect_noise((1000, 750), 60).resize((4000, 3000)).convert("RGB")
    exif, out = Image.Exif(), BytesIO()
    exif[0x010E] = "秘密的地方"
    noise.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


def left_on(page):
    return page.evaluate(
        """async () => ({
            databases: (await indexedDB.databases()).map((one) => one.name),
            caches: await caches.keys(),
            workers: (await navigator.serviceWorker.getRegistrations()).length,
            local: localStorage.length,
        })"""
    )
