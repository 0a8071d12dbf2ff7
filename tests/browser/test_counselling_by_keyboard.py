"""谈话，不用鼠标 — a counsellor opens a talk by keyboard; the person reads who opened it on a phone, and is gone with two keys."""

import re

import pytest

PIN = re.compile(r"^\d{6}$")


def tab_to(page, name):
    """Press Tab until the thing of this name has the focus; it must be reachable within a page's worth of presses."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText.trim()") == name:
            return
    raise AssertionError(f"no Tab leads to {name}")


def type_into(page, name, words):
    page.locator(f"[name={name}]").focus()
    page.keyboard.type(words)


def enter(page, wait):
    page.keyboard.press("Enter")
    page.locator(wait).first.wait_for()


@pytest.fixture
def opened(browser_for, axe, shots):
    """A first talk, from the list to its own page, without a mouse: the page, its code and its PIN."""
    page = browser_for("counsellor")
    page.goto("/counselling/")
    axe(page)
    tab_to(page, "首次谈话")
    enter(page, "[name=name]")
    axe(page)
    shots(page, "counselling-first-talk")
    type_into(page, "name", "小林（虚构）")
    tab_to(page, "开始")
    enter(page, "strong.code")
    code, pin = page.locator("strong.code").all_inner_texts()
    axe(page)
    tab_to(page, "抄好了，继续")
    enter(page, "text=打开联系办法")
    return page, code, pin


def test_a_talk_begins_and_is_opened_by_keyboard_and_the_person_sees_it(opened, phone, axe, shots):
    page, code, pin = opened
    assert PIN.match(pin)
    axe(page)
    tab_to(page, "打开联系办法")
    enter(page, "text=小林（虚构）")
    axe(page)
    read_own(phone, code, pin)
    assert phone.locator("ol .card").count() == 1
    axe(phone)
    shots(phone, "counselling-mine")
    phone.locator("details summary").first.focus()
    enter(phone, "details[open] [name=kind]")
    axe(phone)
    phone.locator("details[open] [name=kind]").first.focus()
    phone.keyboard.press("Space")
    for name, words in (("code", code), ("pin", pin)):
        phone.locator(f"details[open] [name={name}]").focus()
        phone.keyboard.type(words)
    enter(phone, "text=收到了")
    axe(phone)


def read_own(page, code, pin):
    page.goto("/my-page/")
    type_into(page, "code", code)
    type_into(page, "pin", pin)
    tab_to(page, "下载表格")
    page.keyboard.press("Tab")
    enter(page, "text=谁打开过")


def test_two_keys_and_the_page_is_another_and_going_back_does_not_lead_there(opened, phone):
    _page, code, pin = opened
    read_own(phone, code, pin)
    assert phone.title() == "一扇门"
    phone.keyboard.press("Escape")
    with phone.expect_navigation():
        phone.keyboard.press("Escape")
    assert "/my-page/" not in phone.url
    phone.go_back()
    phone.wait_for_load_state()
    assert (phone.locator("text=谁打开过").count(), pin in phone.content()) == (0, False)


def test_one_press_leaves_too_also_without_scripts(visit):
    page = visit("phone", scripts=False)
    page.goto("/my-page/")
    page.locator("[data-leave]").click()
    page.wait_for_url(lambda url: "/my-page/" not in url)


def test_what_to_do_now_is_one_sheet_on_paper_and_reachable_from_every_talk(browser_for, axe, shots):
    page = browser_for("counsellor")
    page.goto("/counselling/")
    tab_to(page, "有生命危险")
    enter(page, "text=按这个次序")
    axe(page)
    shots(page, "counselling-act-now")
    sheets = page.pdf(format="A4").count(b"/Type /Page\n") or page.pdf(format="A4").count(b"/Type/Page/")
    assert sheets == 1


@pytest.mark.parametrize("path", ["", "hand/"])
def test_the_supervisors_pages_hinder_nobody(browser_for, axe, path):
    page = browser_for("supervisor")
    page.goto(f"/counselling/supervision/{path}")
    axe(page)
