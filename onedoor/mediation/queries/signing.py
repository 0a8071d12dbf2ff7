"""谁能签字 — for a side, what is still to be told or shown before its signature stands, and what stops every hand."""

from django.utils.translation import gettext as _

from onedoor.mediation.asked_once import once
from onedoor.mediation.models import Consent, Mediation, Representative, Side
from onedoor.mediation.queries.recusal import refused
from onedoor.mediation.standing import is_desk, may_handle, mediates
from onedoor.posts.models import Post, Tenure
from onedoor.posts.tenures import live
from onedoor.safety.standing import refuses_going_on

K, A = Representative.Kind, Representative.Authority
DESK = "mediation.accept"


def may_sign(one: Representative) -> bool:
    """A guardian and an officer by their paper; an agent, a lawyer or an elected one only with special authority
    (民事诉讼法 第六十二条: to concede, waive, settle takes it)."""
    if not one.paper_seen or one.until:
        return False
    return one.kind in (K.GUARDIAN, K.OFFICER) or one.authority == A.SPECIAL


def signers_of(side: Side) -> list[Representative]:
    """Whose signature stands for the side besides its own; a minor's own does not."""
    return [one for one in side.representatives.all() if may_sign(one)]


def can_sign(side: Side) -> bool:
    """Whether anybody can sign for it: a minor only by a guardian, an organisation only by who may act for it."""
    signers = signers_of(side)
    if side.is_minor:
        return any(one.kind == K.GUARDIAN for one in signers)
    return bool(signers) if side.organisation else True


def refuses_signer(side: Side, representative: Representative | None) -> str:
    """Why this hand does not settle for this side; without a representative the side's own."""
    if representative is None:
        if side.is_minor:
            return _("未成年人由监护人签字。")
        return _("单位由负责人或者有特别授权的代理人签字。") if side.organisation else ""
    if representative.side_id != side.pk:
        return _("这位代理人不代理这一方。")
    if side.is_minor and representative.kind != K.GUARDIAN:
        return _("未成年人由监护人签字。")
    if not may_sign(representative):
        return _("和解要有特别授权，并且看过授权委托书或者关系证明（《民事诉讼法》第六十二条）。")
    return ""


def refuses_hands(mediation: Mediation) -> str:
    """Why nothing is signed, sealed or binding now, whoever's hand it is; nothing when all sides still want it."""
    if words := refuses_going_on(mediation.case):
        return words
    if unwilling := still_to(mediation, Consent.About.MEDIATE):
        return _("还有%(count)s方没有同意调解，现在不能签字、盖章。") % {"count": len(unwilling)}
    if not_accepted(mediation):
        return _("有一方不接受现在的调解员，请先更换调解员。")
    return ""


def not_accepted(mediation: Mediation) -> set:
    """Those who mediate now although the last word of some side on them is no (人民调解法 第十九条)."""
    mediating = mediation.assignments.filter(until=None).values_list("mediator", flat=True)
    return set(mediating) & refused(mediation)


def may_seal(mediation: Mediation, by) -> str:
    """The desk's, by somebody else than whoever mediates; theirs only where nobody else keeps the desk."""
    if refusal := may_handle(mediation, by):
        return refusal
    if is_desk(mediation, by) and not mediates(mediation, by):
        return ""
    return _("印章由调解组织的秘书加盖，不由调解员本人加盖。") if _has_desk_beside(mediation, by) else ""


def _has_desk_beside(mediation: Mediation, by) -> bool:
    if mediation.committee is None:
        return False
    posts = Post.objects.filter(org=mediation.committee.org_id, type__verbs__contains=[DESK])
    held = Tenure.objects.filter(live(), post__in=posts, staff__is_active=True)
    return held.exclude(staff=by.staff).exists()


def last_words(mediation: Mediation, about: str) -> dict:
    """What each side said last to this question in this round."""
    said = Consent.objects.filter(side__in=mediation.sides.current(), round=mediation.round)
    rows = once(mediation, "said", lambda: list(said.exclude(about=Consent.About.MEDIATOR)))
    return {one.side_id: one.is_yes for one in rows if one.about == about}


def still_to(mediation: Mediation, about: str) -> list[Side]:
    """The sides whose last word to this question is not yes."""
    last = last_words(mediation, about)
    sides = once(mediation, "sides", lambda: list(mediation.sides.current().for_rows()))
    return [side for side in sides if not last.get(side.pk)]


def untold(mediation: Mediation) -> list[Side]:
    """The sides that were not told their rights yet (人民调解工作若干规定 第三十条: before the first session)."""
    return still_to(mediation, Consent.About.RIGHTS)
