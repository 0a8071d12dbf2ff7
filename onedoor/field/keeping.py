"""归卷 — where a photo or voice note goes that arrives after its item."""

from onedoor.cases.models import Paper
from onedoor.cases.moving import holding
from onedoor.cases.papers import add_paper
from onedoor.cases.timeline import record
from onedoor.field.models import Upload
from onedoor.tasks import actions as tasks
from onedoor.tasks.queries import task_of


def in_case(upload: Upload, file, by) -> None:
    """Among the papers of the case that the item became."""
    kind = Paper.Kind.REQUEST if upload.kind == "report" else Paper.Kind.EVIDENCE
    with holding(upload.case_id) as cases:
        case = cases[upload.case_id]
        paper = add_paper(case, file, kind=kind, by=by)
        record(case, "phone.photo_filed", label="照片传到", by=by, about=upload, paper=str(paper.pk))


def with_task(upload: Upload, file, by) -> None:
    """With the task that it shows done."""
    task = task_of(by, upload.about)
    with holding(task.case_id):
        tasks.add_photo(task, file, by=by)
