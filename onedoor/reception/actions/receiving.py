"""登记来访 — a case is opened with the visitor's slip, or with one that is given out here."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Case, Involvement, Party
from onedoor.cases.opening import draft_cases, give_pin, involve
from onedoor.cases.receipts import once
from onedoor.cases.slips import give_out, pin_of, slip_of, unused, use_up
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotValid
from onedoor.persons.actions import enter
from onedoor.posts.models import PostType
from onedoor.reception.arrivals import Arrival, Received, title_of
from onedoor.reception.limits import MOST_REPRESENTATIVES
from onedoor.reception.models import Reception

Reach = PostType.Reach


@transaction.atomic
def receive(told: Arrival, *, by) -> Received:
    """来访登记 — one visit, alone or as a group; the post that takes it down answers for it."""
    _check(told)
    slip = unused(told.slip) if told.slip else give_out(by.post.org)
    case = _open(told, slip, by)
    reception = Reception(
        case=case,
        words=told.words,
        region=told.region,
        address=told.address,
        people=told.people,
        willing=told.willing,
        post=by.post,
    )
    reception.save(force_insert=True)
    _join(case, told, by)
    facts = {"people": told.people, "named": len(told.visitors), "willing": str(told.willing)}
    facts |= {"claimants": told.people} if reception.is_group else {}
    facts["slip"] = case.code if told.slip else ""
    record(case, "reception.registered", label="来访登记", by=by, about=reception, note=told.words, **facts)
    return Received(reception, "" if told.slip else pin_of(slip))


def receive_once(key: UUID, told: Arrival, *, by) -> Received:
    """来访登记一次 — the same key and the same words are one reception with one slip."""
    done: list[Received] = []

    def do():
        done.append(receive(told, by=by))
        return {"reception": str(done[0].reception.pk)}

    answer, is_new = once(key, told.said(), do, by=by)
    if is_new:
        return done[0]
    reception = Reception.objects.for_rows().get(pk=answer["reception"])
    own = None if told.slip else slip_of(reception.case_id)
    return Received(reception, pin_of(own) if own else "")


def _check(told: Arrival) -> None:
    if not told.words.strip():
        raise NotValid(_("请写明来访人反映什么。"), field="words")
    if len(told.visitors) > MOST_REPRESENTATIVES:
        raise NotValid(
            _("多人走访反映共同的事项，推选的代表不得超过%(most)s人（《信访工作条例》第二十条）。")
            % {"most": MOST_REPRESENTATIVES},
            field="people",
        )
    if len(told.visitors) > told.people:
        words = _("登记了%(n)s位来访人的姓名，来访人数不能更少。")
        raise NotValid(words % {"n": len(told.visitors)}, field="people")


def _open(told: Arrival, slip, by) -> Case:
    """Where the problem lies, when the unit that received it reaches that; else at the unit itself."""
    own = by.post.region
    here = told.region if told.region and told.region.path.startswith(own.path) else own
    titled = [(title_of(told.words), here, told.secrecy)]
    (case,) = draft_cases(titled, by=by, verb="reception.register", slips=[slip])
    give_pin(case, str(slip.seed))
    case.save(force_insert=True)
    use_up({slip: case})
    _keep_in_reach(case, by)
    return case


def _keep_in_reach(case: Case, by) -> None:
    """Whoever sits at a window for another unit, or at the enquiry desk, reaches no ground: only what they took down."""
    reach = by.post.type.reach
    if reach in (Reach.ORG, Reach.POST):
        post = by.post if reach == Reach.POST else None
        involve(case, by.post.org, Involvement.Role.SOURCE, post)


def _join(case: Case, told: Arrival, by) -> None:
    """The first holds the slip of the case; the others of a group speak for it with them."""
    now, is_group = timezone.now(), told.people > 1
    for number, visitor in enumerate(told.visitors):
        person = enter(**visitor, by=by, case_code=case.code)
        if case.parties.filter(person=person).exists():
            raise NotValid(_("同一个人登记了两次，请核对。"), field="name_1")
        since = now if number else None
        Party.objects.create(case=case, person=person, is_representative=is_group, since=since)
