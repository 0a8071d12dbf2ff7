"""立援助案卷 — a case for an application or an advice, under the visitor's slip, with both sides sealed."""

from dataclasses import dataclass

from onedoor.cases.models import Case, Party
from onedoor.cases.opening import draft_cases, give_pin, involve
from onedoor.cases.slips import give_out, pin_of, unused, use_up
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


def join(case: Case, who, *, by) -> None:
    """Both sides, as far as they were named."""
    for told, role in ((who.applicant, Party.Role.APPLICANT), (who.opponent, Party.Role.OTHER)):
        if told:
            person = enter(**told, by=by, case_code=case.code)
            Party.objects.create(case=case, person=person, role=role)
