"""A page that follows something live may connect to that one address, and no other page may."""

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.template import RequestContext, Template

from onedoor.config.headers import HeadersMiddleware

FOLLOWS, DOES_NOT = '<div data-live="{{ live_url }}/live/hall/1/"></div>', "<div></div>"


@pytest.fixture
def answered(rf, settings):
    """What a page says, and where it may connect: through the very middleware, outermost first."""

    def run(template, *, host="localhost:8000", production=False, url="", port=8001):
        settings.PRODUCTION, settings.LIVE_URL, settings.LIVE_PORT = production, url, port
        pages = HeadersMiddleware(
            lambda request: HttpResponse(Template(template).render(RequestContext(request)))
        )
        answer = CSPMiddleware(pages)(rf.get("/", headers={"host": host}))
        policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
        return answer.content.decode(), policy["connect-src"]

    return run


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({}, "http://localhost:8001"),
        ({"host": "127.0.0.1:8300", "port": 8301}, "http://127.0.0.1:8301"),
        ({"host": "[::1]:8000"}, "http://[::1]:8001"),
        ({"url": "https://live.example.cn"}, "https://live.example.cn"),
        ({"url": "https://live.example.cn", "production": True}, "https://live.example.cn"),
    ],
)
def test_a_page_that_follows_may_connect_to_exactly_that_address(answered, given, url):
    assert answered(FOLLOWS, **given) == (f'<div data-live="{url}/live/hall/1/"></div>', f"'self' {url}")


@pytest.mark.parametrize("given", [{"production": True}, {"port": 0}])
def test_behind_a_proxy_or_without_the_process_it_is_the_same_address(answered, given):
    assert answered(FOLLOWS, **given) == ('<div data-live="/live/hall/1/"></div>', "'self'")


def test_a_page_that_follows_nothing_may_connect_to_its_own_address_alone(answered):
    assert answered(DOES_NOT) == ("<div></div>", "'self'")
