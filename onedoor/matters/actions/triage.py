"""受理与分流 — what the centre does with a matter: accept, put before leaders level by level, dispatch, settle."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.models import Case, Deadline
from onedoor.cases.moving import acting, holding, moving
from onedoor.cases.opening import release
from onedoor.kit.problems import NotNow, NotValid
from onedoor.matters.actions.advice import keep_choice
from onedoor.matters.actions.charging import charge
from onedoor.matters.actions.evidence import file_papers
from onedoor.matters.advising import advise_on_record
from onedoor.matters.duty_list import too_low
from onedoor.matters.limits import DUTIES, HANDLE, NOTIFY, PROMISE
from onedoor.matters.models import Instruction, Matter
from onedoor.matters.standing import answers_for_desk, at_desk, insist, parts_open
from onedoor.posts.models import Org


def _start_handling(matter: Matter) -> None:
    if not matter.review_of_id:
        clocks.stop(matter.case, NOTIFY.kind)
        clocks.start(matter.case, HANDLE, at=_whole_begun(matter))


def _whole_begun(matter: Matter):
    """A part has no more time than the whole: the law's days are counted from when that was accepted."""
    clocks_of_whole = Deadline.objects.filter(case__matter=matter.part_of_id, kind=HANDLE.kind)
    whole = clocks_of_whole.order_by("started_at").first() if matter.part_of_id else None
    return whole and whole.started_at


def _end(matter: Matter) -> None:
    if matter.followers.exists():
        raise NotNow(_("有其他事项并入这一件，请先撤销并案。"))
    if still := parts_open(matter):
        raise NotNow(still)
    clocks.stop(matter.case, *DUTIES)
    matter.case.closed_at = timezone.now()
    matter.case.save(update_fields=["closed_at"])


def accept(matter, *, by, note="") -> Matter:
    """受理 — take responsibility for it; the resident is told and the handling clock starts (信访工作条例 §§22–23, 34)."""
    with moving(matter, "accept", by=by, note=note) as matter:
        insist(at_desk(matter, by))
        _start_handling(matter)
    return matter


def decline(matter, *, by, note, turn_to) -> Matter:
    """不予受理 — with the reason and where to turn instead, which the resident is told (信访工作条例 §23)."""
    with moving(matter, "decline", by=by, note=note, turn_to=turn_to) as matter:
        insist(at_desk(matter, by))
        matter.turn_to, matter.reply, matter.answered_at = turn_to, note, timezone.now()
        _end(matter)
    return matter


def transfer_out(matter, *, by, note, turn_to) -> Matter:
    """转送 — it belongs to an organ outside the district's reach; the resident is told which, and why."""
    with moving(matter, "transfer_out", by=by, note=note, turn_to=turn_to) as matter:
        insist(at_desk(matter, by))
        matter.turn_to, matter.reply, matter.answered_at = turn_to, note, timezone.now()
        _end(matter)
    return matter


def submit(matter, *, by, to: Org | None = None, note="") -> Matter:
    """呈批 — put it before the leader of this desk or of a level above it (逐级呈报)."""
    with moving(matter, "submit", by=by, note=note) as matter:
        insist(at_desk(matter, by))
        _ask(matter, to or matter.desk, by, note)
    return matter


def raise_(matter, *, by, to: Org | None = None, note="") -> Matter:
    """报上级批示 — the leader asked passes it to the level above."""
    with moving(matter, "raise_", by=by, note=note) as matter:
        insist(answers_for_desk(matter, by))
        target = to or matter.desk.parent
        if target is None or target == matter.desk:
            raise NotValid(_("已经是最高一级，请直接批示。"))
        matter.instructions.filter(given_at=None).update(
            given_at=timezone.now(), given_by=by.post, given_staff=by.staff, words=note or _("请上级批示。")
        )
        _ask(matter, target, by, note)
    return matter


def _ask(matter, to: Org, by, question: str) -> None:
    if not matter.desk.region.path.startswith(to.region.path) or to.kind == Org.Kind.DEPARTMENT:
        raise NotValid(_("只能呈报本级或上级中心的领导。"))
    Instruction.objects.create(
        matter=matter, org=to, asked_by=by.post, asked_at=timezone.now(), question=question
    )
    matter.facts_told |= {"from": matter.desk.code, "to": to.code}
    matter.desk = to


def instruct(matter, *, by, words, keep=False) -> Matter:
    """批示 — the leader says what is to be done; the matter goes back down to the desk that asked, unless kept."""
    with moving(matter, "instruct", by=by, note=words) as matter:
        insist(answers_for_desk(matter, by))
        asked = matter.instructions.select_related("asked_by__org").get(given_at=None)
        asked.words, asked.given_at = words, timezone.now()
        asked.given_by, asked.given_staff = by.post, by.staff
        asked.save()
        if not keep:
            matter.desk = _first_asker(matter)
        matter.facts_told |= {"level": asked.org.code, "desk": matter.desk.code}
    return matter


