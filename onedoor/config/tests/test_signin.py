"""Signing in and out: sessions, throttling, first passwords, and nothing told to a stranger."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.config.throttle import delay
from onedoor.posts import sessions
from onedoor.posts.models import Staff, WebSession
from tests.people import PASSWORD

NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def clerk(town):
    actor = town.actor("clerk")
    actor.staff.set_password(PASSWORD)
    actor.staff.save()
    return actor


def sign_in(client, username, password=PASSWORD, address="10.0.0.1", **more):
    return client.post("/login/", {"login": username, "password": password, **more}, REMOTE_ADDR=address)


def test_signing_in_with_one_post_goes_straight_in(client, clerk):
    response = sign_in(client, clerk.staff.username)
    assert (response.status_code, response["Location"]) == (302, "/account/post/")
    assert client.session["post"] == clerk.post.pk
    assert client.get("/account/post/")["Location"] == "/home/"


def test_user_name_in_capitals_and_spaces_is_the_same_person(client, clerk):
    assert sign_in(client, f" {clerk.staff.username.upper()} ").status_code == 302


def test_signing_in_goes_back_to_the_page_asked_for_but_never_to_another_house(client, clerk):
    assert client.get("/orgs/?q=1")["Location"] == "/login/?next=%2Forgs%2F%3Fq%3D1"
    assert sign_in(client, clerk.staff.username, next="/account/")["Location"] == "/account/"
    client.post("/account/logout/")
    assert (
        sign_in(client, clerk.staff.username, next="https://elsewhere.example/")["Location"]
        == "/account/post/"
    )


def test_wrong_password_and_unknown_account_get_the_same_answer(clerk):
    def told(username):
        response = sign_in(Client(), username, "not the password")
        page = re.sub(
            r'(csrfmiddlewaretoken" value|X-CSRFToken": )"[^"]*"|csrfmiddlewaretoken" value="[^"]*"',
            "",
            response.content.decode(),
        )
        return response.status_code, page.replace(username, "NAME")

    status, page = told(clerk.staff.username)
    assert status == 422 and "用户名或密码不对" in page
    assert told("nobody-here") == (status, page)
    clerk.staff.is_active = False
    clerk.staff.save()
    assert told(clerk.staff.username) == (status, page)


def test_disabled_account_with_the_right_password_looks_like_a_wrong_one(client, clerk):
    Staff.objects.update(is_active=False)
    assert sign_in(client, clerk.staff.username).status_code == 422


def test_unknown_account_costs_one_hash_like_a_known_one(client, clerk, monkeypatch):
    """Counted, not timed: what a hash costs is the same whoever it is for."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    counted = []
    plain = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *a: counted.append(1) or plain(self, *a))
    sign_in(client, clerk.staff.username, "not the password")
    known = len(counted)
    sign_in(client, "nobody-here", "not the password")
    assert (known, len(counted) - known) == (1, 1)


def test_delay_doubles_after_three_failures_and_stays_bounded():
    assert [delay(n) for n in (0, 2, 3, 4, 5, 6, 12, 13, 500)] == [0, 0, 1, 2, 4, 8, 512, 900, 900]


@pytest.mark.parametrize("username", ["known", "nobody-here"])
def test_fourth_try_within_a_second_waits_and_is_not_counted(clerk, username):
    username = clerk.staff.username if username == "known" else username
    with time_machine.travel(NOON, tick=False) as clock:
        assert [sign_in(Client(), username, "wrong").status_code for _i in range(3)] == [422, 422, 422]
        shut = sign_in(Client(), username, PASSWORD)
        assert (shut.status_code, shut["Retry-After"]) == (429, "1")
        assert f'value="{username}"' in shut.content.decode()
        clock.shift(1)
        assert sign_in(Client(), username, "wrong").status_code == 422
        assert sign_in(Client(), username, "wrong")["Retry-After"] == "2"
    assert AccessAttempt.objects.get().failures_since_start == 4


