"""没有期限的约定了结 — what was agreed without a day is done when somebody shows it, looks, or all sides say that nothing is left."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation.actions.files import write_file
from onedoor.mediation.actions.performing import all_done
from onedoor.mediation.advancing import beside, verb_of
from onedoor.mediation.models import Consent, File, Mediation, Settling, Side
from onedoor.mediation.queries.performing import open_dues
from onedoor.mediation.queries.settling import is_undated, silent_of, undated_agreement_of
from onedoor.mediation.queries.sides import insist_heard, own_side
from onedoor.mediation.standing import insist, may_handle, side_of

How = Settling.How


def say_done(mediation: Mediation, *, side: Side, is_yes: bool, how: str, by) -> Consent:
    """登记有没有要办的 — what one side says, by its own code or as it was heard; a later word takes the place of an earlier one."""
    own_side(mediation, side)
    if by.staff is None:
        own = side_of(mediation, by)
        if own is None or own.pk != side.pk:
            raise NotAllowed(_("只能为自己这一方提出。"))
        how = Consent.How.ONLINE
    else:
        insist(may_handle(mediation, by))
        insist_heard(how)
    told = {"side": side.place, "yes": is_yes}
    with acting(mediation, "case.see", "mediation.said_done", _("登记有没有要办的"), by=by, **told) as fresh:
        if not is_undated(fresh):
            raise NotNow(_("没有等着问的约定。"))
        said = {"is_yes": is_yes, "how": how, "at": timezone.now(), "round": fresh.round, "post": by.post}
        return Consent.objects.create(side=side, about=Consent.About.DONE, **said)


@transaction.atomic
def finish_performance(mediation: Mediation, *, by, how: str, words: str = "", upload=None) -> Mediation:
    """全部履行完毕 — nothing with a day is open any more, and of what has none it is known that nothing is left to do."""
    insist(may_handle(mediation, by))
    if open_dues(mediation).exists():
        raise NotNow(_("还有没有履行的。"))
    with beside(mediation, "mediation.settled", _("登记了结"), by=by, how=how) as fresh:
        agreement = undated_agreement_of(fresh)
        if agreement is None:
            raise NotNow(_("没有等着了结的约定。"))
        _insist_known(fresh, how, words, upload)
        file = None
        if upload is not None:
            file = write_file(fresh, upload, kind=File.Kind.PERFORMANCE, by=by, name=_("履行凭证"))
        columns = {"how": how, "words": words.strip()[:300], "file": file, "at": timezone.now()}
        Settling.objects.create(mediation=fresh, agreement=agreement, post=by.post, **columns)
    return all_done(fresh, by=by, verb=verb_of(by))


def _insist_known(mediation: Mediation, how: str, words: str, upload) -> None:
    if how == How.PROOF and upload is None:
        raise NotValid(_("请放进凭证。"), field="upload")
    if how == How.LOOKED and not words.strip():
        raise NotValid(_("请写明什么时候、怎样看到的。"), field="words")
    if how == How.SIDES and silent_of(mediation):
        raise NotNow(_("还有一方没有说没有要办的了，请先逐方登记。"))
