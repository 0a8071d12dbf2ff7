"""A phone in the hands of the town's grid worker."""

import hashlib
import io
import json
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image

from onedoor.field import actions


class Hand:
    """Somebody with a phone: what they send, and what they hear."""

    def __init__(self, client, actor, name="旧手机"):
        self.client, self.actor = client, actor
        issued = actions.issue(by=actor, name=name, replaces=True)
        self.phone, self.share = issued.phone, issued.share
        self.headers = {"Authorization": f"Phone {issued.phone.pk}.{issued.token}"}

    def send(self, *items, sent_at=None):
        body = {"sent_at": sent_at or timezone.now().isoformat(), "items": list(items)}
        return self.client.post(
            "/field/items", json.dumps(body), content_type="application/json", headers=self.headers
        )

    def answers(self, *items):
        answer = self.send(*items)
        assert answer.status_code == 200, answer.content
        return answer.json()["answers"]

    def get(self, path, **more):
        return self.client.get(f"/field/{path}", headers=self.headers | more)

    def put(self, content, offset=0, sha=None, piece=None):
        sha = sha or hashlib.sha256(content).hexdigest()
        part = content[offset : offset + piece] if piece else content[offset:]
        return self.client.put(
            f"/field/photos/{sha}?offset={offset}", part, content_type="image/jpeg", headers=self.headers
        )

    def have(self, content):
        sha = hashlib.sha256(content).hexdigest()
        return self.client.head(f"/field/photos/{sha}", headers=self.headers)


def item(kind, body, photos=(), type="image/jpeg", **more):
    """As the app makes it."""
    shown = [{"sha256": hashlib.sha256(one).hexdigest(), "size": len(one), "type": type} for one in photos]
    more = {"ref": str(uuid4()), "at": timezone.now().isoformat()} | more
    return {"kind": kind, "body": body, "photos": shown} | more


def report(words="路口的下水道井盖破了。", photos=(), **more):
    """The most frequent one."""
    return item("report", {"words": words} | more.pop("body", {}), photos, **more)


def picture(colour=(40, 120, 60), size=(640, 480)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


@pytest.fixture
def hand(client, town):
    return Hand(client, town.actor("grid_worker"))
