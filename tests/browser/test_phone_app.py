"""The phone app on the real server: without a network and with one, lost, cleared by its browser, locked; and readable by everybody."""

import json
import re
import shutil
from io import BytesIO

import psycopg
import pytest
from PIL import Image

from tests.browser.conftest import FLAGS, SIZES

PIN, WRONG = "482915", "730164"
WORDS = "进步巷口的路灯又不亮了，晚上老人不敢走。"
ADDRESS = "进步巷东口"
HERE = {"longitude": 105.72345, "latitude": 34.58321}
SMALLEST = 48
EXIF_MARK = b"Exif\x00"


@pytest.fixture
def worker(browser_for):
    """`worker()`: a grid worker's phone, enrolled, at its first screen, with nothing left to send."""

    def enrolled():
        page = browser_for("grid", "phone")
        lon, lat = enrol(page)
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"longitude": lon, "latitude": lat})
        enrolled.lon = lon
        return page

    return enrolled


def enrol(page):
    """The middle of the worker's own grid, as the server says it."""
    page.goto("/field/")
    page.get_by_label("六位口令").wait_for()
    press_pin(page, PIN)
    page.get_by_label("再输一遍").wait_for()
    with page.expect_response("**/field/map") as ground:
        press_pin(page, PIN)
    at_rest(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    drawn = [one["properties"] for one in ground.value.json()["features"]]
    return next(one["middle"] for one in drawn if one["part"] == "own")


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
    assert ask(site, asked) == ("done", "partly", "换了两盏，还有一盏不亮。", worker.lon)
    screen(page, "tasks")
    assert page.get_by_role("link", name="请到现场看看").count() == 0


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


# ---------------------------------------------------------------- keys


def test_five_wrong_pins_ask_for_a_sign_in_and_lose_nothing(worker):
    page = worker()
    page.context.set_offline(True)
    report(page)
    page.context.set_offline(False)
    page.reload()
    for left in (4, 3, 2, 1):
        press_pin(page, WRONG)
        page.get_by_text(f"还可以试 {left} 次").wait_for()
    press_pin(page, WRONG)
    page.get_by_role("button", name="接着用").click()
    unlock(page)
    screen(page, "mine")
    page.get_by_text(WORDS).wait_for()


def test_a_lost_phone_empties_itself_at_the_next_word_of_the_server(worker, site):
    page = worker()
    screen(page, "report")
    page.get_by_label("看到了什么").fill("还没说完")
    with psycopg.connect(site.database) as connection:
        connection.execute(
            "UPDATE field_phone SET ended_at = now(), ended_how = 'lost' WHERE ended_at IS NULL"
        )
    screen(page, "")
    page.get_by_role("button", name="现在收发一次").click()
    page.get_by_role("heading", name="这部手机已停用").wait_for()
    page.get_by_text("本机存的内容已经全部清空").wait_for()
    assert left_on(page) == {"databases": [], "caches": [], "workers": 0, "local": 0}


def test_leaving_empties_the_phone_and_tells_the_server(worker, site):
    page = worker()
    screen(page, "settings")
    page.get_by_role("button", name="退出（清空本机）").click()
    page.get_by_role("button", name="退出并清空").click()
    page.get_by_role("heading", name="已经退出").wait_for()
    page.wait_for_timeout(300)
    assert left_on(page) == {"databases": [], "caches": [], "workers": 0, "local": 0}
    assert ask(site, "SELECT ended_how FROM field_phone ORDER BY issued_at DESC LIMIT 1")[0] == "left"


def left_on(page):
    return page.evaluate(
        """async () => ({
            databases: (await indexedDB.databases()).map((one) => one.name),
            caches: await caches.keys(),
            workers: (await navigator.serviceWorker.getRegistrations()).length,
            local: localStorage.length,
        })"""
    )


def test_storage_that_the_browser_cleared_is_said_plainly(worker, site):
    page = worker()
    page.goto("/login/")
    session = page.context.new_cdp_session(page)
    session.send(
        "Storage.clearDataForOrigin",
        {
            "origin": site.url.rstrip("/"),
            "storageTypes": "indexeddb,cache_storage,local_storage,service_workers",
        },
    )
    page.goto("/field/")
    page.get_by_text("手机的浏览器把本机存的内容清掉了").wait_for()
    page.get_by_label("六位口令").wait_for()


# ---------------------------------------------------------------- nothing in plain text


def test_nothing_lies_on_the_phone_in_plain_text(chromium, site, tmp_path):
    """What the browser wrote on the disk, looked through byte by byte; and what is planted there is found."""
    context = chromium.browser_type.launch_persistent_context(
        str(tmp_path / "profile"),
        executable_path=program(),
        args=FLAGS,
        viewport=SIZES["phone"],
        base_url=site.url,
        locale="zh-CN",
        geolocation=HERE,
        permissions=["geolocation"],
    )
    page = context.new_page()
    page.goto("/login/")
    page.locator("input[name=login]").fill("grid")
    page.locator("input[name=password]").fill("qinzhou-demo-2026")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
    with page.expect_response("**/field/phones") as given:
        enrol(page)
    secrets = given.value.json()
    context.set_offline(True)
    report(page, photo=big_photo())
    screen(page, "report")
    page.get_by_label("看到了什么").fill("半句还没说完的话")
    page.wait_for_timeout(1000)
    dump = page.evaluate(DUMP)
    plain = [
        WORDS,
        ADDRESS,
        "105.72345",
        "半句还没说完",
        secrets["token"],
        secrets["share"],
        secrets["worker"],
    ]
    assert [word for word in plain if word in dump] == []
    assert json.loads(dump)["records"]
    page.evaluate(PLANT, "明明白白的话")
    page.wait_for_timeout(500)
    assert "明明白白的话" in page.evaluate(DUMP)
    context.close()
    assert [word for word in plain if on_disk(tmp_path, word)] == []
    assert on_disk(tmp_path, "明明白白的话")


DUMP = """async () => {
    const spell = (_name, value) => {
        if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
        return value;
    };
    const open = indexedDB.open("field");
    const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const told = { local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie };
    for (const name of database.objectStoreNames) {
        const all = database.transaction(name).objectStore(name).getAll();
        told[name] = await new Promise((done) => { all.onsuccess = () => done(all.result); });
    }
    database.close();
    return JSON.stringify(told, spell);
}"""
PLANT = """(words) => new Promise((done) => {
    const open = indexedDB.open("field");
    open.onsuccess = () => {
        const step = open.result.transaction("records", "readwrite");
        step.objectStore("records").put({ id: "planted", kind: "item", at: 1, box: words });
        step.oncomplete = () => { open.result.close(); done(); };
    };
})"""


def on_disk(folder, word):
    """In what pages store; what a session's cookie holds is no part of it."""
    spellings = [word.encode(), word.encode("utf-16-le")]
    kept = [
        path
        for name in ("IndexedDB", "Local Storage", "Session Storage", "Service Worker")
        for path in folder.rglob(f"{name}/**/*")
        if path.is_file()
    ]
    assert kept
    return any(spelling in path.read_bytes() for path in kept for spelling in spellings)


def program():
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))


# ---------------------------------------------------------------- for everybody


SCREENS = ["", "report", "tasks", "grid", "mine", "drafts", "cards", "voice", "calls", "settings", "pin"]


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
