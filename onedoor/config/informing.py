"""告知调解当事人 — by SMS in the words of the centre, each side that chose to be told so, of what is theirs to know.

Nothing goes to whoever is protected, has a safe contact or is a minor: the telephone on the form may lie in another's hand.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from onedoor.cases.explaining import said_due
from onedoor.cases.models import Deadline
from onedoor.config.mediating import mediation_of
from onedoor.mediation.limits import CONFIRM
from onedoor.mediation.models import Mediation, Note, Side
from onedoor.notices.actions import tell_resident
from onedoor.notices.limits import UNSENT
from onedoor.safety.models import Level

# A side alone is told of these: whose turn it is stands in the facts.
OF_ONE_SIDE = ("mediation.due_near", "mediation.due_late", "mediation.visit_due")
# Somebody rings: where danger was asked after, nobody is told beforehand that others are rung, too.
OF_CALLS = ("mediation.visit_due", "mediation.undated_due")


def tell_sides(event):
    """告知各方当事人 — a joint session, the end, the thirty days to ask the court; what is due from one side, and that it
    will be rung, to that side alone."""
    mediation = mediation_of(event)
    if event.facts.get("joint") is False:
        return
    if event.verb in OF_CALLS and Level.objects.filter(case=event.case_id).exists():
        return
    for side in _rung(mediation):
        if event.verb not in OF_ONE_SIDE or side.place == event.facts["side"]:
            _tell(event, mediation, side)


def tell_answered(event):
    """告知留言有了回复 — to the side that is answered; which one it is stands in no timeline."""
    mediation = mediation_of(event)
    answers = Note.objects.filter(drawer__side__mediation=mediation, kind=Note.Kind.ANSWER, at__lte=event.at)
    last = answers.order_by("-at", "-pk").first()
    for side in _rung(mediation):
        if last and side.pk == last.drawer_id:
            _tell(event, mediation, side)


def _rung(mediation: Mediation) -> list[Side]:
    """Whose telephone may ring."""
    if mediation.case.secrecy in UNSENT:
        return []
    chose = mediation.sides.current().for_rows().filter(channel=Side.Channel.SMS)
    open_ones = chose.filter(is_protected=False, is_minor=False)
    return [side for side in open_ones if not side.safe_contact_sealed]


def _tell(event, mediation: Mediation, side: Side) -> None:
    with translation.override("zh-hans"):
        values = _values(mediation)
    is_sealed = mediation.case.secrecy != mediation.case.Secrecy.NORMAL
    told = {"key": f"{event.pk}-{side.place}", "case_code": mediation.case.code, "is_sealed": is_sealed}
    tell_resident(side.party.person, event.verb, values, **told)


def _values(mediation: Mediation) -> dict[str, str]:
    committee = mediation.committee
    org = committee.org if committee else mediation.post.org
    return {
        "编号": mediation.case.code,
        "中心": committee.name if committee else str(org),
        "电话": (committee and committee.phone) or org.phone or settings.CENTRE["phone"],
        "期限": _until(mediation),
        "链接": settings.TRACK_URL,
    }


def _until(mediation: Mediation) -> str:
    clock = Deadline.objects.filter(case=mediation.case_id, kind=CONFIRM.kind, state=Deadline.State.RUNNING)
    return said_due(clock[0].due_at) if clock else _("规定的期限")
