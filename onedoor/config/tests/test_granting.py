"""Every grant, and every taking back, stands in the log with who, what and whose; never a password."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from onedoor.api.models import Token
from onedoor.audit.models import AccessLog
from onedoor.config.granting import GRANTS
from onedoor.posts.models import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, town):
    actor = town.actor("security_admin")
    town.login(client, actor)
    return actor


def grants():
    return list(AccessLog.objects.filter(kind="grant").order_by("at", "id"))


def test_account_is_followed_from_enrolment_to_disabling(client, admin, town):
    made = client.post("/staff/enrol/", {"username": "lining", "name": "李宁", "org": town.water.pk})
    assert made.status_code == 200, made.content.decode()
    person = Staff.objects.get(username="lining")
    renewed = client.post(f"/staff/{person.pk}/password/")
    client.post(f"/staff/{person.pk}/disable/")
    client.post(f"/staff/{person.pk}/enable/")
    assert [row.reason for row in grants()] == [
        "登记工作人员 /staff/enrol/ username=lining",
        f"重置密码 lining /staff/{person.pk}/password/",
        f"停用账号 lining /staff/{person.pk}/disable/",
        f"启用账号 lining /staff/{person.pk}/enable/",
    ]
    assert {(row.staff, row.post, row.channel) for row in grants()} == {(admin.staff, admin.post, "page")}
    shown = {made.context["password"], renewed.context["password"]}
    assert [row.reason for row in grants() if any(word in row.reason for word in shown)] == []


def test_end_of_a_tenure_names_whose_and_where(client, admin, town):
    clerk = town.actor("clerk")
    tenure = clerk.staff.tenures.get()
    client.post(f"/tenures/{tenure.pk}/end/", {"until": f"{timezone.localdate():%Y-%m-%d}"})
    (row,) = grants()
    assert row.reason.startswith(f"免职 wangfang {clerk.post} /tenures/{tenure.pk}/end/")


def test_token_is_followed_from_hand_to_hand(client, admin, town):
    clerk = town.actor("clerk")
    day = timezone.localdate() + timedelta(days=30)
    told = {"post": clerk.post.pk, "name": "热线对接", "expires_on": f"{day}", "per_minute": 600}
    client.post(f"/api-tokens/issue/?person={clerk.staff.username}", told)
    token = Token.objects.get()
    theirs = town.login(Client(), clerk)
    words = theirs.post(f"/api-tokens/{token.pk}/fetch/").context["words"]
    theirs.post(f"/api-tokens/{token.pk}/give-back/")
    assert [(row.staff, row.reason.partition(" ")[0]) for row in grants()] == [
        (admin.staff, "签发令牌"),
        (clerk.staff, "取出令牌"),
        (clerk.staff, "交回令牌"),
    ]
    assert f"person={clerk.staff.username} post={clerk.post.pk}" in grants()[0].reason
    assert [row.reason for row in grants() if words in row.reason] == []


def test_what_was_refused_or_only_looked_at_is_no_grant(client, admin, town):
    client.get("/staff/enrol/")
    client.post("/staff/enrol/", {"username": ""})
    client.post("/api-tokens/issue/", {"post": "1"})
    client.post("/staff/999999/disable/")
    town.login(client, town.actor("clerk"))
    client.post("/staff/1/disable/")
    assert grants() == []


def test_auditor_reads_it(client, admin, town):
    person = town.person("李宁")
    client.post(f"/staff/{person.pk}/disable/")
    town.login(client, town.actor("auditor"))
    page = client.get("/audit/", {"kind": "grant"}).content.decode()
    assert ("授权变更" in page, f"停用账号 {person.username}" in page) == (True, True)


def test_every_page_that_grants_is_watched():
    wanted = {
        "posts:appoint",
        "posts:end-tenure",
        "posts:enrol",
        "posts:renew-password",
        "api:issue",
        "api:fetch",
    }
    assert wanted - GRANTS == set()
