"""我的调解 — what one side of a mediation is told: its own, and what all sides share. Never a word of another side's drawer."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.audit.queries import Reading, reads_of_case
from onedoor.cases.access import cases_for
from onedoor.cases.explaining import said_due
from onedoor.cases.models import Case, Deadline
from onedoor.cases.numbering import as_printed
from onedoor.committees.types import caution_of
from onedoor.kit.problems import NotFound
from onedoor.mediation.actions import gathering, noting, offering
from onedoor.mediation.lifecycle import BEFORE, Status
from onedoor.mediation.limits import KIND, SECOND_THOUGHTS
from onedoor.mediation.models import Consent, File, Mediation, Note, Side, Volume
from onedoor.mediation.queries import telling
from onedoor.mediation.queries.settling import is_undated
from onedoor.mediation.reading import note_seen
from onedoor.mediation.standing import known_of, side_of, veiled_until, veils

S, About = Status, Consent.About
NOW = {
    S.ASKED: gettext_lazy("已经登记，正在问各方愿不愿意调解。各方都愿意，才会开始。"),
    S.DECLINED: gettext_lazy("这件事没有受理调解，原因写在下面。"),
    S.ACCEPTED: gettext_lazy("各方都愿意调解，已经受理，正在安排调解员。"),
    S.MEDIATING: gettext_lazy("调解员正在调解。"),
    S.AGREED: gettext_lazy("已经达成协议，请按协议上的日子履行。"),
    S.PERFORMED: gettext_lazy("协议已经全部履行，这件事了结了。"),
    S.BROKEN: gettext_lazy(
        "协议没有履行完，调解组织这里不再等了。还可以请法院解决，怎么走请问调解组织；以后付了的，仍然算履行。"
    ),
    S.FAILED: gettext_lazy("没有调解成。您还可以走的路写在下面，请注意最后的日子。"),
    S.WITHDRAWN: gettext_lazy("调解已经终止。您还可以走的路写在下面，请注意最后的日子。"),
    S.FILED: gettext_lazy("这件事已经办完归档。"),
}
STEPS = (
    gettext_lazy("申请"),
    gettext_lazy("受理"),
    gettext_lazy("调解"),
    gettext_lazy("协议"),
    gettext_lazy("履行完"),
)
DESTROYED = gettext_lazy(
    "这件事早已办完，保管的年限满了，卷宗按规定销毁了。这里只留下办过这件事，没有内容了。"
)
# Nothing goes on any more, and nobody answers on this page.
OVER = (S.DECLINED, S.PERFORMED, S.BROKEN, S.FAILED, S.WITHDRAWN, S.FILED)
STOPPED = (S.DECLINED, S.FAILED, S.WITHDRAWN)
REACHED = {S.ACCEPTED: 2, S.MEDIATING: 2, S.AGREED: 4, S.BROKEN: 4, S.PERFORMED: 5, S.FILED: 5}
# Which papers all sides share; of another side's card, address and authority nobody on this side sees anything.
K = File.Kind
FOR_ALL = (
    *(K.RECORD, K.UNDISPUTED, K.AGREEMENT, K.ORAL, K.FAILURE, K.CONFIRMATION, K.EVIDENCE, K.PERFORMANCE),
)
SEALED_PAPERS = (K.CLOSING, K.VISIT, K.NOTE)


@dataclass(frozen=True)
class Message:
    """One line of the talk with the mediator; read by these two alone."""

    is_own: bool
    words: str
    at: object


def is_mediated(case: Case | None) -> bool:
    return case is not None and Mediation.objects.filter(case=case).exists()


def find(code: str, by) -> tuple[Mediation, Side]:
    """Their own; anybody else's, and one that they stepped out of, looks as if it did not exist."""
    found = Mediation.objects.select_related("case", "committee__org")
    mediation = found.filter(case__in=cases_for(by), case__code=as_printed(code)).first()
    side = mediation and side_of(mediation, by)
    if side is None:
        raise NotFound(_("没有这件事。"))
    side.mediation = mediation
    return mediation, side


def own_mediations(by) -> list[Mediation]:
    """What this browser has opened, the latest first."""
    found = Mediation.objects.select_related("case").filter(case__in=cases_for(by))
    return [one for one in found.order_by("-asked_at") if side_of(one, by)]


def referred_from(case: Case, by) -> list[Mediation]:
    """What this matter was referred to mediation with, as far as its own slip opens it."""
    return [one for one in own_mediations(by) if one.source_id == case.pk]


def file_of(mediation: Mediation, side: Side, by) -> dict:
    """What the page shows, by the names its templates use: with what lies sealed, which is logged before it is opened."""
    note_seen(mediation, by=by)
    return facts_of(mediation, side, by) | {
        "offers": offers_told(mediation, side, by),
        "own_papers": own_papers_named(side, by),
        "talk": messages_of(side, by),
    }


def facts_of(mediation: Mediation, side: Side, by) -> dict:
    """What every page asks of it. Nothing sealed is opened."""
    return {
        "mediation": mediation,
        "case": mediation.case,
        "side": side,
        "now_words": now_words(mediation),
        "is_over": mediation.status in OVER,
        "is_emptied": not side.drawer.key_sealed,
        "owed_words": _clock(mediation),
        "steps": _steps(mediation),
        "caution": caution_of(mediation.type),
        "others": telling.others_of(side),
        "mediators": telling.mediators_of(side),
        "sessions": sessions_told(side),
        "offers": offers_of(mediation, side, by),
        "papers": papers_of(mediation, side),
        "agreement": telling.agreement_of(mediation),
        "dues": telling.dues_of(side),
        "is_undated": mediation.status == S.AGREED and is_undated(mediation),
        "ways": telling.ways_of(mediation),
        "last": last_words_of(side),
    }


