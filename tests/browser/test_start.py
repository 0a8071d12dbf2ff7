"""`manage.py start` as the person at the terminal sees it."""

import os
import subprocess
import sys

from django.conf import settings


def started_again(site):
    return subprocess.run(
        [sys.executable, "manage.py", "start"],
        cwd=settings.ROOT,
        env={**os.environ, "VAR_DIR": str(site.log.parent), "DATABASE_URL": site.database},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_prints_its_address_and_the_demo_logins(site):
    said = site.log.read_text()
    assert site.url in said
    assert "clerk" in said


def test_a_second_start_says_where_the_first_is_and_ends(site):
    answer = started_again(site)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert f"已经在运行：{site.url}" in answer.stdout


def test_an_answer_forbids_everything_that_the_page_does_not_need(desk):
    answer = desk.goto("/login/")
    assert answer.status == 200
    assert {
        name: answer.headers[name]
        for name in (
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cache-control",
        )
    } == {
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": answer.headers["cache-control"],
    }
    assert "no-store" in answer.headers["cache-control"]
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }


def test_styles_are_served_under_names_that_may_be_kept_for_ever(desk):
    answers = []
    desk.on("response", lambda answer: answers.append(answer) if "/static/" in answer.url else None)
    desk.goto("/login/")
    styles = [answer for answer in answers if ".css" in answer.url]
    assert styles
    assert {answer.headers["cache-control"] for answer in styles} == {"max-age=315360000, public, immutable"}


def test_the_sign_in_page_hinders_nobody(desk, phone, axe, shots):
    for page, name in ((desk, "sign-in"), (phone, "sign-in-phone")):
        page.goto("/login/")
        axe(page)
        shots(page, name)


def test_a_clerk_signs_in(browser_for, axe):
    page = browser_for("clerk")
    axe(page)
