"""本人 — the person concerned reads what is written, at the desk; and whoever else opens it is written down first."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import note
from onedoor.audit.models import AccessLog
from onedoor.cases.moving import holding
from onedoor.kit.problems import NotValid
from onedoor.safety import sealing
from onedoor.safety.models import OwnWord
from onedoor.safety.moving import acting, log
from onedoor.safety.standing import insist, insist_on_reach, may_open

PURPOSE = "P11"


def hear(case, kind: str, words: str, *, by) -> OwnWord:
    """记下本人的话 — they were read the form, or say that it is wrong; the correction itself is a new form."""
    if kind not in (OwnWord.Kind.READ, OwnWord.Kind.CORRECT):
        raise NotValid(_("请从清单里选一个。"), field="kind")
    if kind == OwnWord.Kind.CORRECT and not words.strip():
        raise NotValid(_("请写下本人怎么说。"), field="words")
    with acting(case, "heard", by=by, word=kind) as case:
        word = OwnWord(case=case, kind=kind, at=timezone.now(), heard_post=by.post, heard_staff=by.staff)
        sealing.put(case, word, words=words)
        word.save(force_insert=True)
    return word


def open_words(case, *, by) -> None:
    """打开核对单 — before anything of it is shown: in the access log for whoever audits, with neither case nor person; and
    with the case in this room's own log."""
    with holding(case.pk) as cases:
        case = cases[case.pk]
        insist_on_reach(case, by)
        insist(may_open(case, by))
        note(AccessLog.Kind.READ, by=by, fields=("sealed",), purpose=PURPOSE)
        log(case, "opened", by=by)
