"""From the tables of the ways out to their papers: agreement, oral agreement, failure, confirmation, performance, visits.

What a side said at a return visit lies sealed in its drawer and stands in no paper of the volume; that it was visited does.
"""

from onedoor.mediation.asked_once import once
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import (
    Agreement,
    Confirmation,
    Ending,
    FollowUp,
    Mediation,
    Performance,
    Signature,
)
from onedoor.mediation.models.file import Kind
from onedoor.mediation.papers import ending, working
from onedoor.mediation.papers.said import said_day
from onedoor.mediation.volume.requirements import Outcome
from onedoor.mediation.ways import WAYS

PART = Ending.Kind.PART
ENDED = (Status.FAILED, Status.WITHDRAWN, Status.FILED)


def agreement_of(mediation: Mediation) -> Agreement | None:
    """The one that holds, of the latest round."""
    return once(mediation, "agreement of papers", mediation.agreements.current().order_by("-round").first)


def outcome_of_agreement(mediation: Mediation) -> str:
    """How it was agreed, as the list of papers calls it; nothing as long as no agreement is written down."""
    found = agreement_of(mediation)
    if found is None:
        return ""
    if found.is_oral:
        return Outcome.ORAL
    return Outcome.PARTIAL if found.is_partial else Outcome.WRITTEN


def signed_here(mediation: Mediation) -> set[str]:
    """The agreement needs no scan when it binds and every side drew its hand on the screen."""
    found = agreement_of(mediation)
    if found is None or found.is_oral or found.effective_at is None:
        return set()
    drawn = {one.side_id for one in _drawn(found)}
    hands = found.signatures.filter(role=Signature.Role.SIDE).values_list("side", flat=True)
    return {Kind.AGREEMENT} if drawn and set(hands) == drawn else set()


def _drawn(agreement: Agreement):
    """The hands of sides of which there is a drawing."""
    hands = agreement.signatures.filter(role=Signature.Role.SIDE, how=Signature.How.TABLET)
    drawn = hands.exclude(drawn_sealed=b"").defer("drawn_sealed", "key_sealed")
    return once(agreement.mediation, f"drawn {agreement.pk}", lambda: list(drawn))


def _duties(told, agreement) -> tuple[ending.DutyWords, ...]:
    names = {side.pk: told.party(side).name for side in told.sides}
    rows = agreement.obligations.order_by("place").prefetch_related("dues")
    return tuple(_duty(names, one) for one in rows)


def _duty(names, one) -> ending.DutyWords:
    dues = list(one.dues.all())
    due = said_day(one.last_day or (dues[-1].due_on if dues else None))
    to = f"（向{names.get(one.owed_to_id, '')}）" if one.owed_to_id else ""
    parts = [f"第{due.number}期{said_day(due.due_on)}{_money(due.amount)}" for due in dues if len(dues) > 1]
    how = "，".join(filter(None, [one.way, one.where, "；".join(parts)]))
    return ending.DutyWords(names.get(one.owed_by_id, ""), f"{one.words}{to}", _money(one.amount), due, how)


def _money(amount) -> str:
    return f"{amount:.2f}元" if amount is not None else ""


def _signed(told, agreement) -> tuple[tuple[str, str], ...]:
    """Of each side: that it signed on a tablet, and when."""
    tablets = {one.side_id: ("平板签名", said_day(one.at)) for one in _drawn(agreement)}
    return tuple(tablets.get(side.pk, ("", "")) for side in told.sides)


def agreement(told):
    found = agreement_of(told.mediation)
    if found is None or found.is_oral:
        return []
    return [
        ending.Agreement(
            **told.common,
            facts=found.facts,
            issues=found.issues,
            responsibilities=found.responsibilities,
            duties=_duties(told, found),
            penalty=found.penalty,
            copies=found.copies,
            is_partial=found.is_partial,
            left_open=found.left_open,
            signed=_signed(told, found),
            day=said_day(found.effective_at),
        )
    ]


def oral(told):
    found = agreement_of(told.mediation)
    if found is None or not found.is_oral:
        return []
    done = Performance.objects.filter(due__obligation__agreement=found).exists()
    return [
        ending.Oral(
            **told.common,
            facts="\n".join(filter(None, [found.facts, found.issues])),
            duties=_duties(told, found),
            performed="见履行凭证" if done else "",
            day=said_day(found.effective_at or found.written_at),
        )
    ]