def test_owner_comes_in_from_elsewhere_while_a_stranger_guesses(client, clerk):
    with time_machine.travel(NOON, tick=False):
        codes = [
            sign_in(Client(), clerk.staff.username, f"guess {n}", address="203.0.113.9").status_code
            for n in range(6)
        ]
        assert codes == [422, 422, 422, 429, 429, 429]
        assert sign_in(client, clerk.staff.username, address="10.0.0.2").status_code == 302


def test_known_browser_comes_in_although_its_address_and_account_are_shut_to_others(client, clerk):
    with time_machine.travel(NOON, tick=False):
        sign_in(client, clerk.staff.username)
        client.post("/account/logout/")
        for n in range(120):
            AccessAttempt.objects.create(
                username=clerk.staff.username,
                ip_address=f"203.0.113.{n}",
                user_agent="",
                failures_since_start=1,
                path_info="/login/",
            )
        AccessAttempt.objects.create(
            username=clerk.staff.username,
            ip_address="10.0.0.1",
            user_agent="",
            failures_since_start=20,
            path_info="/",
        )
        assert sign_in(Client(), clerk.staff.username, address="198.51.100.1").status_code == 429
        assert sign_in(Client(), clerk.staff.username).status_code == 429
        assert sign_in(client, clerk.staff.username).status_code == 302


def test_another_ones_known_browser_counts_as_a_stranger(client, clerk, town):
    other = town.actor("dispatcher").staff
    other.set_password(PASSWORD)
    other.save()
    with time_machine.travel(NOON, tick=False):
        sign_in(client, other.username)
        client.post("/account/logout/")
        codes = [sign_in(client, clerk.staff.username, "wrong").status_code for _i in range(4)]
    assert codes == [422, 422, 422, 429]


def test_address_that_tries_a_hundred_accounts_is_shut_for_a_while(clerk):
    with time_machine.travel(NOON, tick=False) as clock:
        for n in range(100):
            AccessAttempt.objects.create(
                username=f"u{n}",
                ip_address="203.0.113.9",
                user_agent="",
                failures_since_start=1,
                path_info="/login/",
            )
        assert sign_in(Client(), clerk.staff.username, address="203.0.113.9").status_code == 429
        assert sign_in(Client(), clerk.staff.username, address="203.0.113.10").status_code == 302
        clock.shift(600)
        assert sign_in(Client(), clerk.staff.username, address="203.0.113.9").status_code == 302


def test_session_key_changes_at_sign_in_and_at_every_change_of_post(client, clerk, town):
    town.seat(clerk.staff, town.post("dispatcher"))
    client.get("/login/")
    session = client.session
    session["planted"] = 1
    session.save()
    keys = [client.session.session_key]
    sign_in(client, clerk.staff.username)
    keys.append(client.session.session_key)
    client.post("/account/post/switch/", {"post": clerk.post.pk})
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3
    assert WebSession.objects.filter(pk__in=keys[:2]).count() == 0


@pytest.mark.parametrize(("minutes", "seconds", "status"), [(30, 0, 200), (30, 1, 302)])
def test_idle_session_ends_after_thirty_minutes(client, clerk, minutes, seconds, status):
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, clerk.staff.username)
        clock.shift(timedelta(minutes=minutes, seconds=seconds))
        assert client.get("/account/").status_code == status


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (1, 302)])
def test_busy_session_ends_after_twelve_hours(client, clerk, seconds, status):
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, clerk.staff.username)
        for _i in range(24):
            clock.shift(timedelta(minutes=29))
            assert client.get("/account/").status_code == 200
        clock.shift(timedelta(minutes=24, seconds=seconds))
        assert client.get("/account/").status_code == status


def test_page_that_asks_again_by_itself_does_not_keep_a_session_alive(client, clerk):
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, clerk.staff.username)
        clock.shift(timedelta(minutes=20))
        assert client.get("/account/", headers={"X-Quiet": "1"}).status_code == 200
        clock.shift(timedelta(minutes=10, seconds=1))
        assert client.get("/account/").status_code == 302


