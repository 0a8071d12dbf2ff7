"""A letter is made once and kept with the case: what was sent can be shown later, unchanged."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from onedoor.aid.letters.making import as_pdf, as_word
from onedoor.aid.letters.wording import TO_ORGAN, worded
from onedoor.cases.models import Paper, Party
from onedoor.cases.papers import add_paper
from onedoor.persons.actions import reveal

PURPOSE = "P21"


def file(application, letter: str, *, by) -> list[Paper]:
    """Both forms of it, addressed to whoever applied: the name is opened for that, and logged."""
    case = application.case
    to = application.organ if letter in TO_ORGAN else _name_of(application, by)
    with override("zh-hans"):
        words = worded(application, letter, to, by.post.org)
    files = ((f"{words.title}.docx", as_word(words)), (f"{words.title}.pdf", as_pdf(words)))
    return [
        add_paper(case, SimpleUploadedFile(name, content), kind=Paper.Kind.REPLY, by=by)
        for name, content in files
    ]


def _name_of(application, by) -> str:
    party = (
        application.case.parties.current().filter(role=Party.Role.APPLICANT).select_related("person").first()
    )
    code = application.case.code
    return (
        reveal(party.person, "name", by=by, purpose=PURPOSE, case_code=code, assigned=True) if party else ""
    )
