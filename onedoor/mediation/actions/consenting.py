"""征求意见 — what each side says: to being mediated, to the rights it was told; a refusal ends it by a reaction."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation.clocks import heard
from onedoor.mediation.lifecycle import BEFORE
from onedoor.mediation.models import Consent, Mediation, Side
from onedoor.mediation.queries.sides import own_side
from onedoor.mediation.queries.signing import K
from onedoor.mediation.standing import insist, may_handle, side_of

About = Consent.About


def say(side: Side, about: str, is_yes: bool, *, how: str, by, mediator=None) -> Consent:
    """登记当事人意见 — what one side said. Whoever does not want to be mediated any longer gives no reason, and it ends
    (人民调解法 第十七、二十三、二十六条; the reaction `end_refused`)."""
    mediation = side.mediation
    _insist_own_word(side, how, by)
    label, facts = _("登记当事人意见"), {"question": about, "yes": is_yes, "side": side.place}
    with acting(mediation, "mediation.register", "mediation.said", label, by=by, **facts) as fresh:
        if side.party.until:
            raise NotValid(_("这一方已经退出。"), field="side")
        if fresh.status not in BEFORE:
            raise NotNow(_("调解已经结束，不再征求意见。"))
        heard(fresh, side)
        return Consent.objects.create(
            side=side,
            about=about,
            is_yes=is_yes,
            how=how,
            mediator=mediator,
            at=timezone.now(),
            round=fresh.round,
            post=by.post,
        )


def say_for(mediation: Mediation, *, side: Side, about: str, is_yes: bool, how: str, by) -> Consent:
    """登记当事人意见 — the same, as the page of a mediation asks for it."""
    insist(may_handle(mediation, by))
    own_side(mediation, side)
    return say(side, about, is_yes, how=how, by=by)


def tell_rights(mediation: Mediation, *, side: Side, how: str, by) -> Consent:
    """告知权利义务 — before the first session, and signed for (人民调解工作若干规定 第三十条; 人民调解法 第二十三、二十四条)."""
    insist(may_handle(mediation, by))
    own_side(mediation, side)
    if side.is_minor and not side.representatives.filter(kind=K.GUARDIAN, until=None).exists():
        raise NotNow(_("未成年人的权利义务要告知监护人，请先登记法定代理人。"))
    return say(side, About.RIGHTS, True, how=how, by=by)


def _insist_own_word(side: Side, how: str, by) -> None:
    """Online speaks only the side itself, with its own slip; and whoever sits at a desk cannot have heard it there."""
    if (how == Consent.How.ONLINE) != (by.staff is None):
        raise NotValid(
            _("网上的意见只由本人凭编号和查询码提交；工作人员登记的，写明怎样听到的。"), field="how"
        )
    own = side_of(side.mediation, by) if by.staff is None else side
    if own is None or own.pk != side.pk:
        raise NotAllowed(_("只能为自己这一方提出。"))
