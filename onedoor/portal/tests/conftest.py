"""A resident with a browser and no scripts, and a small district with grounds to click on."""

import io
import re

import pytest
import shapely
from django.test import Client
from django.urls import reverse
from PIL import Image

from onedoor.matters import actions as matters
from onedoor.places.models import Boundary

WORDS = "楼下路灯坏了一个多月，晚上老人摔了一跤。希望尽快修好。"


@pytest.fixture
def papers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def grounds(town):
    """Each region a rectangle: the street lies in the west of the district, its community in the south of the street."""
    corners = {
        town.district: (105.0, 34.0, 106.0, 35.0),
        town.street: (105.0, 34.0, 105.5, 35.0),
        town.community: (105.0, 34.0, 105.5, 34.5),
        town.grid: (105.0, 34.0, 105.25, 34.5),
        town.second_grid: (105.25, 34.0, 105.5, 34.5),
    }
    Boundary.objects.bulk_create(
        Boundary(region=region, geometry=shapely.to_wkb(shapely.box(*box))) for region, box in corners.items()
    )
    return town


@pytest.fixture
def door(town, papers):
    return Door(Client())


class Door:
    """One browser at the residents' door, walking it page by page with plain forms."""

    def __init__(self, client):
        self.client = client

    def get(self, name, /, *args, **query):
        return self.client.get(reverse(f"portal:{name}", args=args), query)

    def refused(self, name, /, **fields):
        """What a page says that did not take what was sent: it is asked for again."""
        return self.client.get(self.post(name, **fields).url)

    def post(self, name, /, *args, **fields):
        return self.client.post(reverse(f"portal:{name}", args=args), fields)

    def fill(self, body=WORDS, where=(), contact=()):
        """The first three pages; returns the last one, ready to be sent."""
        assert self.post("what", body=body, kind="help").status_code == 302
        assert self.post("where", next="1", **dict(where)).url == reverse("portal:contact")
        assert self.post("contact", **dict(contact)).url == reverse("portal:send")
        return self.get("send")

    def key(self):
        return hidden(self.get("send"), "key")

    def send(self, *photos, **fields):
        return self.post("send", **{"key": self.key(), "photos": list(photos)} | fields)

    def file(self, *photos, **pages):
        """The whole way; returns (code, PIN) as they stand on the slip."""
        self.fill(**pages)
        assert self.send(*photos).url == reverse("portal:slip")
        return self.slip()

    def slip(self):
        page = text(self.get("slip"))
        return re.search(r'slip-code code">([\d-]+)<', page)[1], re.search(r'slip-pin code">(\d{6})<', page)[
            1
        ]

    def act(self, code, name, /, **fields):
        page = self.get("act", code, name)
        return self.post("act", code, name, **{"key": hidden(page, "key")} | fields)


def text(response) -> str:
    return response.content.decode()


def hidden(response, name) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', text(response))[1]


def photo(name="a.jpg", **save):
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "#446688").save(file, "JPEG", **save)
    file.seek(0)
    file.name = name
    return file


@pytest.fixture
def staff(town):
    return Staff(town)


class Staff:
    """Those who take a request on its way, with names that no resident may ever read."""

    def __init__(self, town):
        self.town = town
        self.clerk, self.dispatcher = town.actor("clerk"), town.actor("dispatcher")
        self.unit, self.verifier = town.actor("handler", org=town.water), town.actor("verifier")

    def dispatch(self, matter, **more):
        matter = matters.accept(matter, by=self.clerk)
        return matters.dispatch(matter, by=self.dispatcher, lead=self.town.water, **more)

    def answer(self, matter, **result):
        matter = matters.sign(self.dispatch(matter), by=self.unit)
        matter = matters.resolve(matter, by=self.unit, **{"result": "已换灯泡，恢复照明。"} | result)
        matter = matters.verify(matter, by=self.verifier, note="现场看过，灯亮了。")
        return matters.answer(matter, by=self.verifier, reply="您反映的路灯已经修好。")

    def close(self, matter, **result):
        return matters.close(self.answer(matter, **result), by=self.verifier)
