"""依法报告 — what the law obliges, done by a person elsewhere and written down here: which article, to whom, when."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from onedoor.audit.actions import note
from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotValid
from onedoor.safety import sealing
from onedoor.safety.models import Report, Step
from onedoor.safety.moving import acting

PURPOSE = "P15"
# A report is the answer to these.
ANSWERS = (Step.Kind.REPORT, Step.Kind.DUTY)


def report(case, *, by, law: str, to_whom: str, words: str, told_at=None) -> Report:
    """登记法定报告 — nothing is sent from here; the article is chosen, not typed. Also of a case that is over."""
    now = timezone.now()
    if law not in Report.Law.values:
        raise NotValid(_("请选择依据的条文。"), field="law")
    if to_whom not in Report.Where.values:
        raise NotValid(_("请选择向谁报告。"), field="to_whom")
    if not words.strip():
        raise NotValid(_("请写明报告了什么。"), field="words")
    if told_at and told_at > now:
        raise NotValid(_("报告时间不能晚于现在。"), field="told_at")
    with acting(case, "reported", by=by, word=law) as case:
        made = Report(case=case, law=law, to_whom=to_whom, told_at=told_at or now, at=now)
        made.made_post, made.made_staff = by.post, by.staff
        sealing.put(case, made, words=words)
        made.save(force_insert=True)
        done = Step.objects.open().filter(case=case, kind__in=ANSWERS)
        done.update(ended_at=now, ending=Step.Ending.DONE, ended_staff=by.staff)
        with translation.override("zh-hans"):
            article = str(Report.Law(law).label)
        note(AccessLog.Kind.EXPORT, by=by, fields=("case",), purpose=PURPOSE, reason=article)
    return made
