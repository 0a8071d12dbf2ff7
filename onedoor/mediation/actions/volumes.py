"""卷宗 — closed when nothing is owed any more, bound by a worker, and read; its papers one by one."""

import hashlib
import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from onedoor.audit.actions import note_read
from onedoor.audit.purposes import purpose_of
from onedoor.cases.opening import recall
from onedoor.kit import keyring
from onedoor.kit.paperwork import Paper, set_sheets
from onedoor.kit.problems import NotFound, NotNow
from onedoor.mediation.actions.files import keep_made
from onedoor.mediation.actions.following import drop_visits
from onedoor.mediation.advancing import moving
from onedoor.mediation.lifecycle import LIFECYCLE
from onedoor.mediation.models import Ending as Ended
from onedoor.mediation.models import File, Mediation, Session, Side, Volume, VolumeBody
from onedoor.mediation.models.file import Kind as FileKind
from onedoor.mediation.papers import PAPERS
from onedoor.mediation.papers.facts import CHINESE, Told, filled, worded
from onedoor.mediation.queries.agreements import binding_of
from onedoor.mediation.queries.performing import awaited_of
from onedoor.mediation.reading import note_seen
from onedoor.mediation.standing import insist, may_file, may_handle, may_read
from onedoor.mediation.stored import content_of
from onedoor.mediation.volume.binding import Bound, Ending, bind
from onedoor.mediation.volume.contents import contents_of
from onedoor.mediation.volume.keeping import UNFILED_DAYS, kept_until, rule_for
from onedoor.mediation.volume.owing import counted_from, owed_of

NAMED: dict = {"session": Session, "ending": Ended, "side": Side}
log = logging.getLogger(__name__)


def file(mediation: Mediation, *, by, reason="") -> Mediation:
    """立卷归档 — refused while a paper is missing or something is owed to a side, or done all the same with a written reason; then
    nothing of it changes any more, and whoever mediated reads it no longer. A worker binds it."""
    if not by.trusted:
        insist(may_file(mediation, by))
    with moving(mediation, "file", by=by) as fresh:
        contents = contents_of(fresh)
        lacking = ["、".join(line.names) for line in contents.missing] + owed_of(fresh)
        if lacking and not reason.strip():
            words = _("还缺：%(papers)s。补齐后再归档；确实补不了的，请写明理由。")
            raise NotNow(words % {"papers": "；".join(lacking)})
        volume = _closed(fresh, contents.outcome, by=by)
        volume.lacking, volume.reason = lacking, reason.strip() if lacking else ""
        volume.save(force_insert=True)
        fresh.facts_told |= {"lacking": len(lacking), "visits_dropped": drop_visits(fresh, by=by)}
        _part(fresh, volume.filed_at)
    return fresh


def file_over(*, by) -> int:
    """到期自动归档 — every night: what has been over for a year and nobody filed, as it lies: nothing is kept without an end. Where
    a court has still to answer it waits. One that cannot be filed keeps none of the others back."""
    before, hand, left = timezone.now() - timedelta(days=UNFILED_DAYS), by.as_reaction(), 0
    found = Mediation.objects.filter(status__in=LIFECYCLE.moves["file"].frm, case__closed_at__lt=before)
    waiting = [one for one in found.for_rows().order_by("pk") if awaited_of(one) is None]
    for one in waiting:
        try:
            file(one, by=hand, reason=_("结束满一年没有立卷，到期自动归档。"))
        except Exception as problem:
            # Neither the words of the problem nor its traceback: a line of either may hold a word of the mediation.
            log.error("not filed tonight: %s of case %s", type(problem).__name__, one.case.code)
            left += 1
    if left:
        raise RuntimeError(f"{left} of the mediations could not be filed")
    return len(waiting)


def _closed(mediation: Mediation, outcome: str, *, by) -> Volume:
    """With how long it is kept: counted from when the last of it was due, where that is later."""
    rule = rule_for(mediation.type, mediation.sides.filter(is_minor=True).exists())
    volume = Volume(mediation=mediation, post=by.post, staff=by.staff, outcome=outcome, rule=rule.code)
    volume.filed_at = timezone.now()
    volume.kept_until = kept_until(rule, counted_from(mediation))
    return volume


