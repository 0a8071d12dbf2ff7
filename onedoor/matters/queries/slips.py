"""小票上已有的 — what is known already of whoever comes to the desk with a slip. Never who they are."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from onedoor.cases.access import may
from onedoor.cases.models import Case, Involvement, Slip
from onedoor.cases.numbering import as_printed
from onedoor.kit.problems import NotFound, NotNow
from onedoor.matters.models import Matter
from onedoor.places.addresses import TOWNS, VILLAGES
from onedoor.places.tree import current


@dataclass(frozen=True)
class Known:
    """What was opened with a slip before there is a matter: nothing yet, or a case with its first words."""

    slip: Slip
    case: Case | None = None
    words: str = ""
    persons: tuple = ()
    claimants: int | None = None

    @property
    def visitors(self) -> int:
        return len(self.persons)

    def filled_in(self) -> dict:
        """What the desk need not type again."""
        if self.case is None:
            return {"slip": self.slip.code}
        steps = self.case.region_path.split("/")[:-1]
        chain = ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]
        places = {place.kind: place.code for place in current().filter(path__in=chain)}
        return {
            "slip": self.slip.code,
            "title": self.case.title,
            "body": self.words or self.case.title,
            "claimants": self.claimants,
            "secrecy": self.case.secrecy,
            "town": next((code for kind, code in places.items() if kind in TOWNS), ""),
            "community": next((code for kind, code in places.items() if kind in VILLAGES), ""),
        }


def known_of(code: str, actor) -> Known:
    """The slip as this actor may register with it, or why not."""
    slip = Slip.objects.select_related("case__region").filter(code=as_printed(code)).first()
    if slip is None or (slip.case and not may(actor, "matter.register", slip.case)):
        # In the same words, or a sealed case could be told from none.
        words = _("没有编号为%(code)s的小票，或者不在本岗位的范围内；请核对编号，或到原来登记的窗口办理。")
        raise NotFound(words % {"code": code[:20]})
    if slip.case is None:
        return Known(slip)
    if refusal := why_not_taken_up(slip.case):
        raise NotNow(refusal, case=slip.code)
    return _told(slip, slip.case)


def _told(slip: Slip, case: Case) -> Known:
    """The words stand in the note of the case's first event, in whichever room it was opened."""
    first = case.events.order_by("seq").first()
    return Known(
        slip,
        case,
        words=first.note if first else "",
        persons=tuple(case.parties.current().values_list("person_id", flat=True)),
        claimants=first.facts.get("claimants") if first else None,
    )


def why_not_taken_up(case: Case) -> str:
    """Words of refusal, or nothing: a case has one matter, an ended one takes none, nor one that is led by somebody
    already: a plan's, a meeting's, a fault's own."""
    if Matter.objects.filter(case=case).exists():
        return _("编号%(code)s已经登记为事项，不用再登记。") % {"code": case.code}
    if case.closed_at:
        return _("编号%(code)s已经办结；还有别的事的，不用小票登记。") % {"code": case.code}
    if case.involvements.filter(role=Involvement.Role.LEAD).exists():
        return _("编号%(code)s是另有承办单位的工作，不能登记为事项。") % {"code": case.code}
    return ""
