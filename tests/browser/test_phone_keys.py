"""The phone app's keys on the real server: lost, left, cleared by its browser, locked; and nothing lies there in plain text."""

import psycopg
import pytest

from tests.browser.phone_app import (
    NOTHING,
    PIN,
    WORDS,
    WRONG,
    ask,
    begin,
    enrol,
    enrolled,
    left_on,
    press_pin,
    report,
    screen,
    send_now,
    sign_in,
    unlock,
)

TAKEN = "SELECT count(*) FROM field_upload"


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
    sign_in(page)
    page.get_by_role("button", name="接着用").click()
    unlock(page)
    screen(page, "mine")
    page.get_by_text(WORDS).wait_for()


def test_a_key_is_given_for_a_password_and_not_for_a_browser_left_open(worker, site):
    page = worker()
    page.reload()
    for _try in range(5):
        page.locator("#pin:enabled").wait_for()
        press_pin(page, WRONG)
    sign_in(page)
    with psycopg.connect(site.database) as connection:
        connection.execute("UPDATE field_phone SET shared_at = now() WHERE ended_at IS NULL")
    page.get_by_role("button", name="接着用").click()
    page.get_by_role("button", name="重新登录").click()
    page.locator("input[name=password]").wait_for()


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
    assert left_on(page) == NOTHING


def test_a_phone_that_was_replaced_sends_what_it_holds_and_asks_about_the_rest(worker, site, browser_for):
    page, before = worker(), ask(site, TAKEN)[0]
    page.context.set_offline(True)
    report(page, "旧手机上没发出去的一件")
    screen(page, "voice")
    page.get_by_label("一句话").fill("旧手机上写到一半的")
    page.wait_for_timeout(600)
    other = browser_for("grid", "phone")
    other.goto("/field/")
    other.get_by_text("您已有一部手机在用").wait_for()
    assert other.get_by_label("六位口令").count() == 0
    enrol(other)
    page.context.set_offline(False)
    screen(page, "")
    page.get_by_role("button", name="现在收发一次").click()
    page.get_by_text("还有 1 件草稿没报").wait_for()
    assert ask(site, TAKEN)[0] == before + 1
    page.get_by_role("button", name="放弃草稿").click()
    page.get_by_role("button", name="确定放弃这 1 件").click()
    page.get_by_role("heading", name="已换到别的手机").wait_for()
    assert left_on(page) == NOTHING


def test_whoever_left_the_post_reads_nothing_and_loses_nothing(worker, site):
    page = worker()
    page.context.set_offline(True)
    report(page)
    page.context.set_offline(False)
    serve = "UPDATE posts_staff SET is_active = %s WHERE username = 'grid'"
    with psycopg.connect(site.database, autocommit=True) as connection:
        connection.execute(serve, [False])
        try:
            screen(page, "")
            page.get_by_role("button", name="现在收发一次").click()
            page.get_by_text("您现在不在这个岗位上").first.wait_for()
            kinds = page.evaluate(KINDS)
            page.reload()
            page.get_by_text("您现在不在这个岗位上").first.wait_for()
        finally:
            connection.execute(serve, [True])
    assert kinds == ["device", "item"]
    sign_in(page)
    page.get_by_role("button", name="接着用").click()
    unlock(page)
    screen(page, "mine")
    page.get_by_text(WORDS).first.wait_for()
    send_now(page)


KINDS = """async () => {
    const open = indexedDB.open("field");
    const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const all = database.transaction("records").objectStore("records").getAll();
    const rows = await new Promise((done) => { all.onsuccess = () => done(all.result); });
    database.close();
    return [...new Set(rows.map((row) => row.kind))].filter((kind) => kind !== "draft").sort();
}"""


def test_a_phone_that_the_server_forgot_is_claimed_again_with_all_that_lies_on_it(worker, site):
    page, before = worker(), ask(site, TAKEN)[0]
    page.context.set_offline(True)
    report(page, "服务器恢复以前写的一件")
    page.context.set_offline(False)
    with psycopg.connect(site.database) as connection:
        connection.execute(
            "UPDATE field_phone SET digest = md5(digest), ended_at = now(), ended_how = 'left' WHERE ended_at IS NULL"
        )
    screen(page, "")
    page.get_by_role("button", name="现在收发一次").click()
    page.get_by_role("link", name="重新认领").click()
    sign_in(page)
    unlock(page)
    page.get_by_role("link", name="重新认领").click()
    page.get_by_label("这部手机的六位口令").wait_for()
    press_pin(page, WRONG)
    page.get_by_text("口令不对，请再输。").wait_for()
    press_pin(page, PIN)
    page.locator("[data-heard=true]").wait_for()
    send_now(page)
    assert ask(site, TAKEN)[0] == before + 1


def test_a_second_window_does_not_enrol_over_the_first(browser_for):
    first = browser_for("grid", "phone")
    first.goto("/field/")
    begin(first)
    first.get_by_label("六位口令").wait_for()
    second = first.context.new_page()
    second.goto("/field/")
    begin(second)
    press_pin(second, PIN)
    first.bring_to_front()
    enrol(first)
    screen(first, "report")
    first.get_by_label("看到了什么").fill("第一个窗口里写的")
    first.wait_for_timeout(800)
    second.bring_to_front()
    press_pin(second, PIN)
    second.get_by_role("heading", name="请输口令").wait_for()
    unlock(second)
    screen(second, "drafts")
    second.get_by_text("第一个窗口里写的").wait_for()


def test_one_damaged_record_keeps_nobody_from_the_others(worker):
    page = worker()
    page.context.set_offline(True)
    report(page, "会坏的一件")
    report(page, "好着的一件")
    page.evaluate(DAMAGE)
    page.reload()
    unlock(page)
    screen(page, "mine")
    page.get_by_text("有 1 件在手机里坏了，打不开").wait_for()
    page.get_by_text("好着的一件").wait_for()


DAMAGE = """async () => {
    const open = indexedDB.open("field");
    const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const step = database.transaction("records", "readwrite");
    const records = step.objectStore("records");
    const all = records.index("[kind+at]").getAll(IDBKeyRange.bound(["item", 0], ["item", Infinity]));
    all.onsuccess = () => {
        const [oldest] = all.result;
        new Uint8Array(oldest.box.data)[2] ^= 1;
        records.put(oldest);
    };
    await new Promise((done) => { step.oncomplete = done; });
    database.close();
}"""


def test_leaving_empties_the_phone_and_tells_the_server(worker, site):
    page = worker()
    screen(page, "settings")
    page.get_by_role("button", name="退出（清空本机）").click()
    page.get_by_role("button", name="退出并清空").click()
    page.get_by_role("heading", name="已经退出").wait_for()
    page.wait_for_timeout(300)
    assert left_on(page) == NOTHING
    assert ask(site, "SELECT ended_how FROM field_phone ORDER BY issued_at DESC LIMIT 1")[0] == "left"


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
    sign_in(page)
    begin(page)
    page.get_by_label("六位口令").wait_for()
