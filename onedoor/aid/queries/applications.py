"""法律援助 — the list by clock, one application, and whether what was told of means lies within the standard."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid.law import PAPERS
from onedoor.aid.lifecycle import Status
from onedoor.aid.limits import SUPPLY
from onedoor.aid.models import Advice, Application, Hearing, Lawyer, Standard
from onedoor.cases.access import cases_for
from onedoor.cases.models import Case, Deadline, Event
from onedoor.cases.numbering import as_printed
from onedoor.kit.problems import NotFound, NotNow
from onedoor.posts.models import Org


def readable(actor):
    """What this actor may read; whoever only reviews reads what was objected to, whatever else their unit has a part in."""
    found = Application.objects.for_rows().filter(case__in=cases_for(actor))
    if actor.holds("aid.apply") or not actor.holds("aid.object"):
        return found
    return found.filter(Exists(Event.objects.filter(case=OuterRef("case"), verb="aid.objected")))


def list_of(actor, *, status="", code=""):
    """What this actor may read: what is urgent first, then by what is due."""
    found = readable(actor)
    waits = _supply_over().filter(case=OuterRef("case"))
    found = found.annotate(supply_over=Exists(waits) & Q(status=Status.WANTING))
    if code.strip():
        return found.filter(case__code__startswith=as_printed(code)).by_clock("-supply_over")
    found = found.filter(status=status) if status in Status.values else found.open()
    return found.by_clock("-supply_over")


def counts_of(actor) -> dict:
    """Four figures of the desk."""
    mine = readable(actor)
    waits = Q(Exists(_supply_over().filter(case=OuterRef("case"))), status=Status.WANTING)
    late = Q(case__due_at__lt=timezone.now()) | waits
    return mine.open().aggregate(
        deciding=Count("pk", filter=Q(status=Status.APPLIED)),
        wanting=Count("pk", filter=Q(status=Status.WANTING)),
        unassigned=Count("pk", filter=Q(status=Status.GRANTED)),
        late=Count("pk", filter=late),
    )


def find(code: str, actor) -> Application:
    """One that this actor may read; any other looks as if it did not exist."""
    application = readable(actor).filter(case__code=as_printed(code)).first()
    if application is None:
        raise NotFound(_("没有这件法律援助申请，或不在本岗位的范围内。"))
    return application


def of_case(code: str, actor) -> Application | None:
    """For the page of a case: the application that hangs on it, if any."""
    if not Case.objects.filter(pk__in=cases_for(actor), code=code).exists():
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    return Application.objects.for_rows().filter(case__code=code).first()


def find_advice(code: str, actor) -> Advice:
    """An advice that this actor may read."""
    found = Advice.objects.for_rows().filter(case__in=cases_for(actor), case__code=as_printed(code)).first()
    if found is None:
        raise NotFound(_("没有这次法律咨询，或不在本岗位的范围内。"))
    return found


def advice_of(actor):
    return Advice.objects.for_rows().filter(case__in=cases_for(actor))


def parties_of(application) -> list:
    return list(application.case.parties.current().select_related("person"))


def events_of(application) -> list:
    """What was done about the application itself."""
    events = application.case.events.filter(verb__startswith="aid.")
    return list(events.select_related("staff", "post__org", "post__type").order_by("-seq"))


def aid_centre(region) -> Org:
    """The unit that decides about legal aid where this region lies; the nearest one when there are several."""
    steps = region.path.split("/")[:-1]
    chain = ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]
    deciding = Org.objects.filter(posts__type__verbs__contains=["aid.decide"], region__path__in=chain)
    found = sorted(deciding.select_related("region").distinct(), key=lambda org: len(org.region.path))
    if not found:
        raise NotNow(_("还没有设立审查法律援助的岗位，请先告诉系统管理员。"))
    return found[-1]


def slip_of(code: str, actor) -> dict:
    """What stands on the sheet that somebody takes home: what is missing, on which days, with whom."""
    case = Case.objects.filter(pk__in=cases_for(actor), code=as_printed(code)).first()
    if case is None:
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    application = Application.objects.filter(case=case).first()
    advice = Advice.objects.for_rows().filter(case=case).first()
    work = application or advice
    given = lawyer_on(work) if work else None
    return {
        "case": case,
        "application": application,
        "missing": [str(PAPERS[one]) for one in application.missing] if application else [],
        "hearings": hearings_of(case),
        "lawyer": given,
    }


def lawyer_on(work: Advice | Application) -> Lawyer | None:
    """Who advised, or who was given the application."""
    if isinstance(work, Advice):
        return work.lawyer
    given = work.assignments.filter(until=None).select_related("lawyer__staff", "lawyer__post__org").first()
    return given.lawyer if given else None


def hearings_of(case) -> list[Hearing]:
    """The court days that stand, the next one first."""
    return list(Hearing.objects.held().filter(case=case).select_related("lawyer__staff"))


def was_wanted(application) -> bool:
    """Whether the missing papers were told already: once, and all of them (第四十三条)."""
    return application.case.deadlines.filter(kind=SUPPLY.kind).exists()


def is_supply_over(application) -> bool:
    """Whether something that was asked for has not come within its days."""
    return bool(application.wanted) and _supply_over().filter(case=application.case_id).exists()


def _supply_over():
    ended = (Deadline.State.RUNNING, Deadline.State.PASSED)
    return Deadline.objects.filter(kind=SUPPLY.kind, state__in=ended, due_at__lte=timezone.now())


def was_withdrawn(application) -> bool:
    """Whether it was ended without anything being decided; asked while an objection is looked at."""
    ends = application.case.events.filter(verb__in=("aid.withdrawn", "aid.declined", "aid.terminated"))
    return ends.order_by("-seq").values_list("verb", flat=True).first() == "aid.withdrawn"


def standard_now() -> Standard | None:
    return Standard.objects.filter(since__lte=timezone.localdate()).first()


def over_standard(application) -> str:
    """Why hardship is not there, in words; empty when it is there, is not asked about, or cannot be told."""
    if not application.rule.needs_hardship or application.exempt:
        return ""
    standard = standard_now()
    if standard is None or application.income is None or not application.household:
        return ""
    each = application.income / application.household
    if each <= standard.monthly:
        return ""
    words = _("家庭人均月收入%(each)d元，超过经济困难标准%(most)d元（%(basis)s）。")
    return words % {"each": each, "most": standard.monthly, "basis": standard.basis}
