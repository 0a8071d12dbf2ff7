"""发布问卷 — a form is brought, looked at, sent out, replaced by a newer one, ended. What must not be asked gets no further than here."""

import csv
import hashlib
import io
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import note_denied
from onedoor.cases.papers import clean
from onedoor.kit.forbidden import forbidden_in
from onedoor.kit.problems import NotNow, NotValid
from onedoor.surveys import running
from onedoor.surveys.judging import Fault
from onedoor.surveys.limits import LONGEST_SURVEY_DAYS, MOST_MEDIA, MOST_MEDIUM_BYTES
from onedoor.surveys.models import Medium, Survey, Version
from onedoor.surveys.standing import ground, insist, may_edit, may_edit_survey
from onedoor.surveys.values import FILE_NAME
from onedoor.surveys.xlsforms import Draft, read_form

# What a form may bring along: pictures it shows, tables of choices.
MEDIA = (".png", ".jpg", ".jpeg", ".csv")


def bring(content: bytes, name: str, *, by, media=(), **told) -> Version:
    """上传问卷 — read, judged and kept unpublished, for a second look. NotValid carries the draft with its faults."""
    insist(may_edit(by))
    if not any(told["region"].path.startswith(prefix) for prefix in ground(by)):
        raise NotValid(_("%(region)s不在本岗位的范围内。") % {"region": told["region"]}, field="region")
    _require_end(told["ends_on"])
    _require_fair_purpose(told["purpose"], by)
    media = _checked(media, by)
    draft = _read(content, "1", told.get("again", ""), media, by)
    survey = Survey(code=draft.code, title=draft.title, made_by=by.post, **told)
    try:
        with transaction.atomic():
            survey.save(force_insert=True)
            return _keep(survey, draft, content, name, media, by)
    except IntegrityError as known:
        words = _("已经有编号为%(code)s的问卷：新的一版请在那份问卷的页面上传。")
        raise NotValid(words % {"code": draft.code}, field="file", draft=draft) from known


@transaction.atomic
def bring_again(survey: Survey, content: bytes, name: str, *, by, media=()) -> Version:
    """上传新版 — the same form, changed; phones get it once it is published."""
    insist(may_edit_survey(survey, by))
    fresh = _held(survey)
    last = fresh.versions.order_by("-number").first()
    if fresh.is_over:
        raise NotNow(_("这份问卷已经截止，不再换版。"))
    if last and last.published_at is None:
        raise NotNow(_("还有一版没有发布：请先发布或放弃。"))
    media = _checked(media, by)
    draft = _read(content, str(last.number + 1 if last else 1), fresh.again, media, by)
    if draft.code != fresh.code:
        words = _("这个文件的form_id是%(code)s，不是%(own)s：不是同一份问卷。")
        raise NotValid(words % {"code": draft.code, "own": fresh.code}, field="file", draft=draft)
    if fresh.versions.filter(name=draft.name).exists():
        words = _("版本%(name)s已经有了：请把settings页的version改成新的。")
        raise NotValid(words % {"name": draft.name}, field="file", draft=draft)
    return _keep(fresh, draft, content, name, media, by)


@transaction.atomic
def publish(version: Version, *, by) -> Version:
    """发布 — from now on phones and pages get this version."""
    insist(may_edit_survey(version.survey, by))
    survey = _held(version.survey)
    fresh = Version.objects.select_for_update().get(pk=version.pk)
    if survey.is_over:
        raise NotNow(_("这份问卷已经截止。"))
    if fresh.published_at is None:
        fresh.published_at = timezone.now()
        fresh.save(update_fields=["published_at"])
        survey.title = fresh.title
        survey.save(update_fields=["title"])
    return fresh


@transaction.atomic
def drop(version: Version, *, by) -> None:
    """放弃 — a version that nobody has seen; with the only one the survey goes, too."""
    insist(may_edit_survey(version.survey, by))
    survey = _held(version.survey)
    if Version.objects.select_for_update().get(pk=version.pk).published_at:
        raise NotNow(_("已经发布的版本不能放弃，可以提前结束问卷。"))
    for medium in version.media.all():
        transaction.on_commit(partial(medium.file.delete, save=False))
    version.delete()
    if not survey.versions.exists():
        survey.delete()


@transaction.atomic
def end(survey: Survey, *, by, reason: str) -> Survey:
    """提前结束 — from now on nobody is asked; what was filled in before may still arrive for two weeks."""
    insist(may_edit_survey(survey, by))
    fresh = _held(survey)
    if fresh.is_over:
        raise NotNow(_("这份问卷已经截止。"))
    fresh.ended_at, fresh.ended_by, fresh.ended_why = timezone.now(), by.post, reason
    fresh.ends_on = timezone.localdate()
    fresh.save()
    return fresh