def _first_asker(matter: Matter) -> Org:
    """The desk the matter climbed from: whoever began the climb carries it out."""
    climb = matter.instructions.select_related("asked_by__org").order_by("-asked_at")
    desk = climb[0].asked_by.org
    for step in climb[1:]:
        if step.org_id != desk.pk:
            break
        desk = step.asked_by.org
    return desk


def report_back(matter, *, by, words) -> Matter:
    """回复批示 — tell the leaders who instructed what became of it; owed before the matter is closed."""
    with acting(matter, "matter.triage", "matter.reported_back", "回复批示", by=by, note=words) as matter:
        insist(at_desk(matter, by))
        owed = matter.instructions.exclude(given_at=None).filter(answered_at=None)
        if not owed.update(answer=words, answered_at=timezone.now()):
            raise NotValid(_("没有需要回复的批示。"))
    return matter


def dispatch(matter, *, by, lead: Org, assist=(), days: int | None = None, note="") -> Matter:
    """交办 — give it to one lead unit and any assisting ones; the clock runs from now, signed for or not.

    `days` are working days and may be shorter than the law, never longer.
    """
    assist = [org for org in assist if org != lead]
    codes = [org.code for org in assist]
    with moving(matter, "dispatch", by=by, note=note, lead=lead.code, assist=codes) as matter:
        insist(at_desk(matter, by))
        if refusal := too_low(matter, lead):
            raise NotValid(refusal, field="lead")
        proposed = advise_on_record(matter)
        charge(matter, lead, assist, by=by, days=days)
        days_set = matter.facts_told.get("days")
        matter.facts_told |= keep_choice(matter, proposed, lead=lead, days=days_set, by=by)
    return matter


def settle(matter, *, by, result, papers=()) -> Matter:
    """即时办理 — the desk itself answers or settles it on the spot; someone else still checks."""
    with moving(matter, "settle", by=by, note=result) as matter:
        insist(at_desk(matter, by))
        release(matter.case)
        # One runs when a unit has returned it before.
        clocks.stop(matter.case, PROMISE.kind)
        matter.lead, matter.result = by.post.org, result
        matter.outcome, matter.resolved_at = Matter.Outcome.DONE, timezone.now()
        matter.facts_told["papers"] = file_papers(matter.case, papers, by=by)
    return matter


def correct(matter, *, by, category=None, kind="", region=None, note="") -> Matter:
    """更正 — put it in the right category or in the right grid; the old values stay on the timeline.

    A category that seals the matter seals its open parts with it: they are the same people's affair.
    """
    sealed = category.secrecy if category and category.secrecy != Case.Secrecy.NORMAL else ""
    parts = _open_parts(matter) if sealed else []
    with holding(matter.case_id, *(part.case_id for part in parts)) as cases:
        told = {"category": category, "kind": kind, "region": region, "secrecy": sealed}
        matter = _put_right(matter, by=by, note=note, **told)
        for part in _open_parts(matter) if sealed else []:
            # Split off before we held the whole.
            if part.case_id not in cases:
                raise NotNow(_("刚刚分出了子事项，请再试一次。"))
            _put_right(part, by=by, note="随主事项保密", whole=matter, secrecy=sealed)
    return matter


def _open_parts(matter: Matter) -> list[Matter]:
    return list(matter.parts.filter(case__closed_at=None, case__secrecy=Case.Secrecy.NORMAL).order_by("pk"))


def _put_right(matter, *, by, note, whole=None, category=None, kind="", region=None, secrecy="") -> Matter:
    with acting(matter, "matter.triage", "matter.corrected", "更正", by=by, note=note) as matter:
        insist(at_desk(whole or matter, by))
        before = matter.category.code if matter.category else ""
        matter.facts_told |= {"category_before": before, "region_before": matter.case.region.code}
        if category:
            matter.category = category
        if kind:
            matter.kind = kind
        if region:
            matter.case.region, matter.case.region_path = region, region.path
            matter.placed_by, matter.is_placed = "person", True
        if secrecy:
            matter.case.secrecy = secrecy
        matter.case.save(update_fields=["region", "region_path", "secrecy"])
    return matter


def note(matter, *, by, note, papers=()) -> Matter:
    """记事 — a note or a paper for the file, by anyone who has the case in hand; the resident's own words too."""
    with acting(matter, "matter.add", "matter.noted", "记事", by=by, note=note) as matter:
        matter.facts_told["papers"] = file_papers(matter.case, papers, by=by)
    return matter
