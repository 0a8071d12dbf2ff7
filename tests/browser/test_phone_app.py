"""The phone app on the real server: without a network and with one; its tasks and its grid; readable by everybody."""

import re

import pytest

from tests.browser.phone_app import (
    EXIF_MARK,
    ask,
    big_photo,
    enrolled,
    report,
    screen,
    send_now,
    unlock,
)

SMALLEST = 48


@pytest.fixture
def worker(browser_for):
    """`worker()`: a grid worker's phone, ready."""
    return lambda: enrolled(browser_for)


# ---------------------------------------------------------------- without a network


def test_a_report_made_without_a_network_arrives_when_it_is_back(worker, site):
    page = worker()
    page.context.set_offline(True)
    page.reload()
    unlock(page)
    photo = big_photo()
    assert EXIF_MARK in photo
    report(page, photo=photo)
    assert page.locator(".big-state").inner_text() == "存在本机，没发出去"
    where = page.url
    screen(page, "")
    page.get_by_text("本机待发 1 件").wait_for()
    before = ask(site, "SELECT count(*) FROM field_upload")[0]

    pieces = []
    page.on("request", lambda sent: pieces.append(sent.post_data_buffer) if sent.method == "PUT" else None)
    page.context.set_offline(False)
    send_now(page)
    page.goto(where)
    page.get_by_text("照片1张，都传到了").first.wait_for()
    stated = page.locator(".big-state").inner_text()
    code = ask(
        site,
        "SELECT c.code FROM field_upload u JOIN cases_case c ON c.id = u.case_id ORDER BY u.at DESC LIMIT 1",
    )[0]
    assert re.fullmatch(rf"已收到 \d\d:\d\d {re.escape(code)}", stated)
    assert ask(site, "SELECT count(*) FROM field_upload")[0] == before + 1
    size = ask(site, "SELECT size FROM field_photo ORDER BY id DESC LIMIT 1")[0]
    assert 0 < size <= 500_000
    assert sum(map(len, pieces)) == size
    assert max(map(len, pieces)) <= 256 * 1024
    assert EXIF_MARK not in b"".join(pieces)


def test_an_answer_lost_on_the_way_makes_no_second_report(worker, site):
    page = worker()
    before = ask(site, "SELECT count(*) FROM field_upload")[0]
    lost = []

    def lose_the_first(route):
        answer = route.fetch()
        lost.append(answer.status)
        if len(lost) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    page.route("**/field/items", lose_the_first)
    report(page)
    page.locator(".big-state.ok").wait_for(timeout=20_000)
    assert lost == [200, 200]
    assert ask(site, "SELECT count(*) FROM field_upload")[0] == before + 1


def test_a_draft_outlives_the_lock_and_a_reload(worker):
    page = worker()
    screen(page, "report")
    page.get_by_label("看到了什么").fill("写到一半")
    screen(page, "settings")
    page.get_by_role("button", name="现在锁上").click()
    page.reload()
    unlock(page)
    screen(page, "drafts")
    page.get_by_role("link", name="写到一半").click()
    assert page.get_by_label("看到了什么").input_value() == "写到一半"


def test_pressed_twice_it_is_said_once(worker, site):
    page = worker()
    before = ask(site, "SELECT count(*) FROM voices_voice")[0]
    screen(page, "voice")
    page.get_by_role("button", name="供热供气供电").click()
    page.get_by_label("一句话").fill("大家都说暖气来得早。")
    page.get_by_role("button", name="记下").dblclick()
    page.locator(".big-state.ok").wait_for()
    assert ask(site, "SELECT count(*) FROM voices_voice")[0] == before + 1


def test_a_full_phone_says_so_and_goes_on_when_there_is_room(worker):
    page = worker()
    page.context.set_offline(True)
    screen(page, "report")
    page.evaluate(FULL)
    page.get_by_label("看到了什么").fill("满了也要说")
    page.get_by_role("alert").get_by_text("手机满了，没存上").wait_for()
    page.get_by_role("button", name="上报", exact=True).click()
    page.wait_for_timeout(800)
    page.get_by_role("alert").get_by_text("手机满了，没存上").wait_for()
    assert page.get_by_role("button", name="上报", exact=True).is_enabled()
    page.evaluate(ROOM)
    page.get_by_role("button", name="上报", exact=True).click()
    page.get_by_text("存在本机，没发出去").wait_for()
    screen(page, "drafts")
    page.get_by_text("没有草稿。").wait_for()


