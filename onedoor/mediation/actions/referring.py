"""转来的 — what somebody had told elsewhere stays theirs: the other side reads what whoever mediates writes, not what was told."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import holding
from onedoor.kit import keyring
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation.advancing import beside
from onedoor.mediation.lifecycle import BEFORE
from onedoor.mediation.models import Drawer, Mediation, Note
from onedoor.mediation.standing import insist, may_handle


def keep_referred(mediation: Mediation, *, words: str, by) -> Note | None:
    """存转来时的原话 — into the first side's drawer, once. A reaction does it: nobody else has words to hand over."""
    if not by.trusted:
        raise NotAllowed(_("转来时的原话由系统存入抽屉。"))
    with holding(mediation.case_id):
        drawer = Drawer.objects.get(side=mediation.sides.current()[0])
        if not words.strip() or drawer.notes.filter(kind=Note.Kind.REFERRED).exists():
            return None
        note = Note(drawer=drawer, kind=Note.Kind.REFERRED, at=timezone.now(), post=by.post)
        keyring.put(drawer, note, text=words.strip())
        note.save(force_insert=True)
    return note


def write_facts(mediation: Mediation, *, by, facts: str, claims: str = "") -> Mediation:
    """填写纠纷事实 — in words that every side may read; what one side told alone stays in its drawer."""
    insist(may_handle(mediation, by))
    if not facts.strip():
        raise NotValid(_("请写明纠纷的事实。"), field="facts")
    with beside(mediation, "mediation.facts_written", _("填写纠纷事实"), by=by) as fresh:
        if fresh.status not in BEFORE:
            raise NotNow(_("调解已经结束，事实不再改写。"))
        fresh.facts, fresh.claims = facts.strip(), claims.strip()
    return fresh
