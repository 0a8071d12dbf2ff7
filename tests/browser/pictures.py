"""`make pictures`: the pictures of README.md and docs/, taken while a request walks through a demo district of full size.

Not a part of the suite: pytest takes it only when it is named.
"""

import re
from io import BytesIO

import psycopg
import pytest
from django.conf import settings
from PIL import Image

from tests.browser.test_the_whole_way import FIXED, REPLY, filed, take

FOLDER = settings.ROOT / "docs" / "pictures"
LARGEST = 250_000


@pytest.fixture
def keep():
    """`keep(page, "start")`: what a person sees without scrolling, in few enough colours to be small."""

    def take_picture(page, name, follows=False):
        """A page that `follows` something live is never idle."""
        page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        page.wait_for_load_state("load" if follows else "networkidle")
        whole = Image.open(BytesIO(page.screenshot(animations="disabled")))
        path = FOLDER / f"{name}.png"
        FOLDER.mkdir(parents=True, exist_ok=True)
        whole.convert("RGB").quantize(192, dither=Image.Dither.NONE).save(path, optimize=True)
        assert path.stat().st_size <= LARGEST, path

    return take_picture


def test_the_way_is_pictured(phone, visit, browser_for, keep):
    start = visit("desk")
    start.goto("/")
    keep(start, "start")
    start.goto("/file/")
    start.locator("[name=body]").fill("进步巷社区菜市场东门的水管破了三天，巷子里全是水。")
    start.locator("form button.button-main").first.click()
    start.locator("[name=town]").wait_for()
    keep(start, "file-where")

    code, pin = filed(phone)
    keep(phone, "slip-phone")
    clerk = browser_for("street")
    clerk.goto(f"/cases/{code}/")
    take(clerk, "受理")
    take(clerk, "呈批", to="秦州区综治中心", note="影响面大，请区领导批示。")
    leader = browser_for("leader")
    leader.goto(f"/cases/{code}/")
    take(leader, "批示", words="请水务局今天修好，向居民说明。")
    clerk.reload()
    take(clerk, "交办", lead="秦州区水务局", days="3", note="请按批示办理。")
    clerk.reload()
    clerk.get_by_text("承诺办理期限").first.click()
    keep(clerk, "case")
    unit = browser_for("unit")
    unit.goto(f"/cases/{code}/")
    take(unit, "签收")
    take(unit, "反馈办理结果", outcome="done", result=FIXED)
    verifier = browser_for("verifier")
    verifier.goto(f"/cases/{code}/")
    take(verifier, "核查通过", note="现场查看，已通水，巷道已干。")
    take(verifier, "书面答复", reply=REPLY)
    for size, name in (("phone", "track-phone"), ("desk", "track")):
        keep(tracked(visit(size), code, pin), name)


def tracked(page, code, pin):
    page.goto("/track/")
    page.locator("[name=code]").fill(code)
    page.locator("[name=pin]").fill(pin)
    page.locator("form button.button-main").first.click()
    page.get_by_text(REPLY).first.wait_for()
    return page


def test_the_desks_are_pictured(browser_for, keep):
    dispatcher = browser_for("dispatcher")
    for path, name in (("/work/", "my-work"), ("/matters/", "matters")):
        dispatcher.goto(path)
        keep(dispatcher, name)
    dispatcher.goto("/desk/")
    dispatcher.locator("[name=body]").fill("进步巷社区菜市场东门的水管破了三天，巷子里全是水。")
    dispatcher.locator("[name=address]").fill("进步巷社区菜市场东门")
    dispatcher.locator("[name=address]").press("Tab")
    keep(dispatcher, "desk")
    phone = browser_for("unit", size="phone")
    phone.goto("/work/")
    keep(phone, "my-work-phone")
    calendar = browser_for("operator")
    calendar.goto("/calendar/")
    keep(calendar, "calendar")


