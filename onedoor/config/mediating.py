"""What leads to a mediation, and what follows from one: the room itself knows none of those it comes from or goes back to."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from onedoor.aid.models import Advice
from onedoor.aid.models.lawyer import Topic
from onedoor.cases import duties
from onedoor.cases.models import Case, Party
from onedoor.committees.queries.proposing import propose
from onedoor.config.errands import run_errand
from onedoor.kit.problems import NotNow
from onedoor.matters.standing import MEDIATION
from onedoor.mediation import actions as mediating
from onedoor.mediation.applying import MOST_SIDES, Told, Who
from onedoor.mediation.lifecycle import BEFORE
from onedoor.mediation.limits import SECOND_THOUGHTS
from onedoor.mediation.models import Consent, Mediation, Side, WayIn
from onedoor.mediation.queries.desks import nearest_desk
from onedoor.mediation.queries.sides import may_leave
from onedoor.notices.actions import tell
from onedoor.posts.actor import Actor
from onedoor.posts.given import system_actor
from onedoor.reception.models import Reception

# A month of mediation and the days in which the sides are asked: working days.
DAYS = 40
# What an advice of this topic is most often a dispute about; the committee's desk may correct it.
LIKELY = {
    Topic.FAMILY: "0199",
    Topic.LABOUR: "0799",
    Topic.INJURY: "0599",
    Topic.DEBT: "0804",
    Topic.HOUSING: "0402",
    Topic.LAND: "0901",
}
OTHER = "9999"


def owe_mediation(event, by):
    """等调解结果 — the committee owes the outcome; the matter waits for it and goes on afterwards."""
    found = propose(event.facts["type"], event.case.region)
    if found is None:
        raise NotNow(_("这里还没有可以受理的调解组织，请先设立。"))
    if not _has_applicant(event.case):
        raise NotNow(_("没有登记申请人的姓名，请先征得本人同意并登记，再转调解。"))
    is_open = event.case.secrecy == Case.Secrecy.NORMAL
    # Of a sealed case nobody in a committee may read: its own desk waits for the outcome.
    org = found.committee.org if is_open else by.post.org
    words = _("调解，并把结果告诉承办单位。")
    duties.give(event.case, org, words, by=by, days=DAYS, origin=MEDIATION)


def insist_named(event, by):
    """先登记姓名 — whoever was told at a reception that it can be mediated is asked for by name."""
    if event.facts.get("way") == Reception.Way.MEDIATION and not _has_applicant(event.case):
        raise NotNow(_("没有登记申请人的姓名，请先征得本人同意并登记，再转调解。"))


def _has_applicant(case: Case) -> bool:
    return case.parties.current().filter(role=Party.Role.APPLICANT).exists()


def open_mediation(event):
    """立调解案卷 — a case of its own for what a matter was referred with."""
    matter = event.case.matter
    told = _told(event, event.facts["type"], WayIn.REQUEST)
    told.people = max(matter.claimants or 2, 2)
    _open(event, told, matter.body)


def mediate_advice(event):
    """咨询转来调解 — the opponents told to the lawyer are the other side."""
    advice = Advice.objects.get(case=event.case_id)
    told = _told(event, LIKELY.get(Topic(advice.topic), OTHER), WayIn.REQUEST)
    _open(event, told, advice.facts)


def mediate_reception(event):
    """接访转来调解 — whoever was told at a reception that they can have it mediated, and would."""
    if event.facts.get("way") != Reception.Way.MEDIATION:
        return
    reception = Reception.objects.select_related("case").get(case=event.case_id)
    # Where it was is not carried over: mostly it is where somebody lives.
    _open(event, _told(event, OTHER, WayIn.WINDOW), reception.words)


def _told(event, code: str, way_in: str) -> Told:
    """What was told elsewhere was not told to the other side: a mediation begins with neutral words."""
    found = propose(code, event.case.region)
    with translation.override("zh-hans"):
        facts = _("由调解员填写。")
    return Told(
        type=code,
        facts=facts,
        sides=_sides(event.case),
        way_in=way_in,
        from_org=event.post.org.name[:60],
        reference=event.case.code,
        secrecy=event.case.secrecy,
        region=event.case.region,
        source=event.case,
        committee=found and found.committee,
    )


def _sides(case: Case) -> list[Who]:
    """Whoever is party already, known again without being typed."""
    parties = case.parties.current().select_related("person")[:MOST_SIDES]
    standing = {Party.Role.APPLICANT: Side.Standing.APPLICANT, Party.Role.OTHER: Side.Standing.RESPONDENT}
    return [
        Who({}, standing[one.role], known=one.person, is_protected=_is_guarded(case, one)) for one in parties
    ]


def _is_guarded(case: Case, party: Party) -> bool:
    """Whoever asked in a sealed case, or is protected in another mediation, is so here until somebody has asked them."""
    if case.secrecy != Case.Secrecy.NORMAL and party.role == Party.Role.APPLICANT:
        return True
    return Side.objects.filter(party__person=party.person_id, is_protected=True).exists()


@transaction.atomic
def _open(event, told: Told, words: str) -> None:
    """Once for an event; where nobody left a name there is nobody to ask. `words`: as they were told, for the drawer."""
    if any(who.standing == Side.Standing.APPLICANT for who in told.sides):
        hand = _hand(event, told)
        mediation, _pin = mediating.apply_once(event.pk, told, by=hand)
        mediating.keep_referred(mediation, words=words, by=hand)


def _hand(event, told: Told) -> Actor:
    """The house; where no committee works, the desk nearest to it, which finds one or declines."""
    if told.committee:
        return system_actor().as_reaction()
    return Actor(None, nearest_desk(event.case.region) or event.post).as_reaction()


def end_refused(event, by):
    """一方不愿调解即终止 — 人民调解法 第十七条、第二十三条、第二十六条."""
    if event.facts["question"] != Consent.About.MEDIATE or event.facts["yes"] or event.staff_id is None:
        return
    _end_for(event, by)


def end_thought_over(event):
    """网上说不调解的，过一刻钟终止 — nobody was there to ask back: until then the side may take it back itself, and nothing goes
    on meanwhile, because its yes is missing."""
    if event.facts["question"] != Consent.About.MEDIATE or event.facts["yes"] or event.staff_id is not None:
        return
    over = event.at + SECOND_THOUGHTS
    if timezone.now() < over:
        task = run_errand.configure(schedule_at=over)
        task.defer(handler="end_thought_over", event=str(event.pk))
        return
    mediation = Mediation.objects.get(case=event.case_id)
    # Only this very word, when it is still the last one of this round: whoever said no again has a quarter of an hour again.
    said = Consent.objects.filter(side__mediation=mediation, side__place=event.facts["side"])
    last = said.filter(about=Consent.About.MEDIATE, round=mediation.round).order_by("-at", "-pk").first()
    if last and not last.is_yes and last.at <= event.at:
        _end_for(event, system_actor().as_reaction())


def _end_for(event, by) -> None:
    mediation = Mediation.objects.filter(case=event.case_id, status__in=BEFORE).first()
    if mediation:
        side = mediation.sides.filter(place=event.facts["side"]).first()
        if side and may_leave(side):
            mediating.leave_side(mediation, by=by, side=side)
        else:
            mediating.withdraw(mediation, by=by, side=side)


def mediation_of(event) -> Mediation:
    """The mediation that an event tells of, with what a notice needs."""
    found = Mediation.objects.select_related("committee__org", "source", "post__org", "case")
    return found.get(case=event.case_id)


def tell_committee(event):
    """通知调解组织 — a dispute has come to it from elsewhere; which one, and nothing of it."""
    mediation = mediation_of(event)
    org = mediation.committee.org if mediation.committee else mediation.post.org
    # Whoever took it down at its own desk knows. What a resident sent in, or another room, nobody there has seen, with a
    # committee or without one.
    if event.staff_id is not None and org == event.post.org:
        return
    key = str(event.pk)
    if event.case.secrecy != Case.Secrecy.NORMAL:
        tell(org, _("有一件保密的调解申请"), key=key)
    else:
        words = _("有一件调解申请：%(code)s") % {"code": event.case.code}
        tell(org, words, key=key, link=f"/mediation/{event.case.code}/")
