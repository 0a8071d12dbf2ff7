"""A resident's phone: “Back” always leads to a page, and in large type one sees where to write."""

from onedoor.config.preferences import TYPE_COOKIE


def test_back_after_a_refused_form_leads_to_the_page(phone):
    phone.goto("/file/")
    phone.locator("[name=body]").fill("巷口的路灯坏了。")
    phone.locator("form button.button-main").first.click()
    phone.wait_for_url("**/file/where/")
    phone.locator("button[name=next]").click()
    phone.wait_for_url("**/file/contact/")
    phone.locator("[name=phone]").fill("138")
    phone.locator("form button.button-main").first.click()
    phone.locator(".field-error").first.wait_for()
    assert phone.locator("[name=phone]").input_value() == "138"
    phone.goto("/help/")
    phone.go_back()
    assert phone.locator("[name=phone]").input_value() == "138"


def test_the_box_to_write_in_is_on_the_first_screen_in_large_type(phone, site, shots):
    phone.context.add_cookies([{"name": TYPE_COOKIE, "value": "large", "url": site.url}])
    phone.goto("/file/")
    shots(phone, "what-large")
    # Only the demo has the strip that says so.
    phone.evaluate("document.querySelectorAll('.demo-strip').forEach(strip => strip.remove())")
    assert phone.locator("[name=body]").bounding_box()["y"] < phone.viewport_size["height"]