def test_the_one_net_is_pictured(browser_for, keep):
    dispatcher = browser_for("dispatcher")
    dispatcher.goto("/work/?queue=dispatch")
    dispatcher.locator("td a").first.click()
    dispatcher.get_by_text("按建议交办").first.wait_for()
    keep(dispatcher, "advice")
    for path, words, name in (
        ("/whistles/", "自来水主管爆裂", "emergency"),
        ("/joint/", "汛期巡查", "plan"),
    ):
        dispatcher.goto(path)
        dispatcher.get_by_role("link", name=re.compile(words)).first.click()
        keep(dispatcher, name)
    dispatcher.goto("/supervision/")
    dispatcher.get_by_role("link", name=re.compile("督办单")).first.click()
    keep(dispatcher, "supervision")
    phone = browser_for("unit", size="phone")
    phone.goto("/work/")
    keep(phone, "unit-phone")


# Each device at its real size: name, wide, high, and which rows of the demo its address is made of.
DEVICES = (
    (
        "hall-kiosk",
        1080,
        1920,
        "SELECT '/hall/d/' || token || '/' FROM hall_device WHERE kind = 'kiosk' LIMIT 1",
    ),
    (
        "hall-screen",
        1920,
        1080,
        "SELECT '/hall/d/' || token || '/' FROM hall_device WHERE kind = 'screen' LIMIT 1",
    ),
    ("hall-terminal", 1080, 1920, "SELECT '/guide/?device=1'"),
    (
        "hall-publicity",
        1920,
        1080,
        "SELECT '/guide/screens/' || id || '/' FROM guide_screen ORDER BY id LIMIT 1",
    ),
    ("hall-rack", 1080, 1920, "SELECT '/guide/rack/?device=1'"),
    (
        "hall-pad",
        1280,
        800,
        "SELECT '/hall/d/' || token || '/' FROM hall_device WHERE kind = 'rater' LIMIT 1",
    ),
    (
        "hall-door",
        1280,
        800,
        "SELECT '/venues/rooms/' || id || '/sign/' FROM venues_room ORDER BY id LIMIT 1",
    ),
    (
        "hall-phone",
        360,
        780,
        "SELECT '/hall/t/' || secret || '/' FROM hall_ticket WHERE status = 'issued' ORDER BY number DESC LIMIT 1",
    ),
)


def test_the_hall_is_pictured(chromium, site, browser_for, keep):
    clerk = browser_for("dispatcher")
    clerk.goto("/hall/windows/")
    clerk.get_by_role("link", name=re.compile("2号窗口")).first.click()
    clerk.get_by_role("button", name=re.compile("叫下一号")).first.click()
    clerk.get_by_role("button", name=re.compile("开始办理")).first.wait_for()
    keep(clerk, "hall-window", follows=True)
    for name, wide, high, address in DEVICES:
        context = chromium.new_context(
            viewport={"width": wide, "height": high},
            locale="zh-CN",
            base_url=site.url,
            reduced_motion="reduce",
        )
        page = context.new_page()
        with psycopg.connect(site.database) as connection:
            page.goto(connection.execute(address).fetchone()[0])
        page.wait_for_timeout(1500)
        keep(page, name, follows=True)
        context.close()


def test_appointments_are_pictured(site, visit, browser_for, keep):
    with psycopg.connect(site.database) as connection:
        (service,) = connection.execute(
            "SELECT id FROM appointments_service WHERE name = '法律咨询' ORDER BY id LIMIT 1"
        ).fetchone()
    resident = visit("phone")
    resident.goto(f"/appointments/services/{service}/")
    keep(resident, "appointment-times")
    resident.locator("main form[method=post] button").first.click()
    resident.get_by_role("button", name=re.compile("确认预约")).click()
    resident.wait_for_url("**/slip/")
    keep(resident, "appointment-slip")
    for login, path, name in (
        ("lawyer", "/appointments/week/", "appointment-week"),
        ("guide", "/appointments/day/", "appointment-day"),
        ("operator", "/appointments/setup/", "appointment-setup"),
        ("aidofficer", "/aid/lawyers/", "aid-lawyers"),
        ("counsellor", "/counselling/act-now/", "counselling-act-now"),
    ):
        page = browser_for(login)
        page.goto(path)
        keep(page, name)
    for login, path, name in (
        ("aidofficer", "/aid/", "aid-one"),
        ("counsellor", "/counselling/", "counselling-talk"),
    ):
        page = browser_for(login)
        page.goto(path)
        page.locator("main td a, main .list a").first.click()
        keep(page, name)
