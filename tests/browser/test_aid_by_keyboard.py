"""Legal aid by the keyboard alone, at a desk and on a phone: an application is taken down, its papers told, its person reads it."""

import re

from playwright.sync_api import expect

FACTS = "公司拖欠三个月工资，要求支付。"


def press_until(page, target, key="Tab", most=80) -> None:
    """Moves the focus as a hand would, until it stands there."""
    for _turn in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"the focus never came to {target}")


def type_into(page, name: str, words: str) -> None:
    press_until(page, page.locator(f"[name={name}]"))
    page.keyboard.type(words)


def test_an_application_is_taken_by_keys_and_followed_on_a_phone(browser_for, phone, axe):
    page = browser_for("aidofficer")
    page.goto("/aid/new/")
    axe(page)
    kind = page.locator("[name=kind]")
    press_until(page, kind)
    for _line in range(40):
        if kind.input_value() == "labour":
            break
        page.keyboard.press("ArrowDown")
    type_into(page, "facts", FACTS)
    type_into(page, "name", "周建国")
    press_until(page, page.get_by_role("button", name="登记申请"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/aid/[\d-]+/slip/"))
    code, pin = (page.locator(name).inner_text() for name in (".sheet-code", ".sheet-pin"))
    axe(page)
    page.goto(f"/aid/{code}/")
    step = page.locator("details.aid-step", has_text="一次性告知补充材料")
    press_until(page, step.locator("summary"))
    page.keyboard.press("Enter")
    axe(page)
    press_until(page, step.get_by_role("button"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("待补充材料").first).to_be_visible()
    axe(page)

    phone.goto("/track/")
    type_into(phone, "code", code)
    type_into(phone, "pin", pin)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="还缺的材料")).to_be_visible()
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_every_page_of_legal_aid_is_clean_at_a_desk_and_on_a_phone(browser_for, axe):
    for size in ("desk", "phone"):
        page = browser_for("aidofficer", size=size)
        for address in ("", "notice/", "advice/", "advice/new/", "mine/", "lawyers/", "year/"):
            page.goto(f"/aid/{address}")
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
