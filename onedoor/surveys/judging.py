"""What a form may not ask: what this house never keeps, who somebody is, what watches instead of asking, what is known already."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.kit.forbidden import forbidden_in
from onedoor.surveys.knowing import known_places
from onedoor.surveys.limits import MOST_CHOICE, MOST_DEPTH, MOST_PATH, MOST_REPEATS
from onedoor.surveys.questions import Heading, Question

# Types that ask nobody: the phone would tell on its own.
DEVICE = ("deviceid", "phonenumber", "simserial", "subscriberid", "username", "email")
TRACES = ("audit", "start-geopoint", "background-geopoint", "background-audio", "geotrace", "geoshape")
# Who somebody is: kept, sealed, where a matter or a service needs it, and in no answer to a survey.
WHO = re.compile(
    "姓名|身份证|证件号|手机号|电话号码|联系电话|联系方式|本人电话|出生日期|出生年月|生日|您的名字|您叫什么|"
    "IDNUMBER|IDCARD|PHONENUMBER|MOBILENUMBER|FULLNAME|DATEOFBIRTH|BIRTHDAY|SHENFENZHENG|XINGMING|SHOUJIHAO"
)
NOBODY = gettext_lazy("问卷不问是谁，不收姓名、证件号码、电话和生日。")
FILES = ("audio", "video", "file", "osm", "add image prompt", "large-image")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: at which question (or none), and what to do. `cell` is what stands in the sheet, `place` where."""

    where: str
    words: str
    is_forbidden: bool = False
    is_known: bool = False
    cell: str = ""
    place: str = ""


def judge(title: str, questions: list[Question], headings: list[Heading]) -> list[Fault]:
    """Everything that keeps this form from being sent out, in the order of its questions."""
    faults = list(_unspeakable(_("标题"), (title,)))
    for heading in headings:
        faults += _unspeakable(heading.labels[0], heading.labels)
    for question in questions:
        faults += _of_type(question) or list(_unspeakable(question.label, question.spoken))
        faults += _too_large(question)
    return faults + _known(questions)


def _unspeakable(where: str, words: Sequence[str]) -> Iterable[Fault]:
    """The first forbidden word of it is enough."""
    for said, why in forbidden_in(words):
        words = _("“%(said)s”：%(why)s") % {"said": said[:40], "why": why}
        yield Fault(where[:60], words, is_forbidden=True, cell=said)
        return
    for said in words:
        if WHO.search(re.sub(r"[\s_\-]", "", unicodedata.normalize("NFKC", said)).upper()):
            told = _("“%(said)s”：%(why)s") % {"said": said[:40], "why": NOBODY}
            yield Fault(where[:60], told, is_forbidden=True, cell=said)
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
    is_forbidden = question.sort in DEVICE + TRACES
    return [Fault(question.label[:60], words, is_forbidden=is_forbidden, cell=question.name)]


def _too_large(question: Question) -> list[Fault]:
    """What no answer could land in."""
    path, repeats = question.path, question.repeats
    told = []
    if len(path) > MOST_PATH or path.count("/") >= MOST_DEPTH or len(repeats) > MOST_REPEATS:
        told.append(
            _("分组套得太深或名称太长：最多四层重复，连同各组的名称不超过%(most)s个字母。")
            % {"most": MOST_PATH}
        )
    told += [
        _("选项的名称太长：不超过%(most)s个字母。") % {"most": MOST_CHOICE}
        for value, _label in question.choices
        if len(value) > MOST_CHOICE
    ][:1]
    return [Fault(question.label[:60], words, cell=question.name) for words in told]


def _known(questions: list[Question]) -> list[Fault]:
    # Where a thing stands and how it looks is another question than what is kept of it.
    asked = [one for one in questions if one.is_asked and one.kind not in ("", "point", "photo")]
    places = known_places([one.label for one in asked])
    words = _("台账里已经有（%(place)s），不再问一遍。确需再问，请填“为什么还要再问”。")
    return [
        Fault(one.label[:60], words % {"place": place}, is_known=True, cell=one.label)
        for one, place in zip(asked, places, strict=True)
        if place
    ]