def _held(survey: Survey) -> Survey:
    return Survey.objects.select_for_update().get(pk=survey.pk)


def _require_end(ends_on) -> None:
    today = timezone.localdate()
    if not today < ends_on <= today + timedelta(days=LONGEST_SURVEY_DAYS):
        raise NotValid(_("截止日期须在明天至一年之内。"), field="ends_on")


def _require_fair_purpose(purpose: str, by) -> None:
    """Harmless questions may serve what is not harmless."""
    for said, why in forbidden_in([purpose]):
        note_denied(by=by, verb="survey.edit", where=_("上传问卷：目的“%(said)s”") % {"said": said[:40]})
        raise NotValid(str(why), field="purpose")


def _read(content: bytes, usual: str, again: str, media: list, by) -> Draft:
    draft = read_form(content, usual)
    missing = draft.needs - {upload.name for upload in media}
    words = _("表里用到“%(name)s”，没有一起附带。")
    draft.faults += [Fault("", words % {"name": name[:60]}) for name in sorted(missing)]
    _log(draft, by)
    if draft.is_known_only and again.strip():
        draft.faults = []
    if draft.faults:
        raise NotValid(_("这张表还不能用，请看“哪里不对”。"), field="file", draft=draft)
    if running.has_java() and (said := running.fault_of(draft.xform)):
        draft.faults = [Fault("", _("采集程序的引擎读不了这张表：%(said)s") % {"said": said})]
        raise NotValid(_("这张表还不能用，请看“哪里不对”。"), field="file", draft=draft)
    return draft


def _log(draft: Draft, by) -> None:
    """Whoever asks for what is never kept is refused, and that is written down."""
    for fault in draft.faults:
        if fault.is_forbidden:
            where = _("上传问卷%(code)s：不收集的题目“%(said)s”")
            told = {"code": draft.code[:40], "said": fault.where[:40]}
            note_denied(by=by, verb="survey.edit", where=where % told)


def _keep(survey: Survey, draft: Draft, content: bytes, name: str, media, by) -> Version:
    last = survey.versions.order_by("-number").first()
    version = Version.objects.create(
        survey=survey,
        number=last.number + 1 if last else 1,
        name=draft.name,
        title=draft.title,
        xform=draft.xform,
        md5=draft.md5,
        source=content,
        file_name=name[:120],
        questions=[{**one.as_row(), "spoken": ()} for one in draft.questions],
        notes=draft.notes,
        is_run=running.has_java(),
        made_by=by.post,
    )
    for upload in media:
        upload.seek(0)
        told = upload.read()
        medium = Medium(version=version, name=upload.name)
        medium.md5 = hashlib.md5(told, usedforsecurity=False).hexdigest()
        medium.file.save(f"{medium.pk}", ContentFile(told), save=False)
        medium.save(force_insert=True)
    return version


def _checked(media, by) -> list:
    """What comes along with a form: pictures that are pictures, and tables that ask nothing the form may not ask."""
    media = list(media)
    if len(media) > MOST_MEDIA:
        raise NotValid(_("附带的文件最多%(most)s个。") % {"most": MOST_MEDIA}, field="media")
    if len({upload.name for upload in media}) < len(media):
        raise NotValid(_("附带的文件里有两个同名的。"), field="media")
    for upload in media:
        right = FILE_NAME.fullmatch(upload.name) and upload.name.lower().endswith(MEDIA)
        if not right or upload.size > MOST_MEDIUM_BYTES:
            words = _("“%(name)s”不能附带：只能是图片或csv，不超过5MB。")
            raise NotValid(words % {"name": upload.name[:60]}, field="media")
        if upload.name.lower().endswith(".csv"):
            _look_into(upload, by)
        elif clean(upload).content_type != "image/jpeg":
            raise NotValid(_("“%(name)s”不是图片。") % {"name": upload.name[:60]}, field="media")
    return media


def _look_into(table, by) -> None:
    try:
        rows = list(csv.reader(io.StringIO(table.read().decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as reason:
        words = _("“%(name)s”不是UTF-8的csv：在Excel里另存为“CSV UTF-8”。")
        raise NotValid(words % {"name": table.name[:60]}, field="media") from reason
    for number, row in enumerate(rows, start=1):
        for said, why in forbidden_in(row):
            where = _("上传问卷：附带的选项“%(said)s”") % {"said": said[:40]}
            note_denied(by=by, verb="survey.edit", where=where)
            told = {"name": table.name[:60], "row": number, "said": said[:40], "why": why}
            raise NotValid(_("“%(name)s”第%(row)s行“%(said)s”：%(why)s") % told, field="media")
