"""我的法律援助 — how far an application is, what is missing, who the lawyer is, when the court sits, and how to object."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.aid import actions
from onedoor.aid.law import PAPERS
from onedoor.aid.letters.wording import TITLES, TO_ORGAN
from onedoor.aid.lifecycle import Status
from onedoor.aid.limits import ASSIGN, DECIDE, NOTICE, REVIEW, SUPPLY
from onedoor.aid.models import Advice, Application
from onedoor.aid.queries.applications import hearings_of, lawyer_on
from onedoor.cases.access import cases_for
from onedoor.cases.explaining import said_due
from onedoor.cases.models import Case, Deadline, Paper
from onedoor.cases.receipts import once
from onedoor.kit.problems import NotFound
from onedoor.matters.models import Matter
from onedoor.portal import forms
from onedoor.portal.mediating import is_mediated
from onedoor.portal.story import story_of

S = Status
NOW = {
    S.APPLIED: gettext_lazy("法律援助机构正在审查您的申请，收到申请起七日内决定。"),
    S.FORWARDING: gettext_lazy("值班律师已经记下您的申请，二十四小时内转交法律援助机构。"),
    S.WANTING: gettext_lazy("还缺下面写的材料，一次全在这里。带到窗口交齐以后接着审查。"),
    S.GRANTED: gettext_lazy("已经决定给您法律援助，三日内指派律师。不收任何费用。"),
    S.DECLINED: gettext_lazy("没有给予法律援助，理由写在决定书里。不同意的，可以提出异议。"),
    S.ASSIGNED: gettext_lazy("律师已经指派，会和您联系。不收任何费用。"),
    S.WORKING: gettext_lazy("律师正在办理。"),
    S.DONE: gettext_lazy("法律援助已经办结。"),
    S.OBJECTED: gettext_lazy("您的异议正由司法行政部门审查，换了人，五日内决定。"),
    S.UPHELD: gettext_lazy("异议审查维持了原来的决定。不服的，可以申请行政复议，也可以向人民法院起诉。"),
    S.WITHDRAWN: gettext_lazy("申请按撤回处理，理由写在告知书里。不同意的，可以提出异议，也可以重新申请。"),
    S.ENDED: gettext_lazy("法律援助已经终止，理由写在决定书里。不同意的，可以提出异议。"),
}
OWED = {
    DECIDE.kind: gettext_lazy("最迟%(day)s决定。"),
    ASSIGN.kind: gettext_lazy("最迟%(day)s指派律师。"),
    NOTICE.kind: gettext_lazy("最迟%(day)s指派律师。"),
    SUPPLY.kind: gettext_lazy("请在%(day)s以前把材料交到窗口；有困难的，先打电话说一声。"),
    REVIEW.kind: gettext_lazy("最迟%(day)s答复您的异议。"),
}
# How far each status is along the five steps.
STEPS = (
    gettext_lazy("申请"),
    gettext_lazy("审查决定"),
    gettext_lazy("指派律师"),
    gettext_lazy("律师办理"),
    gettext_lazy("办结"),
)
REACHED = {S.GRANTED: 2, S.ASSIGNED: 3, S.WORKING: 3, S.DONE: 5, S.FORWARDING: 0}


@dataclass(frozen=True)
class Act:
    """What the person may do themselves, and in which status."""

    form: type
    label: Promise
    note: Promise
    done: Promise
    icon: str


ACTS = {
    "object": Act(
        forms.AidObjectForm,
        gettext_lazy("不同意，提出异议"),
        gettext_lazy("由司法行政部门另派人审查，收到异议起五日内答复您（《法律援助法》第四十九条）。"),
        gettext_lazy("异议已经收到，五日内答复您。"),
        "flag",
    ),
    "rate": Act(
        forms.AidRateForm,
        gettext_lazy("评价法律援助"),
        gettext_lazy("满意不满意，您说了算。只能评一次。"),
        gettext_lazy("谢谢您的评价，已经记下。"),
        "star",
    ),
}


def is_legal(case: Case | None) -> bool:
    return case is not None and (
        Application.objects.filter(case=case).exists() or Advice.objects.filter(case=case).exists()
    )


def is_open_to(case: Case, by) -> bool:
    """Advice and aid are one person's: what another claimant of the same matter was given opens none of it."""
    return is_legal(case) and not by.party_in(case.pk)


