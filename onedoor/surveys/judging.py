"""What a form may not ask: what this house never keeps, what watches instead of asking, and what is known already."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onedoor.kit.forbidden import forbidden_in
from onedoor.surveys.knowing import known_places
from onedoor.surveys.questions import Heading, Question

# Types that ask nobody: the phone would tell on its own.
DEVICE = ("deviceid", "phonenumber", "simserial", "subscriberid", "username", "email")
TRACES = ("audit", "start-geopoint", "background-geopoint", "background-audio", "geotrace", "geoshape")
FILES = ("audio", "video", "file", "osm", "add image prompt", "large-image")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: at which question (or none), and what to do."""

    where: str
    words: str
    is_forbidden: bool = False
    is_known: bool = False


def judge(title: str, questions: list[Question], headings: list[Heading]) -> list[Fault]:
    """Everything that keeps this form from being sent out, in the order of its questions."""
    faults = list(_unspeakable(_("标题"), (title,)))
    for heading in headings:
        faults += _unspeakable(heading.labels[0], heading.labels)
    for question in questions:
        faults += _of_type(question) or list(_unspeakable(question.label, question.spoken))
    return faults + _known(questions)


def _unspeakable(where: str, words: Iterable[str]) -> Iterable[Fault]:
    """The first forbidden word of it is enough."""
    for said, why in forbidden_in(words):
        yield Fault(where[:60], _("“%(said)s”：%(why)s") % {"said": said[:40], "why": why}, is_forbidden=True)
        return


def _of_type(question: Question) -> list[Fault]:
    if question.sort in DEVICE:
        words = _("不收集手机识别码、号码和账号：请删去这一行。")
    elif question.sort in TRACES:
        words = _("不在背后记录位置、声音和填写过程：要位置请用geopoint，按一下记一个点。")
    elif question.sort in FILES or question.sort.startswith(("audio", "video")):
        words = _("只收照片（image），不收录音、录像和别的文件。")
    elif not question.kind:
        words = _("不认识的题型“%(sort)s”。") % {"sort": question.sort}
    else:
        return []
    return [Fault(question.label[:60], words, is_forbidden=question.sort in DEVICE + TRACES)]


def _known(questions: list[Question]) -> list[Fault]:
    # Where a thing stands and how it looks is another question than what is kept of it.
    asked = [one for one in questions if one.is_asked and one.kind not in ("", "point", "photo")]
    places = known_places([one.label for one in asked])
    words = _("台账里已经有（%(place)s），不再问一遍。确需再问，请在上面写明理由。")
    return [
        Fault(one.label[:60], words % {"place": place}, is_known=True)
        for one, place in zip(asked, places, strict=True)
        if place
    ]
