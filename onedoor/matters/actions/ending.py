"""核查、答复、办结与居民的话 — the honest endings, each an act of its own."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.models import Paper
from onedoor.cases.moving import acting, moving
from onedoor.kit.problems import NotNow, NotValid
from onedoor.matters.actions.evidence import file_papers
from onedoor.matters.lifecycle import Status
from onedoor.matters.limits import DUTIES, PROMISE, RECHECK, REDO_DAYS, RESOLVED_WINDOW, REVIEW_ASK
from onedoor.matters.models import Matter, Verification
from onedoor.matters.queries.claimants import asked_review, could_ask_review
from onedoor.matters.standing import at_desk, insist, may_ask_review, may_check, may_rate, still_waiting
from onedoor.tasks.queries import checking


def _checked(matter: Matter, by, has_passed: bool, words: str) -> None:
    Verification.objects.create(
        matter=matter,
        round=matter.round,
        staff=by.staff,
        post=by.post,
        has_passed=has_passed,
        at=timezone.now(),
        words=words,
    )


def verify(matter, *, by, note="", papers=()) -> Matter:
    """核查通过 — someone outside the handling unit has seen that what was reported is so."""
    with moving(matter, "verify", by=by, note=note) as matter:
        insist(may_check(matter, by))
        if waiting := checking(matter.case):
            raise NotNow(waiting)
        _checked(matter, by, True, note)
        matter.verified_at = timezone.now()
        matter.facts_told |= {"round": matter.round, "papers": file_papers(matter.case, papers, by=by)}
        clocks.stop(matter.case, RECHECK.kind)
    return matter


def redo(matter, *, by, note) -> Matter:
    """退回重办 — the check found it wanting; the unit has a short new term within the same legal clock."""
    with moving(matter, "redo", by=by, note=note) as matter:
        insist(may_check(matter, by))
        _checked(matter, by, False, note)
        clocks.stop(matter.case, RECHECK.kind)
        clocks.start(matter.case, PROMISE, org=matter.lead, days=REDO_DAYS, fit=True)
        if not matter.case.involvements.filter(until=None, role="lead").exists():
            matter.case.involvements.create(org=matter.lead, role="lead", since=timezone.now())
    return matter


def answer(matter, *, by, reply, papers=()) -> Matter:
    """书面答复 — what was asked, what was found, what was done, on which basis (信访工作条例 §32)."""
    with moving(matter, "answer", by=by, note=reply) as matter:
        insist(at_desk(matter, by))
        _insist_done(matter)
        matter.reply, matter.answered_at = reply, timezone.now()
        clocks.start(matter.case, RESOLVED_WINDOW)
        clocks.start(matter.case, REVIEW_ASK)
        matter.facts_told["papers"] = file_papers(matter.case, papers, by=by, kind=Paper.Kind.REPLY)
    return matter


def _insist_done(matter: Matter) -> None:
    """Nobody is told that all is done while a unit still owes something, or a part has not ended."""
    if owed := still_waiting(matter):
        raise NotNow(owed)


def close(matter, *, by, note="") -> Matter:
    """办结 — answered, instructions reported back, the handling clock stops."""
    with moving(matter, "close", by=by, note=note) as matter:
        insist(at_desk(matter, by))
        if not matter.reply:
            raise NotValid(_("还没有书面答复，不能办结。"))
        _insist_done(matter)
        if matter.instructions.exclude(given_at=None).filter(answered_at=None).exclude(words="").exists():
            raise NotValid(_("领导批示还没有回复，请先“回复批示”。"))
        clocks.stop(matter.case, *DUTIES)
        matter.case.closed_at = timezone.now()
        matter.case.save(update_fields=["closed_at"])
    return matter


def _still_open(matter: Matter, limit) -> bool:
    """Whether a right that began with the answer has not run out."""
    return matter.case.deadlines.open().filter(kind=limit.kind, due_at__gt=timezone.now()).exists()


def object_(matter, *, by, note) -> Matter:
    """反映未解决 — the resident says it is not solved: another round, and another verifier."""
    with moving(matter, "object_", by=by, note=note) as matter:
        if not _still_open(matter, RESOLVED_WINDOW):
            raise NotNow(_("已超过答复后%(days)s日，可以申请复查。") % {"days": RESOLVED_WINDOW.days})
        clocks.stop(matter.case, RESOLVED_WINDOW.kind, REVIEW_ASK.kind)
        matter.round += 1
        matter.is_solved, matter.verified_at = False, None
        matter.facts_told["round"] = matter.round
        matter.case.closed_at = None
        matter.case.save(update_fields=["closed_at"])
        clocks.start(matter.case, RECHECK)
    return matter


def rate(matter, *, by, stars, is_solved=None, note="") -> Matter:
    """评价 — the resident's own word, once: solved or not, and how content."""
    with acting(matter, "matter.rate", "matter.rated", "评价", by=by, note=note, stars=stars) as matter:
        insist(may_rate(matter, by))
        if matter.status not in (Status.ANSWERED, Status.CLOSED) or matter.stars:
            raise NotNow(_("办结后可以评价一次；这件事已经评价过，或还没有答复。"))
        if not 1 <= stars <= 5:
            raise NotValid(_("请在1至5颗星之间选择。"))
        matter.stars, matter.is_solved = stars, is_solved
    return matter


def ask_review(matter, *, by, note) -> Matter:
    """申请复查 — within 30 days of the written answer, by the level above (信访工作条例 §35); of several each for themselves."""
    with acting(matter, "matter.rate", "matter.review_asked", "申请复查", by=by, note=note) as matter:
        if matter.status not in (Status.ANSWERED, Status.CLOSED) or not _still_open(matter, REVIEW_ASK):
            raise NotNow(_("收到书面答复之日起30日内可以申请复查。"))
        if refusal := may_ask_review(matter, by):
            raise NotNow(refusal)
        asker = str(by.party_in(matter.case_id) or "")
        if not could_ask_review(matter.case) - asked_review(matter.case) - {asker}:
            clocks.stop(matter.case, REVIEW_ASK.kind)
    return matter
