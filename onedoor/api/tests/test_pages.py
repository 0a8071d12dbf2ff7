"""The page that explains the door, the list of problem codes, and the security administrator's tokens."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from onedoor.api.models import Token
from onedoor.api.problems import CODES
from onedoor.api.tests.conftest import URL, Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client, town):
    return town.login(client, town.actor("security_admin"))


def form(chair, **more):
    day = timezone.localdate() + timedelta(days=30)
    return {
        "post": chair.pk,
        "name": "12345热线转办",
        "expires_on": day.isoformat(),
        "per_minute": 600,
        **more,
    }


def test_guide_tells_every_address_to_anybody(client):
    page = client.get("/api/").content.decode()
    schema = client.get("/api/v1/openapi.json").json()
    assert [path for path in schema["paths"] if path not in page] == []
    assert "http://testserver/api/v1/matters" in page


def test_problem_page_has_every_code(client):
    page = client.get("/api/v1/problems").content.decode()
    assert [code for code in CODES if f'id="{code}"' not in page] == []


def test_description_is_the_same_in_every_language(client):
    chinese = client.get("/api/v1/openapi.json").json()
    client.cookies["django_language"] = "en"
    assert client.get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).json() == chinese


def test_description_names_every_operation_once_and_stably(client):
    schema = client.get("/api/v1/openapi.json").json()
    names = [
        operation["operationId"] for methods in schema["paths"].values() for operation in methods.values()
    ]
    assert (schema["openapi"], len(names), len(set(names))) == ("3.1.0", len(names), len(names))
    assert {"matters_register", "matters_list", "matters_read", "matters_dispatch", "regions_list"} - set(
        names
    ) == set()


def test_token_is_given_out_without_its_words_and_fetched_once_by_whoever_answers_for_it(keeper, town):
    clerk = town.actor("clerk")
    assert keeper.get("/api-tokens/issue/").status_code == 200
    url = f"/api-tokens/issue/?person={clerk.staff.username}"
    assert "12345" in keeper.get(url).content.decode()
    given = keeper.post(url, form(clerk.post), follow=True).content.decode()
    assert ("od_" in given, "/api-tokens/mine/ 取出" in given, "未取出</span>" in given) == (
        False,
        True,
        True,
    )
    token = Token.objects.get()
    theirs = town.login(Client(), clerk)
    assert "12345热线转办" in theirs.get("/api-tokens/mine/").content.decode()
    shown = theirs.post(f"/api-tokens/{token.pk}/fetch/").content.decode()
    words = shown[shown.index("od_") :].split("<")[0]
    answer = keeper.get(URL, headers={"Authorization": f"Bearer {words}"})
    listed = keeper.get("/api-tokens/").content.decode()
    assert (answer.status_code, "有效</span>" in listed, words in listed) == (200, True, False)
    assert theirs.post(f"/api-tokens/{token.pk}/fetch/").status_code == 409


def test_token_of_another_is_neither_listed_nor_fetched_nor_given_back(keeper, town):
    clerk = town.actor("clerk")
    keeper.post(f"/api-tokens/issue/?person={clerk.staff.username}", form(clerk.post))
    token = Token.objects.get()
    assert "您现在没有负责的令牌" in keeper.get("/api-tokens/mine/").content.decode()
    ways = [keeper.post(f"/api-tokens/{token.pk}/{way}/").status_code for way in ("fetch", "give-back")]
    token.refresh_from_db()
    assert (ways, token.digest, token.revoked_at) == ([404, 404], None, None)


def test_token_is_given_back_by_whoever_answers_for_it(client, town):
    caller = Caller(town, town.actor("clerk"))
    town.login(client, caller.actor)
    assert "已交回" in client.post(f"/api-tokens/{caller.token.pk}/give-back/", follow=True).content.decode()
    assert caller.get(URL).status_code == 401


def test_partners_post_is_offered_to_people_of_its_unit(keeper, town):
    handler, partner = town.actor("handler"), town.post("partner", org=town.water)
    url = f"/api-tokens/issue/?person={handler.staff.username}"
    assert f'value="{partner.pk}"' in keeper.get(url).content.decode()
    keeper.post(url, form(partner))
    assert Token.objects.get().post == partner


@pytest.mark.parametrize("person", ["nobody", "hanmei"])
def test_person_who_cannot_answer_is_told_so_and_stays_typed(keeper, town, person):
    town.actor("auditor")
    page = keeper.get(f"/api-tokens/issue/?person={person}")
    assert (page.status_code, f'value="{person}"' in page.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"expires_on": "2020-01-01"}, "到期日须在"),
        ({"per_minute": 0}, "大于或等于"),
        ({"name": ""}, ""),
        ({"post": 0}, ""),
    ],
)
def test_refused_token_keeps_what_was_typed(keeper, town, wrong, words):
    clerk = town.actor("clerk")
    page = keeper.post(f"/api-tokens/issue/?person={clerk.staff.username}", form(clerk.post, **wrong))
    assert (page.status_code, words in page.content.decode(), Token.objects.count()) == (422, True, 0)
    typed = {"12345热线转办", "600"} - {str(v) for k, v in form(clerk.post).items() if k in wrong}
    assert [word for word in typed if word not in page.content.decode()] == []


def test_token_is_revoked_from_the_list(keeper, town):
    caller = Caller(town, town.actor("clerk"))
    keeper.post(f"/api-tokens/{caller.token.pk}/revoke/")
    assert caller.get(URL).status_code == 401
    assert "已吊销" in keeper.get("/api-tokens/").content.decode()


def test_token_of_somebody_who_left_shows_as_dead(keeper, town):
    caller = Caller(town, town.actor("clerk"))
    assert "有效" in keeper.get("/api-tokens/").content.decode()
    caller.actor.staff.tenures.update(until=timezone.localdate() - timedelta(days=1))
    assert "已失效</span>" in keeper.get("/api-tokens/").content.decode()
