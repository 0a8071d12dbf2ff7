"""代办 — what a resident asks to have done for them: taken down at a window or at the door, with their say-so."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.cases.models import Case, Party
from onedoor.cases.moving import holding
from onedoor.cases.opening import draft_cases, give_pin
from onedoor.cases.receipts import once
from onedoor.cases.slips import give_out, pin_of, slip_of, use_up
from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.persons.actions import enter
from onedoor.tasks.limits import DAYS
from onedoor.tasks.models import Errand, Task
from onedoor.tasks.moving import put_down
from onedoor.tasks.standing import insist, is_on_ground

TITLE = 40


@dataclass(frozen=True)
class Asked:
    """An errand, and the slip its asker goes home with."""

    task: Task
    code: str
    pin: str


def ask_errand(grid, words, *, key: UUID, by, name, agreed, phone="", days=DAYS, place="") -> Asked:
    """登记民生代办 — the same key is one errand with one slip, however often it is sent."""
    said = {"grid": grid.pk, "words": words, "name": name, "agreed": agreed, "phone": phone, "place": place}

    def do():
        return {"task": str(_open(days=days, by=by, **said | {"grid": grid}).pk)}

    answer, _is_new = once(key, said | {"what": "errand", "days": days}, do, by=by)
    task = Task.objects.for_rows().get(pk=answer["task"])
    slip = slip_of(task.case_id)
    return Asked(task, task.case.code, pin_of(slip) if slip else "")


@transaction.atomic
def _open(*, grid, words, name, agreed, phone, place, days, by) -> Task:
    """A case of its own in the grid, with the person as its party."""
    if not by.holds("matter.register"):
        raise NotAllowed(verb="matter.register")
    insist("" if is_on_ground(grid, by) else _("%(grid)s不在本单位的辖区内。") % {"grid": grid})
    _check(words, name, agreed)
    slip = give_out(by.post.org)
    titled = [(f"代办：{words.splitlines()[0]}"[:TITLE], grid, Case.Secrecy.NORMAL)]
    (case,) = draft_cases(titled, by=by, slips=[slip])
    give_pin(case, str(slip.seed))
    case.save(force_insert=True)
    use_up({slip: case})
    Party.objects.create(case=case, person=enter(name, phone, by=by, case_code=case.code, card_seen=False))
    with holding(case.pk) as cases:
        told = {"by": by, "days": days, "place": place}
        task = put_down(cases[case.pk], grid, Task.Kind.ERRAND, words, **told)
    Errand.objects.create(task=task, agreed=agreed)
    return task


def _check(words: str, name: str, agreed: str) -> None:
    if not words.strip():
        raise NotValid(_("请写明代办什么。"), field="words")
    if not name.strip():
        raise NotValid(_("请填写请人代办的人的姓名。"), field="name")
    if agreed not in Errand.Agreed.values:
        raise NotValid(_("请选本人怎样同意的；没有本人同意不能代办。"), field="agreed")
