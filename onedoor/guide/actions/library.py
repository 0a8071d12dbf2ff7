"""Changes of the library: items written, published, withdrawn, put in order. Each keeps how the item then read."""

from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.guide.files import Kept, looked_at, picture
from onedoor.guide.models import Item, ItemChange
from onedoor.guide.ordering import moved
from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotAllowed, NotNow, NotValid

What = ItemChange.What


def require_editor(*, by) -> None:
    """可编辑宣传资料 — refuses whoever's post does not keep the library."""
    if not by.holds("guide.edit"):
        raise NotAllowed(_("您现在的岗位不能编辑宣传资料。"), verb="guide.edit")


@transaction.atomic
def add_item(kind: str, words: dict, *, by, upload=None, cover=None, key=None) -> Item:
    """新建资料 — a draft, seen by nobody outside; the same key is the same item, however often it is sent."""
    require_editor(by=by)
    known = Item.objects.filter(pk=key).first() if key else None
    if known is not None:
        return known
    item = Item(pk=key or uuid7(), kind=kind, **words)
    item.order = (Item.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    _fill(item, upload, cover)
    item.save(force_insert=True)
    _note(item, What.ADDED, by)
    return item


@transaction.atomic
def edit_item(item: Item, words: dict, *, by, upload=None, cover=None) -> Item:
    """修改资料 — its words, days, file; what is published changes at once."""
    require_editor(by=by)
    changed = [name for name, value in words.items() if vars(item)[name] != value]
    if not changed and not upload and not cover:
        return item
    for name in changed:
        setattr(item, name, words[name])
    old = [*_fill(item, upload, cover)]
    item.save()
    _note(item, What.EDITED, by)
    for file in old:
        transaction.on_commit(partial(item.file.storage.delete, file))
    return item


def _fill(item: Item, upload, cover) -> list[str]:
    """Stores what was sent; the names of the files that it replaces."""
    _whole(item, upload)
    old = [item.file.name] if upload else []
    if upload:
        kept = looked_at(item.kind, upload)
        item.content_type, item.size = kept.content_type, kept.size
        _store(item.file, kept)
    if cover:
        old.append(item.cover.name)
        _store(item.cover, picture(cover, "cover"))
    return [name for name in old if name]


def _whole(item: Item, upload) -> None:
    """An article has words; everything else has a file."""
    if item.valid_to and item.valid_to < item.valid_from:
        raise NotValid(_("有效期止不能早于有效期起。"), field="valid_to")
    if item.kind == Item.Kind.ARTICLE:
        if upload:
            raise NotValid(_("文章没有文件，请另建折页、视频或海报。"), field="file")
        if not item.body.strip():
            raise NotValid(_("文章要有正文。"), field="body")
    elif not upload and not item.file:
        raise NotValid(_("请选择文件。"), field="file")


def _store(field, kept: Kept) -> None:
    field.save(f"{uuid7().hex}{kept.ending}", kept.content, save=False)


def _note(item: Item, what: str, by) -> None:
    ItemChange.objects.create(
        item=item,
        what=what,
        title=item.title,
        body=item.body,
        at=timezone.now(),
        post=by.post,
        staff=by.staff,
    )


@transaction.atomic
def publish(item: Item, *, by) -> Item:
    """发布资料 — from its first day on anybody may read it."""
    require_editor(by=by)
    if item.valid_to and item.valid_to < timezone.localdate():
        raise NotNow(_("有效期已经过去，请先改有效期再发布。"))
    return _set_published(item, True, What.PUBLISHED, by)


@transaction.atomic
def withdraw(item: Item, *, by) -> Item:
    """撤下资料 — gone from the rack and all screens within a minute; the history stays."""
    require_editor(by=by)
    return _set_published(item, False, What.WITHDRAWN, by)


def _set_published(item: Item, wanted: bool, what: str, by) -> Item:
    """Pressed twice, it is noted once."""
    if Item.objects.filter(pk=item.pk).exclude(is_published=wanted).update(is_published=wanted):
        _note(item, what, by)
    item.is_published = wanted
    return item


@transaction.atomic
def move_item(item: Item, up: bool, *, by) -> None:
    """调整顺序 — one place up or down among its topic."""
    require_editor(by=by)
    rows = list(Item.objects.filter(topic=item.topic).in_order())
    Item.objects.bulk_update(moved(rows, item, up), ["order"])
