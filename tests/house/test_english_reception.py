"""Receptions and the guide in English: every page and refusal; what the law says stays in the language of the law."""

import tomllib
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

import onedoor.guide
from onedoor.guide.queries.decisions import Outcome, topics
from onedoor.guide.queries.papers import papers
from onedoor.guide.tests.shelf import item_of
from onedoor.guide.tests.test_terminal import paths
from onedoor.posts.verbs import VERBS
from onedoor.reception import actions
from onedoor.reception.arrivals import Arrival
from onedoor.reception.steps import STEPS
from onedoor.venues.models import Centre
from tests.house.test_english import data, read_all

FORMS = Path(onedoor.guide.__file__).parent / "data" / "forms"


def read(town, actor, addresses, method="GET", known=frozenset()):
    browser = Client(headers={"accept-language": "en"})
    return read_all(town.login(browser, actor) if actor else browser, addresses, data() | known, method)


@pytest.fixture
def keeper(town):
    return town.actor_with(*VERBS)


@pytest.fixture
def receptions(town, keeper):
    """One just taken down, one put on a leader's day and instructed, one answered, one shown another way, one turned."""
    leader, tomorrow = town.actor("leader"), timezone.localdate() + timedelta(days=1)
    told = {"office": "区委政法委书记", "opens": time(9), "closes": time(11), "place": "一楼", "places": 2}
    day = actions.arrange_day(post=leader.post, day=tomorrow, **told, by=leader)
    new, led, answered, advised, turned = (
        actions.receive(Arrival(f"第{n}件事", region=town.community, people=n), by=keeper).reception
        for n in range(1, 6)
    )
    actions.put_on_day(led, day=day, by=keeper)
    actions.answer(answered, result="已当面答复。", by=keeper)
    actions.advise(advised, way="court", result="到法院。", by=keeper)
    actions.turn(turned, by=keeper)
    return [new, led, answered, advised, turned], day


def page(name, *args):
    return reverse(f"reception:{name}", args=args)


def test_every_page_of_receptions_is_english(town, keeper, receptions):
    ones, day = receptions
    codes = [one.case.code for one in ones]
    asked = [page(name, code) for name in ("one", "sheet", "panel") for code in codes]
    asked += [page(name) for name in ("today", "new", "notice", "days", "day_new")]
    asked += [page("today") + "?q=261123", *(page(name, day.pk) for name in ("day", "day_print"))]
    assert read(town, keeper, asked) == {}
    assert read(town, town.actor("leader"), [page("one", code) for code in codes]) == {}


def test_every_refusal_of_receptions_is_english(town, keeper, receptions):
    ones, day = receptions
    asked = [page("step", one.case.code, name) for one in ones for name in STEPS]
    asked += [page("new"), page("day_new"), page("day_cancel", day.pk), page("day_cancel", day.pk)]
    assert read(town, keeper, asked, "POST") == {}
    assert read(town, keeper, [page("one", one.case.code) for one in ones]) == {}


# ---------------------------------------------------------------- the guide


def strings(told) -> set[str]:
    """Every string of a data file."""
    if isinstance(told, str):
        return {told}
    parts = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return {one for part in parts for one in strings(part)}


def quoted() -> set[str]:
    """Questions, outcomes, what is read aloud of them, and forms are Chinese, as the law is."""
    files = [*FORMS.glob("*.toml"), *(FORMS.parent / "topics").glob("*.toml"), FORMS.parent / "laws.toml"]
    with override("en"):
        nodes = [node for topic in topics().values() for node in topic.nodes.values()]
        said = {node.spoken for node in nodes} | {
            "、".join(node.basis) for node in nodes if isinstance(node, Outcome)
        }
    said |= {"、".join(paper.basis) for paper in papers().values()}
    return said.union(*(strings(tomllib.loads(file.read_text("utf-8"))) for file in files))


def test_what_the_guide_says_around_the_law_is_english(town):
    Centre.objects.create(org=town.centre, region=town.district, name="区综治中心")
    asked = [
        reverse("guide:ask", args=[key, path]) for key, topic in topics().items() for path in paths(topic)[:3]
    ]
    asked += [reverse("guide:ask", args=[key]) for key in topics()]
    asked += [
        reverse(f"guide:{name}", args=[file.stem])
        for name in ("fill", "paper")
        for file in FORMS.glob("*.toml")
    ]
    asked += [reverse("guide:centres") + "?q=x", reverse("guide:ask", args=["nothing"])]
    assert read(town, None, asked, known=quoted()) == {}


def test_every_page_and_refusal_of_the_library_is_english(town, keeper):
    item = item_of(keeper, body="不收费。")
    asked = [reverse("guide:library_new", args=[kind]) for kind in ("article", "leaflet", "video", "poster")]
    asked += [reverse("guide:library_item", args=[item.pk]), reverse("guide:library_screens")]
    assert (
        read(town, keeper, [*asked, reverse("guide:library"), reverse("guide:rack_item", args=[item.pk])])
        == {}
    )
    assert read(town, keeper, asked, "POST") == {}
