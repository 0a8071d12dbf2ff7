"""查询 — a resident's own case: found through what they opened with code and PIN, and told without anybody else's affairs."""

from django.utils.translation import gettext as _

from onedoor.audit.queries import Reading, reads_of_case
from onedoor.cases.access import cases_for
from onedoor.cases.models import Party
from onedoor.cases.queries import clocks_of, place_of
from onedoor.kit.problems import NotFound
from onedoor.matters.models import Matter
from onedoor.portal import acting, progress
from onedoor.portal.photos import own_photos
from onedoor.portal.story import story_of


def find(code: str, by) -> Matter:
    """Their own matter; anybody else's looks as if it did not exist."""
    shown = Matter.objects.select_related("case", "category", "desk", "lead", "review_of__case")
    matter = shown.defer("words").filter(case__in=cases_for(by), case__code=code).first()
    if matter is None:
        raise NotFound(_("没有这件事。"))
    return matter


def own_matters(by) -> list[Matter]:
    """Everything this browser has opened, the latest first."""
    shown = Matter.objects.select_related("case").defer("words").filter(case__in=cases_for(by))
    return list(shown.order_by("-case__opened_at"))


def file_of(matter: Matter, by) -> dict:
    """What the page shows, by the names its templates use."""
    faces = clocks_of(matter.case)
    return {
        "matter": matter,
        "case": matter.case,
        "place": " ".join(filter(None, [place_of(matter.case.region_id), matter.address])),
        "steps": progress.steps_of(matter),
        "now_words": progress.who_has_it(matter),
        "owed": progress.owed(faces),
        "has_outcome": progress.has_outcome(matter),
        "photos": own_photos(matter.case, by),
        "story": story_of(matter.case),
        "acts": acting.act_lines(acting.open_acts(matter, by, faces), faces),
        "reviews": [review for review in own_matters(by) if review.review_of_id == matter.pk],
        "review_of": matter.review_of
        if matter.review_of and matter.review_of.case_id in by.case_ids
        else None,
    }


def readings_of(matter: Matter) -> list[Reading]:
    """谁看过我的信息 — in this matter; nothing when the resident left no name and no telephone."""
    party = matter.case.parties.filter(role=Party.Role.APPLICANT).order_by("id").first()
    return reads_of_case(matter.case.code, party.person_id) if party else []
