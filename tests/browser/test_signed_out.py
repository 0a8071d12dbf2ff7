"""A session that ends while somebody writes: their words stay, and one press after signing in again sends them."""

from onedoor.config.demo.people import logins

LOGIN = "dispatcher"
PASSWORD = next(password for login, password, _title in logins() if login == LOGIN)
WORDS = "已电话联系，当事人明天上午到场。"


def written(page):
    """A note about the first matter in the list, not sent yet."""
    page.goto("/matters/?scope=all")
    page.locator("td a[href^='/cases/']").first.click()
    page.locator(".step-bar a[href*='/note/']").click()
    form = page.locator("#step form")
    form.locator("textarea").first.fill(WORDS)
    return form


def signed_in_again(page):
    page.locator("input[name=login]").fill(LOGIN)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def test_words_outlive_the_session(browser_for):
    page = browser_for(LOGIN)
    form = written(page)
    page.context.clear_cookies(name="session")
    form.locator(".form-end button").click()
    told = form.locator("[data-problem=expired]")
    told.wait_for()
    assert form.locator("textarea").first.input_value() == WORDS
    with page.context.expect_page() as opened:
        told.get_by_role("link").click()
    signed_in_again(opened.value)
    form.locator(".form-end button").click()
    page.locator("#matter").get_by_text(WORDS).first.wait_for()


def test_words_outlive_all_cookies(browser_for):
    page = browser_for(LOGIN)
    form = written(page)
    page.context.clear_cookies()
    form.locator(".form-end button").click()
    form.locator("[data-problem=expired]").wait_for()
    assert form.locator("textarea").first.input_value() == WORDS
