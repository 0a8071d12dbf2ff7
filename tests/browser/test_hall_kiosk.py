"""The ticket machine in a real browser, with every other address shut: one number a tap, readable, back to the start by itself."""

import psycopg
import pytest

SIZE = {"width": 1080, "height": 1920}
ELSEWHERE = "http://198.51.100.7/picture.png"


@pytest.fixture
def machine(chromium, site):
    """`machine(mode)`: the ticket machine at its real size; `tried` holds every address but ours that a page reached for."""
    contexts, tried = [], []

    def opened(mode="", size=SIZE, scripts=True):
        context = chromium.new_context(
            viewport=size, locale="zh-CN", java_script_enabled=scripts, base_url=site.url
        )
        contexts.append(context)
        context.on("weberror", lambda error: tried.append(str(error.error)))
        context.on(
            "console", lambda said: tried.append(said.text) if "Security Policy" in said.text else None
        )
        context.route("**/*", lambda route: go_on(route, site.url, tried))
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(start_of(site) + (f"?m={mode}" if mode else ""))
        return page

    opened.tried = tried
    yield opened
    for context in contexts:
        context.close()


def go_on(route, own: str, tried: list[str]) -> None:
    if route.request.url.startswith((own, "data:", "blob:")):
        route.continue_()
    else:
        tried.append(route.request.url)
        route.abort()


def ask(site, question: str):
    with psycopg.connect(site.database) as connection:
        return connection.execute(question).fetchone()[0]


def start_of(site) -> str:
    """The demo's hall lets numbers be taken at any hour, so that the test does, too."""
    with psycopg.connect(site.database) as connection:
        connection.execute("UPDATE hall_policy SET is_always_open = true")
    token = ask(site, "SELECT token FROM hall_device WHERE kind = 'kiosk' ORDER BY id LIMIT 1")
    return f"/hall/d/{token}/"


def tickets(site) -> int:
    return ask(site, "SELECT count(*) FROM hall_ticket")


def number_of(page) -> str:
    page.wait_for_url("**/n/**")
    return page.locator(".kiosk-giant").inner_text()


def test_a_number_is_taken_while_every_other_address_is_shut(machine, site, axe, shots):
    page = machine()
    axe(page)
    shots(page, "kiosk-start")
    page.locator("button[name=service]").first.click()
    page.wait_for_url("**/take/**")
    axe(page)
    shots(page, "kiosk-take")
    before = tickets(site)
    page.locator("button[name=priority][value=no]").dblclick()
    assert (len(number_of(page)), tickets(site) - before) == (4, 1)
    axe(page)
    shots(page, "kiosk-ticket")
    page.reload()
    assert (tickets(site) - before, machine.tried) == (1, [])


def test_an_address_that_is_reached_for_elsewhere_is_seen(machine):
    """The planted breach: what the other tests look for would be found."""
    page = machine()
    page.evaluate("address => { new Image().src = address; }", ELSEWHERE)
    page.wait_for_timeout(300)
    assert [ELSEWHERE in one for one in machine.tried] == [True]


def test_two_presses_in_two_answers_are_one_number(machine, site):
    """The same page sent twice, as a slow machine and an impatient thumb do it."""
    page = machine()
    page.locator("button[name=service]").first.click()
    page.wait_for_url("**/take/**")
    before = tickets(site)
    seen = page.evaluate(
        """async () => {
            const form = new FormData(document.querySelector("form.kiosk-ask"));
            form.append("priority", "no");
            const send = () => fetch(location.href, { method: "POST", body: form }).then((answer) => answer.url);
            return Promise.all([send(), send(), send()]);
        }"""
    )
    assert (len(set(seen)), tickets(site) - before) == (1, 1)


def test_without_scripts_the_machine_still_gives_a_number(machine, site):
    page = machine(scripts=False)
    page.locator("button[name=service]").nth(1).click()
    page.locator("button[name=priority][value=yes]").click()
    assert (number_of(page)[0], machine.tried) == ("B", [])


def test_the_number_is_huge_and_what_is_pressed_is_as_large_as_a_thumb(machine):
    page = machine()
    sizes = page.locator("a, button").evaluate_all(
        "all => all.filter(one => one.offsetParent).map(one => Math.min(one.offsetWidth, one.offsetHeight))"
    )
    page.locator("button[name=service]").first.click()
    page.locator("button[name=priority][value=no]").click()
    number_of(page)
    size = page.locator(".kiosk-giant").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert (min(sizes) >= 60, size >= 240) == (True, True)


@pytest.mark.parametrize("mode", ["l", "ld"])
def test_from_a_wheelchair_everything_pressed_is_in_the_lower_two_thirds(machine, axe, mode):
    page = machine(mode)
    axe(page)
    for pressed, leads_to in (("service", "take"), ("priority", "n")):
        assert out_of_reach(page) == []
        page.locator(f"button[name={pressed}]").first.click()
        page.wait_for_url(f"**/{leads_to}/**")
    assert out_of_reach(page) == []


def out_of_reach(page) -> list[str]:
    """What is pressed and stands too high, or below the edge."""
    return page.locator("main a, main button, main label, footer a, .device-tools > *").evaluate_all(
        """all => all.filter((one) => one.offsetParent).filter((one) => {
            const box = one.getBoundingClientRect();
            return box.top < innerHeight / 3 || box.bottom > innerHeight;
        }).map((one) => one.innerText)"""
    )


def test_the_ticket_leaves_the_screen_by_itself_and_nothing_stays(machine, site):
    page = machine("b")
    page.clock.install()
    page.locator("button[name=service]").first.click()
    page.locator("button[name=priority][value=no]").click()
    number = number_of(page)
    page.clock.run_for(31_000)
    page.wait_for_url(f"**{start_of(site)}")
    kept = page.evaluate("() => JSON.stringify([localStorage, sessionStorage]) + document.cookie")
    assert (number in page.content(), "service=" in kept, number in kept) == (False, False, False)
    assert page.locator("html").get_attribute("data-type") is None


def test_when_the_server_is_away_the_machine_says_so_and_comes_back(machine):
    page = machine()
    page.context.set_offline(True)
    page.locator("button[name=service]").first.click()
    page.locator("#device-away").wait_for()
    assert page.locator("button[name=service]").count() > 1
    page.context.set_offline(False)
    page.locator("#device-away").wait_for(state="hidden")


def test_the_telephone_tells_the_number_and_loads_nothing_from_elsewhere(machine, site, axe, shots):
    page = machine(size={"width": 360, "height": 780})
    secret = ask(site, "SELECT secret FROM hall_ticket WHERE status = 'issued' ORDER BY id DESC LIMIT 1")
    page.goto(f"/hall/t/{secret}/")
    axe(page)
    shots(page, "hall-phone")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert (page.locator(".phone-number").count(), wide <= 360, machine.tried) == (1, True, [])
