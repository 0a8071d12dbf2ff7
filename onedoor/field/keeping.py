"""归卷 — where a photo or voice note goes that arrives after its item.

It was taken when the item was said: neither a task that takes no more photos nor a case that was sealed since turns it away.
"""

from django.utils.translation import gettext as _

from onedoor.cases.models import Paper
from onedoor.cases.moving import holding
from onedoor.cases.papers import MOST_A_CASE, add_paper
from onedoor.cases.timeline import record
from onedoor.field.models import Photo, Upload
from onedoor.kit.problems import NotValid, Problem
from onedoor.tasks import actions as tasks
from onedoor.tasks.queries import task_of


def nowhere(upload: Upload, file, by) -> None:
    """Of most kinds there are no photos."""
    raise NotValid(_("这类内容不收照片。"))


def in_case(upload: Upload, file, by) -> None:
    """Among the papers of the case that the item became; they take no room from what residents send."""
    kind = Paper.Kind.REQUEST if upload.kind == "report" else Paper.Kind.EVIDENCE
    with holding(upload.case_id) as cases:
        case = cases[upload.case_id]
        room = MOST_A_CASE + Photo.objects.filter(upload__case=case).count()
        paper = add_paper(case, file, kind=kind, by=by, most=room)
        record(case, "phone.photo_filed", label="照片传到", by=by, about=upload, paper=str(paper.pk))


def with_task(upload: Upload, file, by) -> None:
    """With the task that it shows done; what the task does not take, with its case."""
    try:
        task = task_of(by, upload.about)
        with holding(task.case_id):
            tasks.add_photo(task, file, by=by)
    except Problem:
        in_case(upload, file, by)