def _part(mediation: Mediation, at) -> None:
    """Whoever mediated has nothing to do with it from now on."""
    held = mediation.assignments.filter(until=None).select_related("mediator__post")
    for one in held:
        recall(mediation.case, one.mediator.post)
    held.update(until=at)


def bind_volume(mediation: Mediation, *, by) -> Volume:
    """装订卷宗 — once; safe to repeat. The bytes are sealed, their check value stands in the open."""
    volume = Volume.objects.select_related("staff").filter(mediation=mediation).first()
    if volume is None:
        raise NotNow(_("还没有归档。"))
    if volume.bound_at is None:
        if not by.trusted:
            insist(may_file(mediation, by))
        _log_read(mediation, by)
        _keep_bound(volume, bind(Told(mediation, by), Ending.of(volume), content_of))
    return volume


@transaction.atomic
def _keep_bound(volume: Volume, bound: Bound) -> None:
    fresh = Volume.objects.select_for_update(of=["self"]).get(pk=volume.pk)
    if fresh.bound_at is None:
        body = VolumeBody(volume=fresh)
        body.key_sealed = keyring.fresh(body)
        body.content_sealed = keyring.sealed_bytes(body, body, "content", bound.content)
        body.save(force_insert=True)
        fresh.sha256 = hashlib.sha256(bound.content).hexdigest()
        fresh.pages, fresh.size, fresh.bound_at = bound.pages, len(bound.content), timezone.now()
        fresh.save()
    volume.refresh_from_db()


def make_sheets(mediation: Mediation, kind: str, *, by) -> list[Paper]:
    """出具文书 — the papers of this kind with what is known; without that, a form with the sides and the number in it."""
    insist(may_read(mediation, by))
    note_seen(mediation, by=by, fields=("sealed",))
    told = Told(mediation, by)
    return [words.paper() for words in worded(told, kind) or [filled(told, kind, PAPERS)]]


def make_final(mediation: Mediation, *, kind: str, by) -> list[File]:
    """定稿 — each paper of this kind as it is now goes into the volume, with its check value. What nobody is bound by yet is no
    final paper."""
    insist(may_handle(mediation, by))
    note_seen(mediation, by=by, fields=("sealed",))
    told = Told(mediation, by)
    papers = worded(told, kind)
    if not papers:
        raise NotNow(_("这种文书要写的内容还没有登记，不能定稿。"))
    if kind == FileKind.AGREEMENT and binding_of(mediation) is None:
        raise NotNow(_("协议还没有生效，不能定稿；要签字的，请先打印出来。"))
    with override(CHINESE):
        name = str(FileKind(kind).label)
    return [
        keep_made(mediation, set_sheets([one.paper()]).content, kind=kind, name=name, by=by, **_about(one))
        for one in papers
    ]


def _about(words) -> dict:
    """What the paper is about, as a file says it."""
    if words.of is None:
        return {}
    name, key = words.of
    return {name: NAMED[name].objects.get(pk=key)}


def preview_volume(mediation: Mediation, *, by) -> bytes:
    """预览卷宗 — as it would be bound now; nothing is kept."""
    insist(may_read(mediation, by))
    _log_read(mediation, by)
    return bind(Told(mediation, by), Ending(), content_of).content


def read_volume(mediation: Mediation, *, by) -> bytes:
    """打开卷宗 — the bound volume; logged first."""
    insist(may_read(mediation, by))
    body = VolumeBody.objects.filter(volume__mediation=mediation).first()
    if body is None:
        raise NotFound(_("卷宗还没有装订好，或者已经销毁。"))
    _log_read(mediation, by)
    return keyring.opened_bytes(body, body, "content", bytes(body.content_sealed))


def _log_read(mediation, by) -> None:
    persons = list(mediation.case.parties.values_list("person_id", flat=True))
    note_read(
        by=by, person_ids=persons, case_code=mediation.case.code, fields=("paper",), purpose=purpose_of(by)
    )