def now_words(mediation: Mediation):
    """Where it stands, in one sentence."""
    return DESTROYED if is_destroyed(mediation) else NOW[S(mediation.status)]


def is_destroyed(mediation: Mediation) -> bool:
    return Volume.objects.filter(mediation=mediation).exclude(destroyed_at=None).exists()


def _clock(mediation: Mediation) -> str:
    """By when, in one sentence; a clock that stands still promises nothing."""
    clock = mediation.case.deadlines.open().exclude(state=Deadline.State.PAUSED).filter(kind=KIND).first()
    if clock is None or mediation.status not in BEFORE:
        return ""
    return _("最迟%(day)s有结果；各方都同意，可以再延长一次。") % {"day": said_due(clock.due_at)}


def _steps(mediation: Mediation) -> list[dict]:
    """Five steps; one that ended without agreement stops where it ended: nothing comes after that."""
    reached = REACHED.get(S(mediation.status), 2 if mediation.accepted_at else 1)
    if mediation.status in STOPPED:
        done = [{"label": label, "state": "done"} for label in STEPS[:reached]]
        return [*done, {"label": _("到这里结束"), "state": "now"}]
    states = ["done" if n < reached else "now" if n == reached else "todo" for n in range(len(STEPS))]
    return [{"label": label, "state": state} for label, state in zip(STEPS, states, strict=True)]


def sessions_told(side: Side) -> list[dict]:
    """The same dates as on paper, with whether another was asked for."""
    asked = set(side.postponements.filter(answer="asked").values_list("session", flat=True))
    now = timezone.now()
    return [
        {"session": one, "is_asked": one.pk in asked, "is_ahead": one.starts_at > now}
        for one in telling.sessions_of(side)
    ]


def offers_told(mediation: Mediation, side: Side, by) -> list[dict]:
    """The same with what each of them says."""
    shown = offers_of(mediation, side, by)
    terms = offering.terms_of_all(mediation, [one["offer"] for one in shown], by=by)
    return [one | {"terms": terms[one["offer"].pk]} for one in shown if one["offer"].pk in terms]


def offers_of(mediation: Mediation, side: Side, by) -> list[dict]:
    """What this side offered, and what it was told of; another's offer that was not told does not leave a gap."""
    rows = [one for one in mediation.offers.for_rows() if one.key_sealed]
    known = known_of(mediation, rows, by)
    answered = set(side.answers.values_list("offer", flat=True))
    return [
        {
            "offer": one,
            "is_own": one.side_id == side.pk,
            "waits": one.status == one.Status.TOLD and one.side_id != side.pk and one.pk not in answered,
        }
        for one in known
    ]


def papers_of(mediation: Mediation, side: Side) -> list[File]:
    """What all sides share, and what of the volume is about this side alone."""
    if is_destroyed(mediation):
        return []
    shown = mediation.files.in_use().shared().exclude(kind__in=SEALED_PAPERS)
    if telling.is_kept_back(side):
        shown = shown.exclude(origin=File.Origin.MADE)
    until = veiled_until(mediation, side)
    told = [one for one in shown if one.side_id == side.pk or one.kind in FOR_ALL]
    return [one for one in told if not veils(one, side, until)]


def own_papers_of(side: Side) -> list[File]:
    """What the side put into its own drawer itself; what a mediator keeps there is the mediator's. A while after the end the
    drawer's key is gone, and what lies in it with the key."""
    if not side.drawer.key_sealed:
        return []
    return list(File.objects.in_use().filter(drawer=side.pk, staff=None))


def own_papers_named(side: Side, by) -> list[dict]:
    """The same under the names that the side gave them, which lie in the drawer, too."""
    if not side.drawer.key_sealed:
        return []
    given = side.evidence.filter(drawer=side.pk).select_related("mediation__case", "drawer__side__party")
    names = {one.file_id: gathering.open_evidence(one, by=by)["name"] for one in given if one.file_id}
    return [{"file": one, "name": names.get(one.pk) or one.name} for one in own_papers_of(side)]


def paper_of(mediation: Mediation, side: Side, pk) -> File:
    """One of these; any other looks as if it did not exist."""
    shown = [*papers_of(mediation, side), *own_papers_of(side)]
    file = next((one for one in shown if one.pk == pk), None)
    if file is None:
        raise NotFound(_("没有这份材料。"))
    file.mediation = mediation
    return file


def readings_of(mediation: Mediation, side: Side) -> list[Reading]:
    """谁看过 — this side's own data and what all share, the last look first; and when its own slip was used."""
    return reads_of_case(mediation.case.code, side.party.person_id)


def messages_of(side: Side, by) -> list[Message]:
    """What was written to the mediator and answered: in this side's drawer, opened for this side alone."""
    if not side.drawer.key_sealed:
        return []
    notes = side.drawer.notes.filter(kind__in=(Note.Kind.MESSAGE, Note.Kind.ANSWER)).select_related(
        "drawer__side__mediation__case"
    )
    return [Message(one.kind == Note.Kind.MESSAGE, noting.open_note(one, by=by), one.at) for one in notes]


def last_words_of(side: Side) -> dict[str, bool]:
    """What this side said last to each question of this round."""
    said = side.consents.filter(round=side.mediation.round).order_by("at", "pk")
    return {one.about: one.is_yes for one in said}


def may_think_again(side: Side) -> bool:
    """Whoever said no a moment ago, and nothing was ended by it yet."""
    if side.mediation.status not in BEFORE:
        return False
    last = (
        side.consents.filter(about=About.MEDIATE, round=side.mediation.round).order_by("-at", "-pk").first()
    )
    return last is not None and not last.is_yes and last.at > timezone.now() - SECOND_THOUGHTS
