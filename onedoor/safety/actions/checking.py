"""核对 — the form is filled in: kept item by item, and what the rule offers is done at once where it protects more."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.safety import sealing
from onedoor.safety.actions.levels import set_by_rule
from onedoor.safety.actions.stepping import end_answered, give
from onedoor.safety.answers import Answer, packed
from onedoor.safety.items import EDITION, ITEMS
from onedoor.safety.limits import ASKING
from onedoor.safety.models import Checklist
from onedoor.safety.models.checklist import Source
from onedoor.safety.moving import acting
from onedoor.safety.queries.standing_level import last_of
from onedoor.safety.rule import ANSWERS, FEAR, LESSER, NO, NOT_ASKED, UNKNOWN, YES, outcome
from onedoor.safety.standing import insist_on_use

OPEN = (UNKNOWN, NOT_ASKED)


def check(
    case,
    answers: Mapping[str, str],
    *,
    by,
    source: str,
    sources: Mapping[str, str] | None = None,
    on: date | None = None,
    has_part_b: bool = False,
    in_private: bool = False,
    is_correction: bool = False,
    note: str = "",
) -> Checklist:
    """填写安全核对单 — `source` is how most of it is known, `sources` where an item differs. Part B only with the person
    alone, at a safe time, and willing."""
    told = {code: answers.get(code) or NOT_ASKED for code in ITEMS if has_part_b or code[0] == "A"}
    known = {code: (sources or {}).get(code) or source for code in told}
    with acting(case, "checked", by=by) as case:
        insist_on_use(case)
        _insist_on_answers(told, known, answers, has_part_b, in_private)
        _insist_on_own_word(case, told, known)
        found = outcome(told, part_b=has_part_b)
        made = Checklist(case=case, edition=EDITION, has_part_b=has_part_b, in_private=in_private)
        made.is_correction, made.at = is_correction, timezone.now()
        made.offered, made.is_known = found.level, found.is_known
        made.made_post, made.made_staff = by.post, by.staff
        sealing.put(case, made, note=note, answers=packed(_rows(told, known, on)))
        made.save(force_insert=True)
        end_answered(case, by=by)
        level = set_by_rule(case, made, by=by)
        if not found.is_known:
            give(case, ASKING, by=by, level=level)
    return made


def _rows(told: dict, known: dict, on: date | None) -> list[Answer]:
    on = on or timezone.localdate()
    return [
        Answer(code, said) if said in OPEN else Answer(code, said, known[code], on)
        for code, said in told.items()
    ]


def _insist_on_answers(told, known, answers, has_part_b, in_private) -> None:
    wrong = [
        code
        for code, said in told.items()
        if said not in ANSWERS or (said == LESSER and not ITEMS[code].lesser)
    ]
    if wrong or not set(answers) <= set(ITEMS):
        raise NotValid(_("请从清单里选一个回答。"), field=wrong[0] if wrong else None)
    if not has_part_b and any(
        answers.get(code) not in (None, "", NOT_ASKED) for code in ITEMS if code[0] == "B"
    ):
        raise NotValid(_("填了乙部分，请勾选“家庭、婚恋纠纷”。"), field="has_part_b")
    if has_part_b and not in_private:
        raise NotValid(_("乙部分只能单独、在安全的时候、本人愿意时问。"), field="in_private")
    if any(said not in OPEN and known[code] not in Source.values for code, said in told.items()):
        raise NotValid(_("请选择是怎么知道的。"), field="source")


def _insist_on_own_word(case, told, known) -> None:
    """A fear that was said is unsaid by nobody else."""
    for code in FEAR:
        unsaid = told.get(code) in (NO, LESSER) and last_of(case, code) == YES
        if unsaid and known[code] != Source.OWN:
            raise NotValid(_("本人说过害怕：改这一项，要本人自己说。"), field=code)
