"""The whole way with six people in a real browser: resident, clerk, leader, unit, verifier, and the resident again."""

import re

SAID = "进步巷社区菜市场东门的水管破了三天，巷子里全是水，老人孩子没法走路。"
FIXED = "已更换破裂管段，巷道积水已排净，恢复供水。"
REPLY = "您反映的水管破裂已于当日修好，感谢您的反映。"


def take(page, step, **words):
    """Press a step's button, fill its form if it asks for something, and see the page say that it is done."""
    page.evaluate("document.querySelectorAll('#matter > .notice').forEach(old => old.remove())")
    bar = page.locator(".step-bar")
    asks = bar.get_by_role("link", name=step, exact=True)
    if asks.count():
        asks.click()
        page.locator("#step form").wait_for()
        fill(page.locator("#step form"), words)
        page.locator("#step form .form-end button").click()
    else:
        bar.get_by_role("button", name=step, exact=True).click()
    page.locator("#matter > .notice").first.wait_for()
    assert page.locator("#matter > [role=alert]").all_inner_texts() == []


def fill(form, words):
    for name, value in words.items():
        field = form.locator(f"[name={name}]").first
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(label=value)
        elif field.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value={value}]").check()
        else:
            field.fill(value)


def status(page) -> str:
    return page.locator("#matter .page-head .badge").first.inner_text().strip()


def filed(phone) -> tuple[str, str]:
    """The resident files a request on a phone, without an account, and notes down code and PIN."""
    phone.goto("/")
    phone.get_by_role("link", name=re.compile("我要反映问题")).click()
    phone.wait_for_url("**/file/")
    phone.locator("[name=body]").fill(SAID)
    phone.locator("form button.button-main").first.click()
    phone.wait_for_url("**/file/where/")
    phone.locator("[name=town]").select_option(label="大城街道")
    phone.locator("[name=village]").wait_for()
    phone.locator("[name=village]").select_option(label="进步巷社区")
    # The map of the village has come: nothing moves any more.
    phone.wait_for_load_state("networkidle")
    phone.locator("button[name=next]").click()
    phone.wait_for_url("**/file/contact/")
    phone.locator("[name=name]").fill("张三")
    phone.locator("[name=phone]").fill("17000001234")
    phone.locator("form button.button-main").first.click()
    phone.wait_for_url("**/file/send/")
    phone.locator("form button.button-main").first.click()
    phone.wait_for_url("**/file/slip/")
    return phone.locator(".slip-code").inner_text().strip(), phone.locator(".slip-pin").inner_text().replace(
        " ", ""
    )


def put_before_the_leader(code, browser_for, axe):
    """The street's centre accepts it and submits; the district's leader instructs; the street dispatches."""
    clerk, leader = browser_for("street"), browser_for("leader")
    clerk.goto(f"/cases/{code}/")
    axe(clerk)
    assert status(clerk) == "已登记"
    take(clerk, "受理")
    take(clerk, "呈批", to="秦州区综治中心", note="影响面大，请区领导批示。")
    assert status(clerk) == "待批示"
    leader.goto("/work/")
    leader.get_by_role("link", name=re.compile("进步巷社区菜市场东门的水管破了")).first.click()
    axe(leader)
    take(leader, "批示", words="请水务局今天修好，向居民说明。")
    assert status(leader) == "已批示"
    clerk.reload()
    take(clerk, "交办", lead="秦州区水务局", days="3", note="请按批示办理。")
    assert status(clerk) == "待签收"


def handled_and_closed(code, browser_for, axe):
    """The unit signs and handles; somebody else checks and answers; the leader is reported back to; it is closed."""
    unit, verifier, dispatcher = (browser_for(login) for login in ("unit", "verifier", "dispatcher"))
    unit.goto(f"/cases/{code}/")
    axe(unit)
    take(unit, "签收")
    take(unit, "反馈办理结果", outcome="done", result=FIXED)
    assert status(unit) == "待核查"
    verifier.goto(f"/cases/{code}/")
    axe(verifier)
    take(verifier, "核查通过", note="现场查看，已通水，巷道已干。")
    take(verifier, "书面答复", reply=REPLY)
    dispatcher.goto(f"/cases/{code}/")
    take(dispatcher, "回复批示", words="已办结。")
    verifier.reload()
    take(verifier, "办结")
    assert status(verifier) == "已办结"


def tracked(page, code, pin):
    page.goto("/track/")
    page.locator("[name=code]").fill(code)
    page.locator("[name=pin]").fill(pin)
    page.locator("form button.button-main").first.click()


def test_a_request_goes_the_whole_way_with_six_people(phone, visit, browser_for, axe):
    code, pin = filed(phone)
    axe(phone)
    put_before_the_leader(code, browser_for, axe)
    handled_and_closed(code, browser_for, axe)

    again = visit("phone")
    tracked(again, code, pin)
    again.get_by_text(REPLY).first.wait_for()
    axe(again)
    again.get_by_role("link", name=re.compile("评价")).first.click()
    again.locator("[name=is_solved][value=yes]").check()
    again.locator("[name=stars][value='5']").check()
    axe(again)
    again.locator("form button.button-main").first.click()
    again.get_by_text("您的评价：解决了，5颗星").wait_for()
    assert "张三" not in again.content()


def test_a_stranger_without_the_pin_sees_nothing(visit, phone):
    code, pin = filed(phone)
    stranger = visit("desk")
    stranger.goto(f"/track/{code}/")
    assert SAID not in stranger.content()
    tracked(stranger, code, "000000" if pin != "000000" else "111111")
    assert SAID not in stranger.content()
