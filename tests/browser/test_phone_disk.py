"""What the phone app leaves on the disk: nothing that can be read, in use and after it was left; and what it hears."""

import json
import re
import shutil
import zlib
from contextlib import suppress

import pytest

from tests.browser.conftest import FLAGS, SIZES
from tests.browser.phone_app import (
    ADDRESS,
    NOTHING,
    WORDS,
    ask,
    big_photo,
    enrol,
    left_on,
    report,
    screen,
)

GZIP = b"\x1f\x8b\x08"
HERE = {"longitude": 105.72345, "latitude": 34.58321}


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


def test_a_recording_ends_when_its_screen_is_left_and_is_kept(own_browser):
    page = own_browser
    enrol(page)
    screen(page, "report")
    page.get_by_role("button", name="录音说").click()
    page.get_by_text("正在录，最长一分钟。").wait_for()
    page.wait_for_timeout(1200)
    screen(page, "drafts")
    page.get_by_role("link", name="还没写字").click()
    page.get_by_label("录音1").wait_for()


PLAIN = [WORDS, ADDRESS, "半句还没说完", "大家都在说", "105.72345", "34.58321"]


def use_everything(page):
    """Words and places of every kind: said, half written, looked at on the map, handed in."""
    report(page, photo=big_photo())
    screen(page, "report")
    page.get_by_label("看到了什么").fill("半句还没说完的话")
    page.wait_for_timeout(600)
    screen(page, "voice")
    page.get_by_label("一句话").fill("大家都在说的话")
    screen(page, "tasks")
    row = page.locator('a.row[href^="#/task/"]').first
    seen = [row.locator("strong").inner_text()]
    row.click()
    page.wait_for_function("location.hash.startsWith('#/task/')")
    page.get_by_text(seen[0]).first.wait_for()
    screen(page, "grid")
    page.get_by_role("button", name="列表").click()
    page.get_by_role("button", name="楼栋").click()
    row = page.locator('a.row[href^="#/entry/"]').first
    seen.append(row.locator("strong").inner_text())
    row.click()
    page.get_by_role("heading", name=seen[-1]).wait_for()
    page.get_by_role("button", name="在地图上看").click()
    page.locator(".mark").wait_for()
    screen(page, "mine")
    page.get_by_text(WORDS).click()
    page.wait_for_timeout(600)
    assert page.title() == "网格移动端"
    return seen


def test_nothing_lies_on_the_phone_in_plain_text(own_browser, tmp_path):
    """Everything that the browser wrote on the disk, looked through byte by byte; and what is planted there is found."""
    page, context = own_browser, own_browser.context
    given_out = re.compile("/field/phones$")
    with page.expect_response(lambda told: given_out.search(told.url) and told.status == 201) as given:
        enrol(page)
    secrets = given.value.json()
    context.set_offline(True)
    plain = [*PLAIN, *use_everything(page), secrets["token"], secrets["share"]]
    dump = page.evaluate(DUMP)
    assert [word for word in plain if word in dump] == []
    assert json.loads(dump)["records"]
    page.evaluate(PLANT, "明明白白的话")
    page.goto("/field/#/明明白白的地址")
    page.wait_for_timeout(500)
    assert "明明白白的话" in page.evaluate(DUMP)
    context.close()
    assert on_disk(tmp_path, plain) == {}
    planted = on_disk(
        tmp_path, ["明明白白的话", "%E6%98%8E%E6%98%8E%E7%99%BD%E7%99%BD%E7%9A%84%E5%9C%B0%E5%9D%80"]
    )
    assert [len(places) > 0 for places in planted.values()] == [True, True]


def test_nothing_stays_in_plain_text_when_the_phone_was_left(own_browser, tmp_path):
    page, context = own_browser, own_browser.context
    enrol(page)
    plain = [*PLAIN, *use_everything(page)]
    screen(page, "settings")
    page.get_by_role("button", name="退出（清空本机）").click()
    page.get_by_role("button", name="退出并清空").click()
    page.get_by_role("heading", name="已经退出").wait_for()
    assert left_on(page) == NOTHING
    context.close()
    assert on_disk(tmp_path, plain) == {}


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


def on_disk(profile, words):
    """In which files of the whole profile these words stand: storage, history, sessions, caches, also where they are packed."""
    spellings = {word: (word.encode(), word.encode("utf-16-le")) for word in words}
    files = [path for path in profile.rglob("*") if path.is_file()]
    assert {"History", "IndexedDB", "Sessions"} <= {part for path in files for part in path.parts}
    found = {}
    for path in files:
        content = b"".join(unpacked(path.read_bytes()))
        for word, both in spellings.items():
            if any(spelling in content for spelling in both):
                found.setdefault(word, []).append(path.name)
    return found


def unpacked(content):
    """The bytes as they lie there, and whatever in them is packed by gzip."""
    yield content
    at = content.find(GZIP)
    while at >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj(wbits=31).decompress(content[at:])
        at = content.find(GZIP, at + 1)
