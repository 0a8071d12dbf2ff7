"""立援助案卷 — a case for an application or an advice, under the visitor's slip, with both sides sealed."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid.models import Lawyer
from onedoor.aid.queries.lawyers import conflicted
from onedoor.cases.models import Case, Involvement, Party
from onedoor.cases.moving import holding
from onedoor.cases.opening import draft_cases, give_pin, involve
from onedoor.cases.slips import give_out, held, pin_of, unused, use_up
from onedoor.kit.problems import NotNow
from onedoor.persons.actions import enter
from onedoor.posts.models import Post


@dataclass(frozen=True)
class Opened:
    """The case, and the PIN that is shown once when the visitor came without a slip."""

    case: Case
    pin: str


def open_case(
    title: str, slip_code: str, *, verb: str, by, secrecy="normal", post: Post | None = None
) -> Opened:
    """The unit at whose window it was told has its part in it from the first moment; `post` is whose it is there."""
    slip = unused(slip_code) if slip_code else give_out(by.post.org)
    (case,) = draft_cases([(title, by.post.region, secrecy)], by=by, verb=verb, slips=[slip])
    give_pin(case, str(slip.seed))
    case.save(force_insert=True)
    use_up({slip: case})
    own = post or by.post
    involve(case, own.org, post=own)
    return Opened(case, "" if slip_code else pin_of(slip))


def received_with(slip_code: str, *, by) -> Case | None:
    """The case that the reception opened with this slip, for who stands at the next window with it; none when nothing was.

    Only while one unit has its part in it and nothing about it is sealed: what is told to a lawyer is not for whoever
    handles a matter, and a sealed case is not told from none.
    """
    if not slip_code:
        return None
    case = held(slip_code).case
    if case is None:
        return None
    parts = case.involvements.filter(until=None)
    if case.secrecy != Case.Secrecy.NORMAL or len({part.org_id for part in parts}) > 1:
        raise NotNow(
            _("小票%(code)s已经立案。法律服务另立一件：小票栏留空，会给一个新的编号。") % {"code": slip_code}
        )
    with holding(case.pk):
        if not parts.filter(org=by.post.org).exists():
            involve(case, by.post.org, post=by.post, role=Involvement.Role.ASSIST)
    return case


def shut_out(case: Case, *, by) -> None:
    """回避 — a lawyer who turns out to stand on another side reads this no longer; its court days wait for another."""
    others = Lawyer.objects.filter(pk__in=conflicted(case)).exclude(staff=by.staff)
    parts = case.involvements.filter(until=None, post__in=others.values("post"))
    parts.filter(org=by.post.org).update(post=by.post)
    parts.exclude(org=by.post.org).update(until=timezone.now())
    case.hearings.held().filter(lawyer__in=others).update(lawyer=None)


def join(case: Case, who, *, by) -> None:
    """Both sides, as far as they were named; whoever was entered when the case was opened is not entered twice."""
    for told, role in ((who.applicant, Party.Role.APPLICANT), (who.opponent, Party.Role.OTHER)):
        if told and not (role == Party.Role.APPLICANT and case.parties.current().filter(role=role).exists()):
            person = enter(**told, by=by, case_code=case.code)
            Party.objects.create(case=case, person=person, role=role)
