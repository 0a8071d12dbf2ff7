"""A time is booked, moved and given up with the keyboard alone, on a telephone's width and at a desk; every page of appointments is
read by axe, also on the ticket machine."""

import re

import psycopg
import pytest

MOST_TABS = 160
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return ["", "", false];
    const style = getComputedStyle(one);
    const shown = style.outlineStyle !== "none" || style.boxShadow !== "none";
    return [(one.innerText || "").trim(), one.getAttribute("name") || "", shown];
}"""


def tab_to(page, words="", name=""):
    """Tab until what has the focus says this; whatever is reached on the way shows that it is."""
    for _n in range(MOST_TABS):
        page.keyboard.press("Tab")
        said, field, shown = page.evaluate(FOCUSED)
        if (words and words in said) or (name and field == name):
            assert shown, f"{words or name} has the focus and does not show it"
            return
    raise AssertionError(f"{words or name} is not reached with {MOST_TABS} tabs on {page.url}")


def press(page, words, address):
    """Enter on what has these words; the next press waits until the answer is there."""
    tab_to(page, words)
    with page.expect_navigation(url=re.compile(address), wait_until="load"):
        page.keyboard.press("Enter")


def give_up(page) -> None:
    """Asked once more before it is gone."""
    tab_to(page, "取消预约")
    page.keyboard.press("Enter")
    press(page, "确定取消", "/mine/$")


def seen(page, axe) -> None:
    axe(page)
    assert page.evaluate(OVERFLOW) <= 0, page.url


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_resident_books_moves_and_gives_up_with_the_keyboard_alone(visit, axe, shots, size):
    page = visit(size)
    page.goto("/appointments/")
    seen(page, axe)
    press(page, "法律咨询", r"/services/\d+/$")
    seen(page, axe)
    shots(page, f"appointments-times-{size}")
    press(page, "09:", "/mine/$")
    seen(page, axe)
    tab_to(page, name="phone")
    page.keyboard.type("123")
    press(page, "确认预约", "/mine/confirm/$")
    seen(page, axe)
    assert page.locator(".field-error").count() == 1
    tab_to(page, name="phone")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Backspace")
    press(page, "确认预约", "/mine/slip/$")
    seen(page, axe)
    code = page.locator(".sheet-code").inner_text()
    shots(page, f"appointments-slip-{size}")

    press(page, "我的预约", "/mine/$")
    seen(page, axe)
    assert code in page.content()
    press(page, "改约", r"/services/\d+/\?move=1$")
    press(page, "10:", "/mine/$")
    assert "已改约" in page.locator("main").inner_text()
    give_up(page)
    assert "已取消" in page.locator("main").inner_text()
    press(page, "收起小票", "/appointments/$")
    page.goto("/appointments/mine/")
    assert code not in page.content()


def test_whoever_finds_nothing_waits_with_the_keyboard_alone(phone, axe):
    phone.goto("/appointments/")
    press(phone, "法律咨询", r"/services/\d+/$")
    press(phone, "登记候补", "/wait/$")
    seen(phone, axe)
    press(phone, "候补", "/mine/slip/$")
    press(phone, "我的预约", "/mine/$")
    assert "候补中" in phone.locator("main").inner_text()
    give_up(phone)


@pytest.mark.parametrize(
    ("login", "paths"),
    [
        (None, ["/appointments/mine/", "/appointments/arrive/", "/appointments/arrive/expected/"]),
        ("clerk", ["/appointments/day/", "/appointments/"]),
        ("counsellor", ["/appointments/week/"]),
        ("operator", ["/appointments/setup/"]),
    ],
)
def test_every_page_is_read_by_everyone(login, paths, visit, browser_for, axe):
    page = browser_for(login) if login else visit("desk")
    for size in ({"width": 1366, "height": 768}, {"width": 360, "height": 780}):
        page.set_viewport_size(size)
        for path in paths:
            assert page.goto(path).status == 200, path
            seen(page, axe)


def test_the_pages_that_set_up_are_read_by_everyone(browser_for, axe):
    page = browser_for("operator")
    page.goto("/appointments/setup/")
    for words in ("增加服务", "增加接待人", "增加出诊规律"):
        page.get_by_role("link", name=words).first.click()
        page.wait_for_load_state("load")
        seen(page, axe)
        page.go_back(wait_until="load")


def test_the_ticket_machine_leads_to_a_time_and_forgets_it(chromium, site, axe, shots):
    """At its real size, by touch; what is pressed is as large as a thumb."""
    with psycopg.connect(site.database) as connection:
        token = connection.execute(
            "SELECT token FROM hall_device WHERE kind = 'kiosk' ORDER BY id"
        ).fetchone()[0]
    home = f"/hall/d/{token}/"
    context = chromium.new_context(
        viewport={"width": 1080, "height": 1920}, locale="zh-CN", base_url=site.url
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(home)
    axe(page)
    shots(page, "kiosk-appointments")
    page.get_by_role("link", name=re.compile("^预约")).click()
    page.wait_for_url("**/appointments/?device=**")
    axe(page)
    page.get_by_text("法律咨询").first.click()
    page.wait_for_url("**/services/**")
    axe(page)
    page.get_by_role("button", name=re.compile("^09:")).first.click()
    page.wait_for_url("**/mine/")
    axe(page)
    page.get_by_role("button", name="确认预约").click()
    page.wait_for_url("**/mine/slip/")
    axe(page)
    shots(page, "kiosk-appointment-slip")
    code = page.locator(".booking-slip strong").first.inner_text()
    page.get_by_role("button", name="记好了").click()
    page.wait_for_url(f"**{home}")
    page.get_by_role("link", name=re.compile("^我已预约")).click()
    page.wait_for_url("**/arrive/?device=**")
    axe(page)
    shots(page, "kiosk-arrive")
    kept = page.evaluate("() => JSON.stringify([localStorage, sessionStorage])")
    assert (code in page.content(), code in kept) == (False, False)
    context.close()