def performance(told):
    found = agreement_of(told.mediation)
    if found is None:
        return []
    rows = Performance.objects.standing().filter(due__obligation__agreement=found)
    rows = rows.select_related("due__obligation")
    done = tuple(
        (
            said_day(one.done_on),
            one.words or one.due.obligation.words,
            _money(one.amount),
            str(one.get_seen_display()),
        )
        for one in rows
    )
    if not done:
        return []
    number, last = told.mediation.number, said_day(max(one.done_on for one in rows))
    return [
        ending.Performance(**told.common, agreement=number, duties=_duties(told, found), done=done, on=last)
    ]


def confirmation(told):
    found = agreement_of(told.mediation)
    if found is None:
        return []
    asked = Confirmation.objects.exclude(status=Confirmation.Status.BARRED).filter(agreement=found).first()
    if asked is None:
        return []
    return [
        ending.Confirmation(
            **told.common,
            court=asked.court,
            agreement=told.mediation.number,
            agreed_on=said_day(found.effective_at),
            last_day=said_day(asked.last_day),
            day=said_day(asked.applied_on),
        )
    ]


def failure(told):
    """One for each time it ended without agreement, or with a part of one."""
    mediation = told.mediation
    rows = mediation.endings.filter(round=mediation.round).prefetch_related("ways")
    made = [_failure(told, one) for one in rows]
    if not made and mediation.status in ENDED and mediation.ended_at and agreement_of(mediation) is None:
        made = [_told_over(told, mediation.reason, mediation.ended_at, ())]
    return made


def _failure(told, one: Ending):
    kind = str(one.get_kind_display())
    ways = tuple(_way(way) for way in one.ways.all() if way.way in WAYS)
    why = "。".join(filter(None, [kind, one.reason]))
    return _told_over(told, why, one.at, ways, of=("ending", one.pk))


def _told_over(told, why, at, ways, of=None):
    begun = told.mediation.accepted_at or told.mediation.asked_at
    dates = {"begun_on": said_day(begun), "ended_on": said_day(at), "day": said_day(at)}
    return ending.Failure(**told.common, why=why, ways=ways, of=of, **dates)


def _way(told) -> tuple[str, str, str]:
    way = WAYS[told.way]
    since = f"（自{said_day(told.since)}起算）" if told.since else ""
    last = said_day(told.last_day) or "没有固定期限，请尽早"
    if told.is_provisional:
        last += "（暂算）"
    return str(way.name), f"{last}{since}", "。".join(filter(None, [str(way.where), str(way.bring)]))


def undisputed(told):
    rows = told.mediation.endings.exclude(undisputed="")
    return [
        working.Undisputed(
            **told.common,
            facts=tuple(line for line in one.undisputed.splitlines() if line.strip()),
            day=said_day(one.at),
            of=("ending", one.pk),
        )
        for one in rows
    ]


def visit(told):
    mediation = told.mediation
    rows = FollowUp.objects.filter(mediation=mediation).exclude(done_at=None).select_related("side", "staff")
    names = {side.pk: told.party(side).name for side in told.sides}
    return [
        ending.Visit(
            **told.common,
            visited=names.get(one.side_id, ""),
            agreement=mediation.number,
            subject=str(mediation.kind_of_dispute.name),
            at=said_day(one.done_at),
            way=str(one.get_answered_display()),
            performed=str(one.get_performed_display()),
            satisfied=str(one.get_content_display()),
            suit="又起纠纷" if one.came_back else "",
            found="本人的话和回访人的记录另行密封保存。",
            day=said_day(one.done_at),
        )
        for one in rows
    ]


def result_of(mediation: Mediation) -> str:
    """One line for the closing report: how the last round ended, whatever an earlier one agreed."""
    found = agreement_of(mediation)
    if found is None or mediation.endings.filter(round=mediation.round).exclude(kind=PART).exists():
        return mediation.reason or str(mediation.get_status_display())
    kind = str(Outcome(outcome_of_agreement(mediation)).label)
    return f"{kind}。{found.left_open}" if found.is_partial else f"{kind}。"


GATHER = {
    Kind.UNDISPUTED: undisputed,
    Kind.AGREEMENT: agreement,
    Kind.ORAL: oral,
    Kind.FAILURE: failure,
    Kind.CONFIRMATION: confirmation,
    Kind.PERFORMANCE: performance,
    Kind.VISIT: visit,
}
