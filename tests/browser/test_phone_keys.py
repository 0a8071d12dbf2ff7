"""The phone app's keys on the real server: lost, left, cleared by its browser, locked; and nothing lies there in plain text."""

import json
import shutil

import psycopg
import pytest

from tests.browser.conftest import FLAGS, SIZES
from tests.browser.phone_app import (
    ADDRESS,
    WORDS,
    WRONG,
    ask,
    big_photo,
    enrol,
    enrolled,
    press_pin,
    report,
    screen,
    unlock,
)

HERE = {"longitude": 105.72345, "latitude": 34.58321}


@pytest.fixture
def worker(browser_for):
    """`worker()`: a grid worker's phone, ready."""
    return lambda: enrolled(browser_for)


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


def test_after_five_minutes_without_a_touch_the_phone_is_locked(worker):
    page = worker()
    page.clock.install()
    page.reload()
    unlock(page)
    screen(page, "report")
    page.get_by_label("看到了什么").fill("被叫走了")
    page.clock.fast_forward("04:30")
    assert page.get_by_label("看到了什么").input_value() == "被叫走了"
    page.clock.fast_forward("00:50")
    unlock(page)
    assert page.get_by_label("看到了什么").input_value() == "被叫走了"


def test_a_new_version_waits_until_the_worker_says_so(worker, site):
    page = worker()
    served = site.log.parent / "static" / "field" / "app" / "sw.js"
    before = served.read_text()
    first = page.evaluate("caches.keys()")
    served.write_text(f"{before}\n// newer")
    try:
        page.evaluate(
            "navigator.serviceWorker.getRegistration().then((kept) => kept.update()).then(() => true)"
        )
        page.get_by_role("button", name="现在换上").click()
        page.get_by_role("heading", name="请输口令").wait_for()
        page.wait_for_timeout(500)
        second = page.evaluate("caches.keys()")
    finally:
        served.write_text(before)
    assert [len(first), len(second), first == second] == [1, 1, False]


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


@pytest.fixture
def own_browser(chromium, site, tmp_path):
    """A worker signed in, in a browser that keeps everything in a folder of its own and has a microphone that hums."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    context = chromium.browser_type.launch_persistent_context(
        str(tmp_path / "profile"),
        executable_path=program,
        args=[*FLAGS, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
        viewport=SIZES["phone"],
        base_url=site.url,
        locale="zh-CN",
        geolocation=HERE,
        permissions=["geolocation", "microphone"],
    )
    page = context.new_page()
    page.goto("/login/")
    page.locator("input[name=login]").fill("grid")
    page.locator("input[name=password]").fill("qinzhou-demo-2026")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
    yield page
    context.close()


def test_a_voice_note_stands_for_the_sentence(own_browser, site):
    page = own_browser
    enrol(page)
    screen(page, "report")
    page.get_by_role("button", name="录音说").click()
    page.get_by_text("正在录，最长一分钟。").wait_for()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="说完了，停").click()
    page.get_by_label("录音1").wait_for()
    page.get_by_role("button", name="上报", exact=True).click()
    page.get_by_text("照片1张，都传到了").first.wait_for(timeout=20_000)
    kept = ask(site, "SELECT content_type, arrived_at IS NOT NULL, words FROM field_photo ORDER BY id DESC")
    assert kept == ("audio/webm", True, "")


def test_nothing_lies_on_the_phone_in_plain_text(own_browser, tmp_path):
    """What the browser wrote on the disk, looked through byte by byte; and what is planted there is found."""
    page, context = own_browser, own_browser.context
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
