"""手机填写结果 — the marks of a checklist as a phone sends them, once however often it does."""

from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.utils.translation import gettext as _

from onedoor.cases.receipts import once
from onedoor.joint.actions.visits import visit
from onedoor.joint.models import ChecklistItem, Visit
from onedoor.joint.queries.phone import place_to_visit
from onedoor.kit.problems import NotValid

Kind = ChecklistItem.Kind
YES_OR_NO: dict = {True: True, False: False, "yes": True, "no": False}


def visit_once(ref: UUID, key, marks: dict, *, by, words: str = "") -> Visit:
    """填写结果 — `key` is the place, `marks` the answers by the item's number; the same `ref` is one result."""
    said = {"what": "plan.visited", "place": str(key), "marks": marks, "words": words}
    answer, _is_new = once(ref, said, lambda: {"visit": str(_visit(key, marks, words, by).pk)}, by=by)
    return Visit.objects.select_related("place__plan__case").get(pk=answer["visit"])


def _visit(key, marks: dict, words: str, by) -> Visit:
    place = place_to_visit(key, by)
    told = {str(number): value for number, value in marks.items()}
    answers = {item.number: _read(item, told.get(str(item.number))) for item in place.plan.items.all()}
    return visit(place, answers, words=words, by=by)


def _read(item: ChecklistItem, value):
    """As `visit` takes it; what is no answer to this item is refused, and what is missing it refuses itself."""
    if value in (None, ""):
        return None
    try:
        if item.kind == Kind.YES_NO:
            return YES_OR_NO[value]
        return Decimal(str(value)) if item.kind == Kind.FIGURE else str(value)
    except (KeyError, TypeError, InvalidOperation) as reason:
        words = _("“%(item)s”填得不对，请再看一遍。") % {"item": item.words}
        raise NotValid(words, field=f"item_{item.number}") from reason
