"""What is wrong with what a phone sent, in one sentence; and what it is answered."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ValidationError

from onedoor.field.limits import OFFLINE
from onedoor.field.models import Upload
from onedoor.kit.problems import NotValid, Problem

S = TypeVar("S", bound=BaseModel)
log = logging.getLogger(__name__)
# A rule said no; or what was sent brought about what no rule foresaw. Anything else is the server's own fault, and the item waits.
FAULTS = (
    Problem,
    DataError,
    IntegrityError,
    ObjectDoesNotExist,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
# What the phone's forms call each field.
LABELS = {
    "words": gettext_lazy("内容"),
    "settled": gettext_lazy("办理结果"),
    "category": gettext_lazy("事项分类"),
    "address": gettext_lazy("地址"),
    "region": gettext_lazy("网格"),
    "grid": gettext_lazy("网格"),
    "lon": gettext_lazy("位置"),
    "lat": gettext_lazy("位置"),
    "found": gettext_lazy("核查结果"),
    "said": gettext_lazy("本人的话"),
    "reason": gettext_lazy("理由"),
    "marks": gettext_lazy("检查项"),
    "topic": gettext_lazy("话题"),
    "place": gettext_lazy("地点"),
    "changes": gettext_lazy("变更"),
    "fields": gettext_lazy("登记内容"),
    "photos": gettext_lazy("照片"),
    "name": gettext_lazy("终端名称"),
}


def said_wrong(schema: type[S], body) -> S:
    """The body as what it should be, or NotValid saying what is wrong with it."""
    if has_nul(body):
        raise NotValid(_("内容里有看不见的字符，请重新输入后再报。"))
    return _checked(schema.model_validate, body)


def read(schema: type[S], content: bytes) -> S:
    """A request's body."""
    return _checked(schema.model_validate_json, content)


def _checked(validate: Callable[..., S], told) -> S:
    try:
        return validate(told)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise NotValid(_what_is_wrong(first), field=".".join(map(str, first["loc"]))) from wrong


def _what_is_wrong(first) -> str:
    """For the worker, who reads it: what to do about it. For the field that no form shows, there is a newer app, or the telephone."""
    names = [LABELS[part] for part in first["loc"] if part in LABELS]
    if not names:
        return _("手机端发来的内容不完整。请更新手机端后再报，或打电话说明。")
    told, limits = {"field": names[-1]}, first.get("ctx", {})
    match first["type"]:
        case "string_too_short":
            return _("“%(field)s”太短，至少%(n)s个字。") % (told | {"n": limits["min_length"]})
        case "string_too_long":
            return _("“%(field)s”太长，最多%(n)s个字。") % (told | {"n": limits["max_length"]})
        case "too_long":
            return _("“%(field)s”太多，最多%(n)s项。") % (told | {"n": limits["max_length"]})
        case "missing":
            return _("还没有填“%(field)s”。") % told
    return _("“%(field)s”填得不对，请改正后再报。") % told


def has_nul(told) -> bool:
    """What no database keeps, anywhere in it."""
    match told:
        case str():
            return "\0" in told
        case dict():
            return any(has_nul(one) for pair in told.items() for one in pair)
        case list():
            return any(map(has_nul, told))
    return False


def in_words(fault: Exception, upload: Upload) -> str:
    """Why an item, or a photo of it, was not taken: one sentence; what no rule foresaw is noted for people to look at."""
    if isinstance(fault, Problem):
        return str(fault.message)[:300]
    log.error("%s %s was not done", upload.kind, upload.ref, exc_info=fault)
    return _("服务器没能办这一件，已经记下。请核对内容再报，或打电话说明。")


def until() -> str:
    """How long a phone that hears this may be without us."""
    return (timezone.localtime() + OFFLINE).isoformat()


def number_to_call(post) -> str:
    """Of the worker's own unit, or the next above it that has one."""
    org = post.org
    while org is not None:
        if org.phone:
            return org.phone
        org = org.parent
    return ""


def answer_of(upload: Upload, *, call: str, cards: list | None = None) -> dict:
    """What the phone is told of one item; the same whenever it asks."""
    missing = [photo.sha256 for photo in upload.photos.all() if photo.arrived_at is None]
    answer = {
        "ref": str(upload.ref),
        "state": upload.state,
        "code": upload.case.code if upload.case else "",
        "at": upload.at.isoformat(),
        "words": upload.words,
        "call": call if upload.state == Upload.State.REFUSED else "",
        "missing": missing if upload.state != Upload.State.REFUSED else [],
        "cards": cards or [],
    }
    return answer
