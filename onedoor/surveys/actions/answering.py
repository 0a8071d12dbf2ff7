"""填写问卷 — answers land as rows: from a phone as often as it likes to send them, from a page once."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.papers import Clean, clean
from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.surveys.instances import Instance, Said
from onedoor.surveys.models import Answer, Reply, Version
from onedoor.surveys.questions import kept
from onedoor.surveys.standing import insist, may_answer
from onedoor.surveys.values import typed

JPEG = "image/jpeg"


def take_in(instance: Instance, files: Sequence[Any], *, by) -> Reply:
    """接收答卷 — from a phone. The same again is the same reply, perhaps with photos that were missing; other words under
    the same number are refused."""
    version = _version_of(instance)
    insist(may_answer(version.survey, by, late=True))
    repeats = {path for question in kept(version) for path in question.repeats}
    said = instance.said(repeats)
    return _land(version, instance.number, instance.digest, said, files, Reply.Channel.PHONE, by)


def answer(version: Version, told: dict[str, str], *, by, key) -> Reply:
    """填写 — on a page: each answer under its question's path, in the letters a phone would have used."""
    insist(may_answer(version.survey, by))
    said = [Said(path, "", text) for path, text in told.items()]
    digest = hashlib.sha256(repr(sorted(told.items())).encode()).hexdigest()
    return _land(version, f"page:{key}", digest, said, (), Reply.Channel.PAGE, by)


def _version_of(instance: Instance) -> Version:
    rows = Version.objects.select_related("survey__region", "survey__post_type")
    found = rows.filter(survey__code=instance.code, name=instance.version, published_at__isnull=False).first()
    if found is None:
        told = {"code": instance.code[:40], "version": instance.version[:20]}
        raise NotFound(_("没有编号为%(code)s、版本为%(version)s的问卷。") % told)
    return found


def _land(version: Version, number: str, digest: str, said, files, channel: str, by) -> Reply:
    rows = _rows(version, said)
    try:
        with transaction.atomic():
            reply = Reply.objects.create(
                survey=version.survey,
                version=version,
                instance=number,
                digest=digest,
                region=by.post.region,
                post=by.post,
                channel=channel,
                at=timezone.now(),
            )
            for row in rows:
                row.reply = reply
            Answer.objects.bulk_create(rows)
            _attach(reply, files)
    except IntegrityError as known:
        return _known(number, digest, files, by, known)
    return reply


@transaction.atomic
def _known(number: str, digest: str, files, by, known) -> Reply:
    """Sent before: the answer got lost on the way, or the rest of the photos comes now."""
    reply = Reply.objects.select_for_update(of=("self",)).filter(instance=number).first()
    if reply is None:
        raise known
    if reply.digest != digest or reply.post_id != by.post.pk:
        raise NotNow(_("这个编号的答卷已经收到过，内容不同。要改，请另填一份。"))
    _attach(reply, files)
    return reply


def _rows(version: Version, said: Sequence[Said]) -> list[Answer]:
    questions = {question.path: question for question in kept(version)}
    rows: list[Answer] = []
    for one in said:
        question = questions.get(one.path)
        if question is None and one.text:
            raise NotValid(_("答卷里有问卷没有的题目“%(name)s”。") % {"name": one.path[:60]})
        row = typed(question, one.place, one.text) if question else None
        if row is not None:
            row.position = len(rows)
            rows.append(row)
    return rows


def _attach(reply: Reply, files: Sequence[Any]) -> None:
    """Photos find their question by the name that the phone gave them; what nobody asked for is not kept."""
    by_name = {upload.name: upload for upload in files}
    waiting = list(reply.answers.filter(kind="photo", file="", text__in=by_name))
    # All are looked at before the first is kept: of a refused sending no photo stays behind.
    for row, photo in [(row, _photo(by_name[row.text])) for row in waiting]:
        row.file.save(f"{reply.pk}-{row.pk}{photo.ending}", ContentFile(photo.content), save=False)
        row.save(update_fields=["file"])


def _photo(upload) -> Clean:
    photo = clean(upload)
    if photo.content_type != JPEG:
        raise NotValid(_("“%(name)s”不是照片。") % {"name": upload.name[:60]})
    return photo
