"""告知来访人 — what a case hands over when residents are told of a step: five values, and nothing else of it."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from onedoor.cases.explaining import said_due
from onedoor.cases.models import Case, Deadline, Party
from onedoor.matters.models import Matter
from onedoor.notices import actions as notices
from onedoor.notices.limits import UNSENT
from onedoor.persons.models import Person

# The clocks that are promises to a resident, the nearest to them first.
OWED = ("promise", "recheck", "handle", "review", "notify")


def can_be_told(event, person: Person | None) -> bool:
    """Of a new case, as it is taken in; what may change until the message is made is asked again then."""
    return bool(
        person
        and person.phone_mask
        and event.case.secrecy not in UNSENT
        and not _came_on_a_list(event, person)
    )


def _came_on_a_list(event, person: Person) -> bool:
    """Whoever came with somebody else's list was told there, perhaps years ago."""
    return event.verb == "matter.registered" and person.source == Person.Source.BATCH


def tell_applicants(event) -> None:
    """Whoever brought the case and left a number; of what the household must not hear nothing is sent to a telephone it may hold."""
    case = event.case
    matter = Matter.objects.select_related("desk").filter(case=case).first()
    # Of a part they are told with the whole: they know of one matter and hold one slip.
    if matter is None or matter.part_of_id or case.secrecy in UNSENT:
        return
    applicants = (
        case.parties.current().filter(role=Party.Role.APPLICANT).select_related("person").order_by("id")
    )
    # Written down and sent in Chinese, whatever language somebody reads the pages in.
    with translation.override("zh-hans"):
        values = values_of(case, matter)
    for party in applicants:
        if _came_on_a_list(event, party.person):
            continue
        notices.tell_resident(
            party.person,
            event.verb,
            values,
            key=str(event.pk),
            case_code=case.code,
            is_sealed=case.secrecy != Case.Secrecy.NORMAL,
        )


def values_of(case: Case, matter: Matter) -> dict[str, str]:
    return {
        "编号": case.code,
        "中心": str(matter.desk),
        "电话": matter.desk.phone or settings.CENTRE["phone"],
        "期限": _promised(case),
        "链接": settings.TRACK_URL,
    }


def _promised(case: Case) -> str:
    running = Deadline.objects.filter(case=case, state=Deadline.State.RUNNING, kind__in=OWED)
    due = {clock.kind: clock.due_at for clock in running}
    return next((said_due(due[kind]) for kind in OWED if kind in due), _("规定的期限"))


def secrecy_of(codes: set[str]) -> dict[str, str]:
    """Of the cases that notices name, those that are sealed now, and how."""
    sealed = Case.objects.filter(code__in=codes).exclude(secrecy=Case.Secrecy.NORMAL)
    return dict(sealed.values_list("code", "secrecy"))
