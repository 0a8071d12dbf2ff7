"""Which level a case stands at, whose fear stands, and whether the form is switched on where it lies."""

from onedoor.cases.models import Case
from onedoor.places.models import Region
from onedoor.places.tree import ancestors
from onedoor.safety.answers import answers_of
from onedoor.safety.items import EDITION
from onedoor.safety.limits import REVIEWERS
from onedoor.safety.models import Checklist, Level, Review
from onedoor.safety.rule import FEAR, LESSER, NO, S1, S2, S3, YES


def current(case: Case) -> Level | None:
    """The row that stands; a lapsed one stands until somebody has asked again."""
    return Level.objects.filter(case=case, until=None).first()


def level_of(case: Case) -> str:
    """保护级 — "S0" to "S3", "ask" while too little is known, nothing where nobody has asked."""
    row = current(case)
    return row.grade if row else ""


def stands_at(case: Case, *grades: str) -> bool:
    return level_of(case) in grades


def needs_second_mediator(case: Case) -> bool:
    """要不要再请一位调解员 — from S1 on nobody mediates alone."""
    return stands_at(case, S1, S2, S3)


def last_checklist(case: Case) -> Checklist | None:
    return Checklist.objects.filter(case=case).first()


def said_yes(case: Case) -> set[str]:
    """The items that the last form found to be so."""
    last = last_checklist(case)
    said = answers_of(last).values() if last else ()
    return {one.item for one in said if one.said in (YES, LESSER)}


def fear_stands(case: Case) -> bool:
    """Whether the person's own fear was said and not taken back by their own word; forms that did not ask change nothing."""
    row = current(case)
    return bool(row and row.own_fear) or any(last_of(case, item) == YES for item in FEAR)


def last_of(case: Case, item: str) -> str:
    """The last answer to an item that was one."""
    for made in Checklist.objects.filter(case=case).order_by("-at", "-id"):
        answer = answers_of(made).get(item)
        if answer and answer.said in (YES, LESSER, NO):
            return answer.said
    return ""


def district_of(region: Region) -> Region:
    """The district it lies in: the switch is one for all of it."""
    chain = [*ancestors(region), region]
    return next((one for one in chain if one.kind == Region.Kind.DISTRICT), chain[0])


def reviews(region: Region):
    """Who has read this edition for the district, and still agrees."""
    found = Review.objects.filter(region=district_of(region), edition=EDITION, withdrawn_at=None)
    return found.order_by("made_at", "pk")


def is_invented(region: Region) -> bool:
    """演示 — switched on by somebody who is none: the pages say so."""
    return reviews(region).filter(calling=Review.Calling.INVENTED).exists()


def is_on(region: Region) -> bool:
    """启用 — two named people, each once."""
    return reviews(region).values("name").distinct().count() >= REVIEWERS