def page_of(case: Case) -> str:
    """Where the key of a case leads: its mediation, its matter, or its legal aid when it has no matter."""
    if is_mediated(case):
        return "portal:mediation"
    return "portal:aid" if is_legal(case) and not Matter.objects.filter(case=case).exists() else "portal:case"


def find(code: str, by) -> Case:
    """Their own; anybody else's looks as if it did not exist."""
    case = Case.objects.filter(pk__in=cases_for(by), code=code).first()
    if case is None or not is_open_to(case, by):
        raise NotFound(_("没有这件事。"))
    return case


def application_of(case: Case) -> Application | None:
    return Application.objects.filter(case=case).first()


def file_of(case: Case, by) -> dict:
    """What the page shows, by the names its template uses."""
    application = application_of(case)
    advice = Advice.objects.filter(case=case).select_related("lawyer__staff", "lawyer__post__org").first()
    work = application or advice
    missing = application.missing if application and _may_bring(application) else []
    return {
        "case": case,
        "application": application,
        "advice": advice,
        "now_words": NOW[S(application.status)] if application else _("法律咨询已经登记。"),
        "owed": _owed(case),
        "steps": _steps(application) if application else [],
        "missing": [str(PAPERS[one]) for one in missing],
        "hearings": hearings_of(case),
        "lawyer": lawyer_on(work) if work else None,
        "letters": letters_of(case),
        "acts": [{"name": name, "act": ACTS[name]} for name in open_acts(application)],
        "has_matter": Matter.objects.filter(case=case).exists(),
        "story": story_of(case, by),
    }


def _may_bring(application: Application) -> bool:
    """Before it is decided, and afterwards when help came first (第四十四条)."""
    return application.status in (S.APPLIED, S.WANTING) or bool(application.wanted)


def _owed(case: Case) -> list[str]:
    """By when, in one sentence a clock; one that stands still promises nothing."""
    clocks = case.deadlines.open().exclude(state=Deadline.State.PAUSED).filter(kind__in=OWED)
    return [OWED[clock.kind] % {"day": said_due(clock.due_at)} for clock in clocks.order_by("due_at")]


def _steps(application: Application) -> list[dict]:
    """Five steps; one that was refused or ended stands at its decision."""
    reached = REACHED.get(S(application.status), 1)
    states = ["done" if n < reached else "now" if n == reached else "todo" for n in range(len(STEPS))]
    return [{"label": label, "state": state} for label, state in zip(STEPS, states, strict=True)]


def letters_of(case: Case) -> list[Paper]:
    """The letters that were written to them, as they were sent; what was written to the organ is not among them."""
    names = [f"{title}.pdf" for key, title in TITLES.items() if key not in TO_ORGAN]
    return list(case.papers.filter(kind=Paper.Kind.REPLY, name__in=names))


def open_acts(application: Application | None) -> list[str]:
    if application is None:
        return []
    can_object = application.status in application.lifecycle.moves["object_"].frm
    can_rate = application.status == S.DONE and not application.stars
    return [name for name, is_open in (("object", can_object), ("rate", can_rate)) if is_open]


def take(name: str, application: Application, said: dict, *, by, key: UUID) -> None:
    """办 — the same words from the same page are one act; the second press changes nothing."""
    words = [f"aid.{name}", str(application.pk), *map(str, said.values())]

    def do():
        if name == "object":
            actions.object_(application, words=said["words"], by=by)
        else:
            actions.rate(application, stars=said["stars"], by=by)
        return {"case": str(application.case_id)}

    once(uuid5(key, "|".join(words)), words, do, by=by)
