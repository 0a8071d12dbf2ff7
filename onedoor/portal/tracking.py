"""查询 — a resident's own case: found through what they opened with code and PIN, and told without anybody else's affairs."""

from uuid import UUID

from django.utils.translation import gettext as _

from onedoor.appointments.queries.week import of_slip
from onedoor.audit.queries import Reading, reads_of_case
from onedoor.cases.access import cases_for
from onedoor.cases.models import Case, Party, Slip
from onedoor.cases.numbering import as_printed
from onedoor.cases.queries import clocks_of, place_of
from onedoor.kit.problems import NotFound
from onedoor.matters.models import Matter
from onedoor.matters.queries.claimants import how_many
from onedoor.matters.queries.rounds import earlier_replies
from onedoor.notices.actions import opt_in, opt_out
from onedoor.notices.queries.sending import has_refused
from onedoor.portal import acting, progress
from onedoor.portal.aiding import is_legal
from onedoor.portal.mediating import is_mediated
from onedoor.portal.photos import own_photos
from onedoor.portal.story import story_of
from onedoor.portal.together import now_words, parts_told
from onedoor.tasks.queries.errands import told_of


def find(code: str, by) -> Matter:
    """Their own matter; anybody else's looks as if it did not exist."""
    shown = Matter.objects.select_related("case", "category", "desk", "lead", "review_of__case")
    matter = shown.defer("words").filter(case__in=cases_for(by), case__code=code).first()
    if matter is None or _has_left(matter, by):
        raise NotFound(_("没有这件事。"))
    return matter


def appointed(code: str) -> Slip | None:
    """The slip, when nothing was opened with it but a time was given: its holder is led there."""
    slip = Slip.objects.filter(code=as_printed(code), case=None).first()
    return None if slip is None or of_slip(slip) == (None, None) else slip


def still_waits(case: Case | None) -> str:
    """What is told to whoever holds a good slip while there is no matter yet; nothing once there is one."""
    if case is None:
        return _("小票有效，事情还没有登记，请按号等候。")
    if Matter.objects.filter(case=case).exists() or is_legal(case) or is_mediated(case):
        return ""
    if errand := told_of(case):
        return errand
    return (
        _("这次来访已经办结。")
        if case.closed_at
        else _("来访已经登记，还没有转为办理事项，请向接访的工作人员询问。")
    )


def _has_left(matter: Matter, by) -> bool:
    """Whoever stepped out sees no more of it, nor of the review they asked for, were the page still open."""
    return not {matter.case_id, matter.review_of and matter.review_of.case_id}.isdisjoint(_left(by))


def _left(by) -> set[UUID]:
    """Of the cases opened here, those whose slip belonged to somebody who has stepped out since: one question."""
    of_slips: dict[UUID, list[Party]] = {pk: [] for pk in by.case_ids}
    parties = Party.objects.filter(case__in=by.case_ids, role=Party.Role.APPLICANT)
    for party in parties.only("case", "since", "until"):
        claimant = by.party_in(party.case_id)
        if party.pk == claimant or (claimant is None and party.since is None):
            of_slips[party.case_id].append(party)
    return {pk for pk, held in of_slips.items() if held and all(party.until for party in held)}


def own_matters(by) -> list[Matter]:
    """Everything this browser has opened and whose slip still counts, the latest first."""
    left = _left(by)
    shown = Matter.objects.select_related("case", "category", "review_of__case").defer("words")
    shown = shown.filter(case__in=cases_for(by)).exclude(case__in=left).exclude(review_of__case__in=left)
    return list(shown.order_by("-case__opened_at"))


def mine_told(by) -> list[tuple[Matter, str]]:
    """The same, each with the title under which this reader knows it."""
    return [(matter, title_for(matter, by)) for matter in own_matters(by)]


def _is_first(matter: Matter, by) -> bool:
    """Whether title, words and door are the reader's own: those of a claimant who joined later are not, nor are those of
    the review such a claimant asked for, which repeats the first one's."""
    if by.party_in(matter.case_id):
        return False
    if matter.review_of is None:
        return True
    joined = matter.review_of.case.parties.exclude(since=None)
    return not matter.case.parties.filter(person__in=joined.values("person")).exists()


def title_for(matter: Matter, by) -> str:
    """The first one's title for the first one alone; for who joined them what it is about, and where."""
    if _is_first(matter, by):
        return matter.case.title
    what = matter.category.label if matter.category else matter.get_kind_display()
    return f"{what} {place_of(matter.case.region_id)}"


def file_of(matter: Matter, by) -> dict:
    """What the page shows, by the names its templates use."""
    faces, parts = clocks_of(matter.case), parts_told(matter)
    is_first = _is_first(matter, by)
    place = place_of(matter.case.region_id)
    return {
        "matter": matter,
        "case": matter.case,
        "title": title_for(matter, by),
        "is_first": is_first,
        "place": " ".join(filter(None, [place, is_first and matter.address])),
        "steps": progress.steps_of(matter),
        "now_words": now_words(matter, parts) or progress.who_has_it(matter),
        "owed": progress.owed(faces),
        "has_outcome": progress.has_outcome(matter),
        "photos": own_photos(matter.case, by),
        "story": story_of(matter.case, by),
        "how_many": how_many(matter),
        "parts": parts,
        "earlier": earlier_replies(matter),
        "by_sms": is_told_by_sms(matter, by),
        "acts": acting.act_lines(acting.open_acts(matter, by, faces), faces),
        "reviews": [review for review in own_matters(by) if review.review_of_id == matter.pk],
        "review_of": matter.review_of
        if matter.review_of and matter.review_of.case_id in by.case_ids
        else None,
    }


def own_party(matter: Matter, by) -> Party | None:
    """Who looks: the claimant whose slip it is, or for the case's own slip whoever was there at registration."""
    parties = matter.case.parties.filter(role=Party.Role.APPLICANT).select_related("person")
    if claimant := by.party_in(matter.case_id):
        return parties.filter(pk=claimant).first()
    return parties.filter(since=None, until=None).order_by("id").first()


def is_told_by_sms(matter: Matter, by) -> bool | None:
    """Whether steps of this matter come by SMS; None when there is no number to send them to."""
    party = own_party(matter, by)
    if party is None or not party.person.phone_mask:
        return None
    return not has_refused(party.person)


def choose_sms(matter: Matter, is_wanted: bool, *, by) -> None:
    """短信要不要 — their own choice, for their own number."""
    if party := own_party(matter, by):
        (opt_in if is_wanted else opt_out)(party.person, by=by)


def readings_of(matter: Matter, party: Party) -> list[Reading]:
    """谁看过我的信息 — in this matter and in its parts, the last look first."""
    codes = [matter.case.code, *matter.parts.values_list("case__code", flat=True)]
    found = [one for code in codes for one in reads_of_case(code, party.person_id)]
    return sorted(found, key=lambda one: one.at, reverse=True)
