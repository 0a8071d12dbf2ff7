"""The demo's library: ten short articles of our own, one leaflet, and the television in the hall that shows them.

No film: one that says something would be larger than the rest of the demo; the keepers' page takes MP4 and WebM.
"""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from onedoor.config.demo.articles import ARTICLES, LEAFLET
from onedoor.config.demo.leaflet import leaflet
from onedoor.guide.actions import library, screens
from onedoor.guide.models import Item, Screen
from onedoor.posts.actor import Actor
from onedoor.posts.models import Tenure
from onedoor.venues.models import Centre

OLD = "春节前欠薪集中办理安排"


def fill(stage) -> None:
    """资料架 — written, published and put on the screen by the operator; what is there already stays."""
    tenure = Tenure.objects.select_related("staff", "post__type", "post__org").get(staff__username="operator")
    by, today = Actor(tenure.staff, tenure.post), timezone.localdate(stage.now)
    if Item.objects.filter(title=LEAFLET["title"]).exists():
        return
    items = [
        _published("article", {"valid_from": today - timedelta(days=90), **told}, by) for told in ARTICLES
    ]
    items.append(_leaflet(today, by))
    _of_other_days(today, by)
    for centre in Centre.objects.filter(org=stage.centre.post.org):
        _play(centre, items, by)


def _published(kind, words, by, **more) -> Item:
    return library.publish(library.add_item(kind, words, by=by, **more), by=by)


def _leaflet(today, by) -> Item:
    told = dict(LEAFLET)
    parts = told.pop("parts")
    sheet = ContentFile(leaflet(told["title"], parts), name="leaflet.pdf")
    body = "\n".join(f"# {heading}\n" + "\n".join(f"- {line}" for line in lines) for heading, lines in parts)
    words = told | {"body": body, "valid_from": today - timedelta(days=90)}
    return _published("leaflet", words, by, upload=sheet)


def _of_other_days(today, by) -> None:
    """One that is over, one still to come, one not yet published: the keepers' list shows each."""
    told = {"topic": "labour", "source": "区人力资源和社会保障局（演示）", "summary": ""}
    over = {"title": OLD, "body": "集中办理已经结束。平时欠薪仍可到中心登记，或打12333咨询。"}
    item = library.add_item("article", told | over | {"valid_from": today - timedelta(days=200)}, by=by)
    library.publish(item, by=by)
    library.edit_item(item, {"valid_to": today - timedelta(days=60)}, by=by)
    coming = {"title": "下月法律咨询日", "topic": "aid", "body": "下个月每周三，律师在中心大厅免费解答。"}
    _published("article", told | coming | {"valid_from": today + timedelta(days=10)}, by)
    draft = {"title": "噪声扰民怎么办（草稿）", "topic": "other", "body": "# 先说\n和邻居商量时间。"}
    library.add_item("article", told | draft | {"valid_from": today}, by=by)


def _play(centre: Centre, items: list[Item], by) -> None:
    if Screen.objects.filter(centre=centre).exists():
        return
    screen = screens.open_screen(centre, "一楼大厅法律政策电视", by=by)
    for item in items:
        if item.language != Item.Language.ENGLISH:
            screens.show(screen, item, 20, by=by)
