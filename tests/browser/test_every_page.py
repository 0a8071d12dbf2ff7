"""Every page that needs no parameter, as those it is meant for, in large type and on a phone: nothing grave for axe, nothing runs off the side."""

import pytest

from onedoor.config.context import TYPE_COOKIE

PAGES = {
    None: ["/", "/file/", "/track/", "/help/", "/privacy/", "/trust/", "/login/", "/api/"],
    "dispatcher": [
        "/work/",
        "/matters/",
        "/matters/?scope=all",
        "/matters/export/",
        "/desk/",
        "/import/",
        "/proposals/",
        "/joint/",
        "/joint/plans/new/",
        "/joint/meetings/",
        "/joint/meetings/new/",
    ],
    "leader": ["/work/", "/matters/", "/notices/", "/account/"],
    "community": ["/joint/", "/joint/mine/"],
    "operator": ["/calendar/", "/jobs/"],
    "security": ["/orgs/", "/staff/", "/staff/enrol/", "/post-types/", "/api-tokens/", "/api-tokens/issue/"],
    "auditor": ["/audit/"],
    "mediator": ["/mediation/", "/mediation/new/", "/mediation/dues/", "/committees/mine/"],
    "mediationdesk": [
        "/mediation/volumes/",
        "/mediation/figures/",
        "/committees/",
        "/committees/mediators/",
    ],
    "mediationpartner": ["/mediation/invited/"],
    "safety": ["/safety/", "/safety/paper/", "/safety/review/"],
}
# A mediation's own: one page for each of its tabs.
TABS = ("", "sessions/", "drawers/", "offers/", "agreement/", "volume/")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("login", PAGES, ids=str)
def test_pages_can_be_read_by_everyone(login, visit, browser_for, axe, site):
    page = browser_for(login) if login else visit("desk")
    for path in PAGES[login]:
        answer = page.goto(path)
        assert answer.status == 200, path
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0, path
    page.set_viewport_size({"width": 360, "height": 780})
    page.context.add_cookies([{"name": TYPE_COOKIE, "value": "large", "url": site.url}])
    for path in PAGES[login]:
        page.goto(path)
        assert page.evaluate(OVERFLOW) <= 0, f"{path} on a phone"
        axe(page)


def test_the_tabs_of_a_mediation_can_be_read_by_everyone(browser_for, axe):
    page = browser_for("mediator")
    page.goto("/mediation/")
    first = page.locator("#mediations td a").first.get_attribute("href")
    for size in ({"width": 1366, "height": 768}, {"width": 360, "height": 780}):
        page.set_viewport_size(size)
        for tab in TABS:
            assert page.goto(first + tab).status == 200, tab
            assert page.evaluate(OVERFLOW) <= 0, tab
            assert page.locator(".tab[aria-current]").is_visible(), tab
            axe(page)
