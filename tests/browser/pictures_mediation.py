"""`make pictures`: the pictures of docs/mediation.md, taken of the demo's mediations and of one applied for on a phone.

Not a part of the suite: pytest takes it only when it is named. `docs/mediation.md` shows each of them.
"""

from datetime import timedelta

import psycopg
from django.utils import timezone

from tests.browser.pictures import keep  # noqa: F401

# What the login `mediator` has in hand, newest first.
_MINE = """SELECT c.code FROM mediation_mediation m JOIN cases_case c ON c.id = m.case_id
    JOIN mediation_assignment a ON a.mediation_id = m.id AND a.until IS NULL
    JOIN committees_mediator w ON w.id = a.mediator_id JOIN posts_staff s ON s.id = w.staff_id
    WHERE s.username = 'mediator' AND {} ORDER BY m.asked_at DESC LIMIT 1"""
_DESKS = "SELECT c.code FROM mediation_mediation m JOIN cases_case c ON c.id = m.case_id WHERE {} ORDER BY m.asked_at DESC LIMIT 1"
_HAS = "m.id IN (SELECT mediation_id FROM mediation_{})"
_NOTED = "m.id IN (SELECT s.mediation_id FROM mediation_side s JOIN mediation_note n ON n.drawer_id = s.id)"
_SIGNED = (
    "m.id IN (SELECT mediation_id FROM mediation_agreement WHERE effective_at IS NOT NULL AND NOT is_oral)"
)
# Each page of a mediation: who looks, which of the demo's, which tab.
PAGES = (
    ("mediationdesk", _DESKS.format("m.status = 'asked'"), "", "mediation-asked"),
    (
        "mediator",
        _MINE.format("m.status = 'mediating' AND " + _HAS.format("session WHERE status = 'planned'")),
        "sessions/",
        "mediation-sessions",
    ),
    (
        "mediator",
        _MINE.format("m.status = 'mediating' AND " + _HAS.format("offer")),
        "offers/",
        "mediation-offers",
    ),
    (
        "mediationdesk",
        _DESKS.format("m.status = 'mediating' AND " + _NOTED),
        "drawers/",
        "mediation-drawers",
    ),
    ("mediator", _MINE.format("m.status = 'agreed' AND " + _SIGNED), "agreement/", "mediation-agreement"),
    ("mediator", _MINE.format("m.status = 'agreed' AND " + _SIGNED), "volume/", "mediation-volume"),
)


def code_of(site, question: str) -> str:
    with psycopg.connect(site.database) as connection:
        return connection.execute(question).fetchone()[0]


def test_a_side_is_pictured(phone, keep):  # noqa: F811
    """Three short pages, the slip, and the page of whoever applied."""
    phone.goto("/mediate/")
    phone.locator("select[name=type]").select_option("0299")
    phone.locator("[name=facts]").fill("（虚构）楼上卫生间渗水，楼下屋顶起皮，说了两次没有修。")
    phone.locator("[name=claims]").fill("修好，赔粉刷费。")
    keep(phone, "mediation-apply-phone")
    phone.locator("form button.button-main").first.click()
    phone.wait_for_url("**/mediate/who/")
    for name, words in (
        ("name", "张三"),
        ("phone", "17000001234"),
        ("other_name", "李四"),
        ("other_phone", "17000005678"),
    ):
        phone.locator(f"[name={name}]").fill(words)
    phone.locator("form button.button-main").first.click()
    phone.wait_for_url("**/mediate/send/")
    phone.locator("form button.button-main").first.click()
    phone.wait_for_url("**/mediate/slip/")
    keep(phone, "mediation-slip-phone")
    code = phone.locator(".slip-code").inner_text().strip()
    phone.goto(f"/track/{code}/mediation/")
    keep(phone, "mediation-mine-phone")
    phone.goto(f"/track/{code}/mediation/stop/")
    keep(phone, "mediation-stop-phone")


def test_whoever_mediates_is_pictured(site, browser_for, keep):  # noqa: F811
    """The desk, the tabs of a mediation, the calendar of what is due, the figures."""
    desk, mediator = browser_for("mediationdesk"), browser_for("mediator")
    for path, name in (
        ("/mediation/", "mediation-desk"),
        ("/mediation/new/", "mediation-new"),
        ("/mediation/dues/", "mediation-dues"),
    ):
        desk.goto(path)
        keep(desk, name)
    # All that is over, not this year's alone: the article's own figure.
    year = timezone.localdate() - timedelta(days=400)
    leader = browser_for("leader")
    leader.goto(f"/mediation/figures/?first={year}&by=type")
    keep(leader, "mediation-figures")
    supervisor = browser_for("safety")
    supervisor.goto("/safety/")
    keep(supervisor, "mediation-safety")
    for login, question, tab, name in PAGES:
        page = desk if login == "mediationdesk" else mediator
        page.goto(f"/mediation/{code_of(site, question)}/{tab}")
        keep(page, name)
