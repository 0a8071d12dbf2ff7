"""The script of live pages in a real browser: it follows, asks when it cannot, and says when nobody answers."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.conf import settings
from playwright.sync_api import expect

from onedoor.config.tests.live_process import change

SCRIPT = settings.ROOT / "onedoor/config/static/onedoor/live.js"
PAGE = """<!doctype html><title>Wall</title><ul></ul>
<div data-live="http://localhost:{port}/live/row/1/" data-poll="/now/row/1/" data-every="1"></div>
<script src="/live.js"></script><script src="/told.js"></script>"""
# Whatever the page hears, one line after the other.
TOLD = """for (const name of ["live:message", "live:away", "live:back"]) document.addEventListener(name, (event) => {
  const line = document.createElement("li");
  line.textContent = event.detail ? event.detail.words : name;
  document.querySelector("ul").append(line);
});"""


class House(BaseHTTPRequestHandler):
    """The house's own address, as far as these pages need it. `words` is what it answers when asked; with none it is down."""

    said: dict[str, tuple[str, str]] = {}
    words, count = "", 0

    def do_GET(self):
        if self.path != "/now/row/1/":
            text, kind = self.said.get(self.path, ("", "text/plain"))
            return self.answer(200, text, {"Content-Type": kind})
        House.count += 1
        if not House.words:
            return self.answer(503, "")
        return self.answer(
            200, json.dumps({"words": House.words}), {"ETag": f'"{House.words.encode().hex()}"'}
        )

    def answer(self, status, text, headers=None):
        body = text.encode()
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *told):
        """Nothing to the terminal."""


@pytest.fixture
def house(live):
    """At a real address of this machine: browsers let no page of elsewhere reach into it."""
    House.said = {
        "/": (PAGE.format(port=live.port), "text/html"),
        "/live.js": (SCRIPT.read_text(), "text/javascript"),
        "/told.js": (TOLD, "text/javascript"),
    }
    House.words, House.count = "", 0
    with ThreadingHTTPServer(("127.0.0.1", 0), House) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def wall(chromium, house):
    """What a page of the house hears from the live process at its other port."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(house)
    yield page.locator("li")
    context.close()


def test_a_page_shows_what_is_committed_and_asks_nobody_meanwhile(wall):
    expect(wall).to_have_text(["早上好"])
    change("A001 请到 3 号窗口")
    expect(wall).to_have_text(["早上好", "A001 请到 3 号窗口"])
    assert House.count == 0


def test_without_the_stream_it_asks_and_when_nobody_answers_it_says_so_once(wall, live):
    expect(wall).to_have_text(["早上好"])
    House.words = "问来的"
    live.stop()
    expect(wall).to_have_text(["早上好", "问来的"])
    House.words = ""
    expect(wall).to_have_text(["早上好", "问来的", "live:away"])
    change("恢复以后")
    live.start()
    expect(wall).to_have_text(["早上好", "问来的", "live:away", "live:back", "恢复以后"], timeout=20_000)
