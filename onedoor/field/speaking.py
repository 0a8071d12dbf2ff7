"""What is wrong with what a phone sent, in one sentence; and what it is answered."""

from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from onedoor.field.limits import OFFLINE
from onedoor.field.models import Upload
from onedoor.kit.problems import NotValid

S = TypeVar("S", bound=BaseModel)


def said_wrong(schema: type[S], body) -> S:
    """The body as what it should be, or NotValid naming the first field that is not."""
    try:
        return schema.model_validate(body)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        words = _("内容不完整或不对：%(field)s。") % {"field": where}
        raise NotValid(words, field=where) from wrong


def read(schema: type[S], content: bytes) -> S:
    """A request's body."""
    try:
        return schema.model_validate_json(content)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NotValid(_("内容不完整或不对：%(field)s。") % {"field": where}, field=where) from wrong


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
