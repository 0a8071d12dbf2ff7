"""到现场 — what somebody saw at a place, and what became of it."""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Link, Paper
from onedoor.cases.moving import holding
from onedoor.cases.papers import add_paper
from onedoor.cases.timeline import record
from onedoor.joint.models import Answer, ChecklistItem, Find, Place, Visit
from onedoor.joint.standing import be_running, insist, may_reopen, may_visit
from onedoor.kit.problems import NotNow, NotValid

Kind = ChecklistItem.Kind


@contextmanager
def _at(place: Place, standing, by):
    """Hold the plan's case and the place as it is now; `standing` is this room's own question of who may."""
    with holding(place.plan.case_id) as cases:
        fresh = Place.objects.select_related("plan__host__region", "org", "region").get(pk=place.pk)
        fresh.plan.case = cases[fresh.plan.case_id]
        insist(standing(fresh, by))
        be_running(fresh.plan)
        yield fresh


def visit(place: Place, answers: dict, *, words="", by) -> Visit:
    """填写结果 — an answer to every item, by the item's number; the place is done."""
    with _at(place, may_visit, by) as fresh:
        if fresh.visit_id:
            raise NotNow(_("这个地点已经填过结果。要改，请先按“重新填写”。"))
        given = [_answer(item, answers.get(item.number)) for item in fresh.plan.items.all()]
        done = Visit(place=fresh, at=timezone.now(), post=by.post, staff=by.staff, words=words)
        done.save(force_insert=True)
        for answer in given:
            answer.visit = done
        Answer.objects.bulk_create(given)
        fresh.visit = done
        fresh.save(update_fields=["visit"])
        odd = [answer.item.number for answer in given if answer.is_unexpected]
        told = {"place": fresh.number, "odd": odd}
        record(fresh.plan.case, "plan.visited", label="填写巡查结果", by=by, about=fresh.plan, **told)
    return done


def _answer(item: ChecklistItem, value) -> Answer:
    """One answer; what is missing or of the wrong kind is refused by the item's own words. Words may stay out."""
    answer = Answer(item=item)
    if item.kind == Kind.TEXT:
        answer.text = str(value or "")[:300]
    elif value is None:
        raise NotValid(_("“%(item)s”还没有填。") % {"item": item.words}, field=f"item_{item.number}")
    elif isinstance(value, bool) != (item.kind == Kind.YES_NO) or isinstance(value, str):
        # What a phone sends is no form's field: a word is neither yes nor a number.
        raise NotValid(
            _("“%(item)s”填得不对，请再看一遍。") % {"item": item.words}, field=f"item_{item.number}"
        )
    elif item.kind == Kind.YES_NO:
        answer.yes = value
    else:
        answer.figure = value
    return answer


def reopen(place: Place, *, by) -> Place:
    """重新填写 — the result no longer counts, and stays on record."""
    with _at(place, may_reopen, by) as fresh:
        if not fresh.visit_id:
            raise NotNow(_("这个地点还没有结果。"))
        fresh.visit = None
        fresh.save(update_fields=["visit"])
        told = {"place": fresh.number}
        record(fresh.plan.case, "plan.reopened", label="重新填写", by=by, about=fresh.plan, **told)
    return fresh


@transaction.atomic
def find(place: Place, *, words, item=None, photos=(), by) -> Find:
    """登记发现 — what was found becomes a matter at once (`config.reactions`), with the place filled in."""
    with _at(place, may_visit, by) as fresh:
        if not words.strip():
            raise NotValid(_("请写明发现了什么问题。"), field="words")
        if fresh.finds.filter(words=words.strip(), item=item).exists():
            raise NotNow(_("这个问题已经登记过了，没有重复登记。"))
        found = fresh.finds.create(
            item=item, words=words.strip(), at=timezone.now(), post=by.post, staff=by.staff
        )
        told = {"place": fresh.number, "find": str(found.pk)}
        record(fresh.plan.case, "plan.found", label="巡查发现", by=by, about=fresh.plan, **told)
    found.refresh_from_db()
    for photo in photos:
        add_paper(found.taken_up, photo, kind=Paper.Kind.REQUEST, by=by)
    return found


def take_up(found: Find, case, *, by) -> None:
    """转为事项 — the matter that a find became; called by the reaction that registers it."""
    Find.objects.filter(pk=found.pk, taken_up=None).update(taken_up=case)
    case.links.create(kind=Link.Kind.FOUND, other=found.place.plan.case, at=timezone.now())