FULL = """() => {
    window.put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""
ROOM = "() => { IDBObjectStore.prototype.put = window.put; }"


def test_what_was_refused_is_put_right_where_it_was_said(worker):
    """Whatever it was: the words, what was chosen and the photos stand there again."""
    page = worker()
    refuse_once(page)
    screen(page, "tasks")
    page.get_by_role("link", name="到每户讲一遍").click()
    page.get_by_label("结果").fill("讲了二十户。")
    page.locator("input[type=file]").set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": big_photo()}
    )
    page.get_by_alt_text("照片1").wait_for(timeout=30_000)
    page.get_by_role("button", name="完成").click()
    page.get_by_text("请写清楚还差哪几户。").wait_for()
    page.get_by_role("link", name="改正").click()
    assert page.get_by_label("结果").input_value() == "讲了二十户。"
    page.get_by_alt_text("照片1").wait_for()
    page.get_by_label("结果").fill("讲了二十户，还差三户没人在家。")
    with page.expect_request("**/field/items") as sent:
        page.get_by_role("button", name="完成").click()
    page.locator(".big-state.ok").wait_for()
    [item] = sent.value.post_data_json["items"]
    assert item["instead_of"] and len(item["photos"]) == 1
    screen(page, "mine")
    page.get_by_text("没收下，已改正").wait_for()


def refuse_once(page):
    """The next item is answered with a no, and does not reach the server."""

    def answer(route):
        asked = route.request.post_data_json["items"]
        nothing = {"state": "refused", "code": "", "at": asked[0]["at"], "call": "0938-0000000"}
        words = {"words": "请写清楚还差哪几户。", "missing": [], "cards": []}
        answers = [{"ref": item["ref"], **nothing, **words} for item in asked]
        route.fulfill(json={"at": asked[0]["at"], "answers": answers})

    page.route("**/field/items", answer, times=1)


def test_everything_half_filled_is_counted_for_the_manager_and_found_again(worker, site):
    page = worker()
    screen(page, "tasks")
    page.locator('a.row[href^="#/task/"]').first.click()
    page.get_by_role("button", name="办不了，退回").click()
    page.get_by_label("为什么退回").fill("写到一半的退回")
    screen(page, "voice")
    page.get_by_label("一句话").fill("写到一半的民意")
    page.wait_for_timeout(600)
    send_now(page)
    page.wait_for_timeout(300)
    asked = "SELECT drafts, draft_kinds FROM field_phone WHERE ended_at IS NULL"
    assert ask(site, asked) == (2, {"task": 1, "voice": 1})
    screen(page, "drafts")
    page.get_by_role("link", name="社情民意：写到一半的民意").click()
    assert page.get_by_label("一句话").input_value() == "写到一半的民意"


# ---------------------------------------------------------------- tasks and the grid


def test_a_check_is_done_with_one_position_pressed_once(worker, site):
    page = worker()
    screen(page, "tasks")
    page.get_by_role("link", name="请到现场看看").click()
    page.get_by_role("button", name="完成").click()
    page.get_by_text("请先选：办好了没有。").wait_for()
    page.get_by_role("button", name="只办了一部分").click()
    page.get_by_label("结果").fill("换了两盏，还有一盏不亮。")
    page.get_by_role("button", name="记一次位置").click()
    page.get_by_text("位置已记下").wait_for()
    page.get_by_role("button", name="完成").click()
    page.locator(".big-state.ok").wait_for()
    asked = "SELECT status, found, result, done_lon FROM tasks_task WHERE kind = 'check' ORDER BY ended_at DESC NULLS LAST"
    assert ask(site, asked) == ("done", "partly", "换了两盏，还有一盏不亮。", longitude_of(page))
    screen(page, "tasks")
    assert page.get_by_role("link", name="请到现场看看").count() == 0


def longitude_of(page):
    return page.evaluate(
        "new Promise((done) => navigator.geolocation.getCurrentPosition((here) => done(here.coords.longitude)))"
    )


def test_a_task_that_cannot_be_done_is_handed_back_with_its_reason(worker, site):
    page = worker()
    screen(page, "tasks")
    page.get_by_role("link", name="代取降压药").click()
    page.get_by_role("button", name="办不了，退回").click()
    page.get_by_role("button", name="退回", exact=True).click()
    page.get_by_text("请写一句为什么退回。").wait_for()
    page.get_by_label("为什么退回").fill("药方要本人签字，老人在住院。")
    page.get_by_role("button", name="退回", exact=True).click()
    page.locator(".big-state.ok").wait_for()
    assert (
        ask(site, "SELECT status FROM tasks_task WHERE kind = 'errand' ORDER BY given_at DESC")[0] == "back"
    )


def test_two_words_on_one_field_are_shown_and_a_person_decides(worker, site):
    page = worker()
    screen(page, "cards")
    card = page.locator(".card").first
    assert re.search(r"你：\d+.*；.+：\d+", card.inner_text())
    decided = card.get_by_role("heading").inner_text()
    with page.expect_response("**/field/items") as answered:
        card.get_by_role("button", name="的：").last.click()
    assert [one["state"] for one in answered.value.json()["answers"]] == ["received"]
    page.get_by_text("没有要定的了。").wait_for()
    screen(page, "mine")
    page.get_by_text(f"定：{decided}").wait_for()


def test_a_change_is_proposed_with_what_stood_there_and_still_right_changes_nothing(worker, site):
    page = worker()
    page.context.set_offline(True)
    screen(page, "grid")
    page.get_by_role("button", name="列表").click()
    page.get_by_role("button", name="组织").click()
    page.locator('a.row[href^="#/entry/"]').first.click()
    page.get_by_role("button", name="有变化，要改").click()
    page.get_by_label("名称").fill("东巷便民超市（改名）")
    page.get_by_role("button", name="报上去").click()
    page.get_by_text("存在本机，没发出去").wait_for()
    page.go_back()
    page.get_by_text("本机改的，没发出去").wait_for()
    page.get_by_role("button", name="都还对").click()
    page.get_by_text("存在本机，没发出去").wait_for()
    page.context.set_offline(False)
    with page.expect_response("**/field/items") as answered:
        send_now(page)
    assert [one["state"] for one in answered.value.json()["answers"]] == ["received", "received"]
    states = "SELECT string_agg(state, ' ' ORDER BY at) FROM (SELECT * FROM registers_proposal ORDER BY at DESC LIMIT 2) t"
    assert ask(site, states)[0] == "waiting same"


def test_what_people_talk_about_is_noted_without_anybody_in_it(worker):
    page = worker()
    screen(page, "voice")
    page.get_by_role("button", name="供热供气供电").click()
    page.get_by_label("一句话").fill("暖气不热，打13912345678问")
    page.get_by_role("button", name="记下").click()
    page.get_by_text("里面像有电话或身份证号").wait_for()
    page.get_by_label("一句话").fill("暖气上午热下午凉。")
    page.get_by_role("button", name="记下").click()
    page.locator(".big-state.ok").wait_for()


# ---------------------------------------------------------------- for everybody


SCREENS = [
    "",
    "report",
    "tasks",
    "grid",
    "mine",
    "drafts",
    "cards",
    "voice",
    "calls",
    "settings",
    "pin",
    "claim",
]


@pytest.mark.parametrize("size", ["normal", "large"])
def test_every_screen_is_readable_and_its_targets_are_as_wide_as_a_thumb(worker, axe, shots, size):
    page = worker()
    if size == "large":
        screen(page, "settings")
        page.get_by_role("button", name="换成大字").click()
    report(page)
    seen = [look(page, axe, shots, f"phone-{size}-item")]
    for name in [*SCREENS, *first_of_each(page)]:
        screen(page, name)
        page.wait_for_timeout(150)
        seen.append(look(page, axe, shots, f"phone-{size}-{name.split('/')[0] or 'home'}"))
    screen(page, "settings")
    page.get_by_role("button", name="现在锁上").click()
    page.get_by_label("六位口令").wait_for()
    seen.append(look(page, axe, shots, f"phone-{size}-locked"))
    assert [thing for things in seen for thing in things] == []


def first_of_each(page):
    """One task and one entry, as the worker would reach them."""
    found = []
    for place, row in (("tasks", "task/"), ("grid", "entry/")):
        screen(page, place)
        if place == "grid":
            page.get_by_role("button", name="列表").click()
        link = page.locator(f'a.row[href^="#/{row}"]').first
        link.wait_for()
        found.append(link.get_attribute("href").removeprefix("#/"))
    return found


def look(page, axe, shots, name):
    shots(page, name)
    axe(page)
    return page.evaluate(
        """([smallest, name]) => [...document.querySelectorAll("a, button, select, textarea, input:not([type=file]), summary")]
            .map((one) => [one, one.getBoundingClientRect()])
            .filter(([one, box]) => box.width && (box.height < smallest || box.width < smallest))
            .map(([one, box]) => `${name}: ${one.textContent || one.id} ${box.width}×${box.height}`)
            .concat(document.documentElement.scrollWidth > innerWidth ? [`${name}: wider than the phone`] : [])
            .concat([...document.querySelectorAll("body *")]
                .filter((one) => one.childElementCount === 0 && one.textContent.trim() && !one.closest("svg"))
                .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 18)
                .map((one) => `${name}: small letters: ${one.textContent}`))""",
        [SMALLEST, name],
    )