def test_fourth_browser_signs_the_oldest_out(clerk):
    browsers = [Client() for _i in range(4)]
    for minute, browser in enumerate(browsers):
        with time_machine.travel(NOON + timedelta(minutes=minute), tick=False):
            sign_in(browser, clerk.staff.username)
    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        assert [browser.get("/account/").status_code for browser in browsers] == [302, 200, 200, 200]


def test_log_out_everywhere_ends_every_browser_at_its_next_request(clerk):
    here, there = Client(), Client()
    sign_in(here, clerk.staff.username)
    sign_in(there, clerk.staff.username)
    assert here.post("/account/logout/everywhere/").status_code == 302
    assert [here.get("/account/").status_code, there.get("/account/").status_code] == [302, 302]
    assert sign_in(there, clerk.staff.username).status_code == 302


def test_session_begun_before_log_out_everywhere_is_dead_even_if_its_row_is_saved_again(client, clerk):
    sign_in(client, clerk.staff.username)
    Staff.objects.update(sessions_from=timezone.now())
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("loss", [{"is_active": False}, {"password": "!"}])
def test_disabled_account_and_changed_password_act_at_the_next_request(client, clerk, loss):
    sign_in(client, clerk.staff.username)
    assert client.get("/account/").status_code == 200
    Staff.objects.update(**loss)
    assert client.get("/account/").status_code == 302


def test_lost_post_acts_at_the_next_request(client, clerk):
    sign_in(client, clerk.staff.username)
    assert client.get("/home/")["Location"] != "/account/post/"
    clerk.staff.tenures.update(until=timezone.localdate() - timedelta(days=1))
    assert client.get("/home/")["Location"] == "/account/post/"
    assert "没有在任的岗位" in client.get("/account/post/").content.decode()


def test_first_password_opens_only_the_page_that_changes_it(client, clerk):
    Staff.objects.update(first_password_until=timezone.now() + timedelta(hours=1))
    sign_in(client, clerk.staff.username)
    assert [client.get(page)["Location"] for page in ("/home/", "/account/", "/account/post/")] == [
        "/account/password/"
    ] * 3
    new = "三只喜鹊 on the wire 9"
    told = {"old": PASSWORD, "new": new, "again": new}
    assert client.post("/account/password/", told).status_code == 302
    assert client.get("/account/").status_code == 200


def test_first_password_that_ran_out_opens_nothing(client, clerk):
    Staff.objects.update(first_password_until=timezone.now())
    assert sign_in(client, clerk.staff.username).status_code == 422


def test_sign_ins_are_logged_and_a_tried_name_is_kept_only_as_a_hash(client, clerk):
    sign_in(client, clerk.staff.username, "wrong", address="10.0.0.7")
    sign_in(client, clerk.staff.username, address="10.0.0.7")
    client.post("/account/logout/", REMOTE_ADDR="10.0.0.7")
    rows = AccessLog.objects.order_by("pk")
    assert [(row.kind, row.staff_id, row.address) for row in rows] == [
        ("sign_in_failed", None, "10.0.0.7"), ("sign_in", clerk.staff.pk, "10.0.0.7"), ("sign_out", clerk.staff.pk, "10.0.0.7"),
    ]  # fmt: skip
    assert clerk.staff.username not in rows[0].reason and len(rows[0].reason) == 32


def test_session_list_shows_ones_own_browsers_only(client, clerk, town):
    other = Client()
    town.login(other, town.actor("dispatcher"))
    sign_in(client, clerk.staff.username)
    assert [row.pk for row in sessions.sessions_of(clerk.staff)] == [client.session.session_key]
    assert list(client.get("/account/").context["sessions"]) == list(sessions.sessions_of(clerk.staff))


def test_cookies_are_for_this_house_alone(client, clerk):
    response = sign_in(client, clerk.staff.username)
    cookie = response.cookies["session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["expires"]) == (True, "Lax", "")
