"""What pyxform finds wrong with a form, in plain Chinese; what we have no words for is passed on as it was said."""

import re
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyxform.errors import ErrorCode

CODES = {
    "HEADER_001": gettext_lazy("“%(sheet_name)s”页没有列名：第一行要写列名。"),
    "HEADER_002": gettext_lazy("“%(sheet_name)s”页有两列是一个意思：%(header)s、%(other)s，请留一列。"),
    "HEADER_003": gettext_lazy("“%(sheet_name)s”页缺少必要的列：%(missing)s。"),
    "HEADER_004": gettext_lazy("choices页的列名“%(column)s”不对：不能空着，不能有空格。"),
    "LABEL_001": gettext_lazy("choices页第%(row)s行：选项没有写显示的文字（label）。"),
    "NAMES_001": gettext_lazy("第%(row)s行：名称“%(value)s”前面用过了，请换一个。"),
    "NAMES_002": gettext_lazy("第%(row)s行：名称“%(value)s”只有大小写和别的不同，请换一个。"),
    "NAMES_003": gettext_lazy("第%(row)s行：重复段的名称“%(value)s”和整张表一样，请换一个。"),
    "NAMES_004": gettext_lazy("第%(row)s行：重复段的名称“%(value)s”前面用过了，请换一个。"),
    "NAMES_006": gettext_lazy("choices页第%(row)s行：选项没有名称（name）。"),
    "NAMES_007": gettext_lazy("choices页第%(row)s行：同一组选项里名称重复。"),
    "NAMES_008": gettext_lazy(
        "%(sheet)s页第%(row)s行：名称（%(column)s）要以字母或下划线开头，里面不能有空格和符号。"
    ),
    "PYREF_001": gettext_lazy("%(sheet)s页第%(row)s行，%(column)s列：引用要写成${题目名称}。"),
    "PYREF_003": gettext_lazy("%(sheet)s页第%(row)s行，%(column)s列：引用了没有的题目“%(q)s”。"),
    "PYREF_004": gettext_lazy("%(sheet)s页第%(row)s行，%(column)s列：引用的“%(q)s”不止一个。"),
    "NAMES_005": gettext_lazy("第%(row)s行：名称“meta”另有用处，请换一个。"),
    "SURVEY_001": gettext_lazy("第%(row)s行：多了一个end，前面没有对应的begin。"),
    "SURVEY_002": gettext_lazy("第%(row)s行：begin后面没有对应的end。"),
    "SURVEY_005": gettext_lazy("第%(row)s行：parameters列里有不认识的参数“%(rejected)s”。"),
}
SAID = (
    (r"row : (\d+)\] Unknown question type '(.+?)'", gettext_lazy("第%s行：不认识的题型“%s”。")),
    (r"Unknown question type '(.+?)'", gettext_lazy("不认识的题型“%s”。")),
    (
        r"row : (\d+)\] Question or group with no name",
        gettext_lazy("第%s行：题目没有名称（name）。"),
    ),
    (r"row : (\d+)\] Question with no type", gettext_lazy("第%s行：没有写题型（type）。")),
    (r"row : (\d+)\].*no label", gettext_lazy("第%s行：没有写题目的文字（label）。")),
    (r"List name not in choices sheet: (.+?)(?:\s|$)", gettext_lazy("choices页里没有“%s”这组选项。")),
    (r"There should be a choices sheet", gettext_lazy("缺少choices页：选择题的选项写在那里。")),
    (
        r"row : (\d+)\].*'parameters' value is invalid",
        gettext_lazy("第%s行：parameters列要写成“名称=值”，用空格隔开。"),
    ),
    (
        r"Choice names with spaces.+?See \[(.+?)\] in \[(.+?)\]",
        gettext_lazy("多选题的选项名称里不能有空格：“%s”（“%s”这一组）。"),
    ),
    (r"element named '(.+?)' has no label or hint", gettext_lazy("“%s”没有写题目的文字（label）。")),
    (r"no survey element named '(.+?)'", gettext_lazy("引用了没有的题目“%s”。")),
    (
        r"row : (\d+)\] Choice filter not supported with or_other",
        gettext_lazy("第%s行：有or_other的选择题不能再写choice_filter。"),
    ),
    (
        r"(?:should be an|ensure that the) external_choices sheet",
        gettext_lazy("不用external_choices页：选项写在choices页，多的附带csv，用select_one_from_file。"),
    ),
    (
        r"row : (\d+)\].*(?:'background-geopoint'|Audits must)",
        gettext_lazy("第%s行：不在背后记录位置和填写过程，请删去这一行。"),
    ),
    (r"row : (\d+)\] Missing calculation", gettext_lazy("第%s行：calculate没有写算式（calculation）。")),
    (
        r"(?:worksheet named 'survey'|named 'survey'|must have a sheet named)",
        gettext_lazy("没有survey页：这不是XLSForm文件。"),
    ),
)
UNREADABLE = gettext_lazy("读不出这个文件：要Excel（.xlsx）的XLSForm。")


class _Told(dict):
    def __missing__(self, name):
        return "?"


def in_plain_words(error: Exception) -> str:
    """One sentence for whoever made the form."""
    said = " ".join(str(error).split())
    for code, pattern in _patterns():
        if found := pattern.search(said):
            return str(CODES[code]) % _Told(found.groupdict())
    for known, sentence in SAID:
        if found := re.search(known, said):
            return str(sentence) % found.groups() if found.groups() else str(sentence)
    if found := re.match(r"\[row : (\d+)\]\s*(.*)", said):
        row, words = found.groups()
        return _("第%(row)s行，转换程序的原话：%(said)s") % {"row": row, "said": words[:300]}
    return _("转换程序的原话：%(said)s") % {"said": said[:300]}


def unreadable() -> str:
    return str(UNREADABLE)


@cache
def _patterns() -> list[tuple[str, re.Pattern]]:
    """pyxform fills its sentences in before it raises them: each is turned round, so that what was filled in is found again."""
    return [(code, re.compile(_turned(ErrorCode[code].value.msg))) for code in CODES]


def _turned(sentence: str) -> str:
    seen: set[str] = set()
    pieces = []
    for place, piece in enumerate(re.split(r"\{(\w+)\}", " ".join(sentence.split()))):
        if place % 2 == 0:
            pieces.append(re.escape(piece.replace("{{", "{").replace("}}", "}")))
        else:
            pieces.append(f"(?P<{piece}>.+?)" if piece not in seen else ".+?")
            seen.add(piece)
    return "".join(pieces)
