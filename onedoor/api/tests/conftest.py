"""A partner's system that calls, with a token of its post."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from onedoor.api import actions

URL = "/api/v1/matters"
LEAK = {"body": "进步巷水管破裂，三天无水", "kind": "help"}
DESK = ("matter.register", "matter.accept", "matter.triage", "matter.dispatch", "matter.add")


def token_for(town, actor, **more):
    """(token, its words), given out by the district's security administrator and fetched by whoever answers for it."""
    day = timezone.localdate() + timedelta(days=30)
    given = {"name": "热线对接", "expires_on": day, **more}
    token = actions.issue(by=town.actor("security_admin"), post=actor.post, staff=actor.staff, **given)
    words = actions.fetch(token, by=actor)
    token.refresh_from_db()
    return token, words


class Caller:
    """A machine: no cookies, no CSRF token, nothing but its bearer token."""

    def __init__(self, town, actor, **more):
        self.client, self.actor, self.town = Client(enforce_csrf_checks=True), actor, town
        self.token, self.words = token_for(town, actor, **more)

    def _headers(self, words=None, **more):
        return {"Authorization": f"Bearer {words or self.words}", **more}

    def post(self, url, body, key=None, words=None):
        headers = self._headers(words, **{"Idempotency-Key": str(key or uuid.uuid4())})
        return self.client.post(url, body, content_type="application/json", headers=headers)

    def send(self, url, parts, key=None):
        """A form of several parts, files among them."""
        return self.client.post(
            url, parts, headers=self._headers(**{"Idempotency-Key": str(key or uuid.uuid4())})
        )

    def get(self, url, **headers):
        return self.client.get(url, headers=self._headers(**headers))

    def register(self, **more):
        answer = self.post(URL, {**LEAK, **more})
        assert answer.status_code == 201, answer.content.decode()
        return answer.json()["code"]


@pytest.fixture
def caller(town):
    return Caller(town, town.actor_with(*DESK, org=town.centre))
